/// What comes of training: it gives a logit to every row.
public protocol TrainedModel: Sendable {
  /// The logit of every row.
  ///
  /// - Parameter data: Rows that were prepared as the training part was, with its features.
  ///
  /// - Returns: One logit a row, in the order of the rows.
  ///
  /// - Throws: What keeps the model from giving them; a network never does.
  func logits(for data: TrainingData) throws -> [Float]
}

/// Trains models: one for each loss and learning rate, all on the same rows.
///
/// What becomes of a configuration does not depend on which others are trained beside it. It is a
/// pure function of the data, the trainer's settings and seed, and the configuration.
public protocol ModelTrainer: Sendable {
  /// Trains one learner for each configuration.
  ///
  /// - Parameters:
  ///   - configurations: the losses and learning rates.
  ///   - training: the part that is learned from.
  ///   - validation: the part that early stopping looks at, prepared in the same way.
  ///   - score: judges the validation logits, one a row; higher is better. Called with finite
  ///     logits only. `nil` counts as worse than any number.
  ///   - epochFinished: told from time to time which share of all the work is done or no longer
  ///     needed.
  /// - Returns: one outcome a configuration, in their order.
  /// - Throws: ``TrainingError`` when nothing can be trained at all.
  func train(
    _ configurations: [LearnerConfiguration], on training: TrainingData,
    validation: TrainingData, score: ([Float]) -> Double?,
    epochFinished: (_ share: Double) -> Void
  ) throws(TrainingError) -> [LearnerOutcome]
}

extension LockstepTrainer: ModelTrainer {}
