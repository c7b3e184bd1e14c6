internal import Losses
internal import Results
internal import Training

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
    let optimizer =
      switch training.optimizer {
      case .adam: "Adam"
      case .sgd(let momentum): "SGD with momentum \(momentum)"
      }
    let penalty = training.l2 > 0 ? ", L2 penalty \(training.l2)" : ""
    return ModelRecord(
      name: id, title: title,
      training: """
        \(optimizer), batches of \(training.batchSize) rows, at most \(training.maximumEpochs) \
        epochs, stopped after \(training.patience) without a better validation value, best epoch \
        kept\(penalty)
        """,
      learningRates: learningRates, defaultLearningRate: defaultLearningRate)
  }

  /// The name for people.
  private var title: String {
    guard !architecture.hidden.isEmpty else { return "logistic regression" }
    let widths = architecture.hidden.map { "\($0)" }.joined(separator: ", ")
    return "MLP (hidden layers \(widths))"
  }
}
