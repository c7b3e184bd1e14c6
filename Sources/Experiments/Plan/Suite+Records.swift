internal import Losses
internal import Results
internal import Training

extension SuiteLoss {
  /// What the report says of the loss, with the settings that a budget of configurations reaches.
  func record(configurations: Int) -> LossRecord {
    var record = LossRecord(
      id: id, name: profile.name, title: profile.title, formula: profile.formula,
      reference: profile.reference, isStrictlyProper: profile.properties.isStrictlyProper,
      recoversPosterior: profile.properties.recoversPosterior,
      grid: grid.prefix(configurations).map(\.settings),
      batches: profile.properties.batches == .any ? nil : profile.properties.batches.sentence)
    record.seed = seed
    return record
  }
}

extension SuiteModel {
  /// What the report says of the model.
  var record: ModelRecord {
    var record = ModelRecord(
      name: id, title: training.title, training: training.sentence, learningRates: learningRates,
      defaultLearningRate: defaultLearningRate)
    record.kind = kind.rawValue
    switch method {
    case .convergence(let method):
      record.penalties = method.penalties
      record.defaultPenalty = method.defaultPenalty
    case .network(let method):
      record.epochs = method.training.maximumEpochs
      record.startsAtHalf = method.training.start == .zero ? true : nil
    case .trees(let method): record.epochs = method.settings.maximumRounds
    }
    return record
  }
}

extension [DatasetRecord] {
  /// The same with titles that name the number of positives where a title alone would not tell
  /// which data set is meant.
  var toldApart: [DatasetRecord] {
    map { record in
      var told = record
      if count(where: { $0.title == record.title }) > 1 {
        told.title += ", \(record.trainingPositives) positives in training"
      }
      return told
    }
  }
}
