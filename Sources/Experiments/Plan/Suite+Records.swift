internal import Losses
internal import Results

extension SuiteLoss {
  /// What the report says of the loss, with the settings that a budget of configurations reaches.
  func record(configurations: Int) -> LossRecord {
    LossRecord(
      id: id, name: profile.name, title: profile.title, formula: profile.formula,
      reference: profile.reference, isStrictlyProper: profile.properties.isStrictlyProper,
      recoversPosterior: profile.properties.recoversPosterior,
      grid: grid.prefix(configurations).map(\.settings),
      batches: profile.properties.batches == .any ? nil : profile.properties.batches.sentence)
  }
}

extension SuiteModel {
  /// What the report says of the model.
  var record: ModelRecord {
    var record = ModelRecord(
      name: id, title: training.title, training: training.sentence, learningRates: learningRates,
      defaultLearningRate: defaultLearningRate)
    if case .convergence(let method) = method {
      record.penalties = method.penalties
      record.defaultPenalty = method.defaultPenalty
    }
    return record
  }
}
