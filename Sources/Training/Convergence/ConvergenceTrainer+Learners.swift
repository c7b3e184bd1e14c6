internal import Losses

extension ConvergenceTrainer: ModelTrainer {
  /// Trains one learner for each configuration, with the penalty that it asks for.
  ///
  /// A learner that has not converged is trained all the same, and says so in its
  /// ``TrainedLearner/convergence``. The validation part decides nothing: the model is scored on it
  /// at the start and at the end.
  ///
  /// - Parameters:
  ///   - configurations: The losses, each a sum over rows, and penalties.
  ///   - training: The part whose mean loss is minimised.
  ///   - validation: The part that learners are scored on.
  ///   - score: Judges the validation logits, one a row; higher is better. Called with finite
  ///     logits only. `nil` counts as worse than any number.
  ///   - epochFinished: Told after each pass over the rows which share of the learners is done.
  /// - Returns: One outcome a configuration, in their order.
  /// - Throws: ``TrainingError`` when the data cannot be trained on.
  public func train(
    _ configurations: [LearnerConfiguration], on training: TrainingData,
    validation: TrainingData, score: ([Float]) -> Double?,
    epochFinished: (_ share: Double) -> Void = { _ in }
  ) throws(TrainingError) -> [LearnerOutcome] {
    try training.checkTrainable(with: validation)
    for configuration in configurations
    where !(configuration.l2 >= 0 && configuration.l2.isFinite) {
      throw .badSetting(
        name: "l2", value: "\(configuration.l2)", valid: "a finite number of at least 0")
    }
    // A loss with a schedule is minimised as it is at the end of it.
    let context = training.context.at(progress: 1)
    let results = minimize(
      configurations, on: training, context: context,
      passFinished: { done in epochFinished(Double(done) / Double(max(configurations.count, 1))) })
    let scorer = PartScorer(validation, architecture: .logistic, learners: 1)
    return zip(configurations, results).map { configuration, result in
      switch result {
      case .failure(let fault): .failed(reason: fault.reason)
      case .success(let convergence):
        outcome(convergence, inputs: training.featureCount, scorer: scorer, score: score)
      }
    }
  }

  private func outcome(
    _ convergence: Convergence, inputs: Int, scorer: PartScorer, score: ([Float]) -> Double?
  ) -> LearnerOutcome {
    func assessed(_ parameters: [Float]) -> Double? {
      let logits = scorer.logits(of: parameters)
      guard allFinite(logits.span) else { return nil }
      return score(logits) ?? -.infinity
    }
    let parameters = convergence.parameters.map { Float($0) }
    guard let final = assessed(parameters) else {
      return .diverged(
        Divergence(
          quantity: .scores, epoch: convergence.iterations, step: convergence.iterations,
          learningRate: 0))
    }
    let start = [Float](repeating: 0, count: inputs) + [Float(convergence.start)]
    let curve = [
      EpochRecord(epoch: 0, trainingLoss: nil, score: assessed(start) ?? -.infinity),
      EpochRecord(
        epoch: convergence.iterations, trainingLoss: convergence.objective, score: final),
    ]
    return .trained(
      TrainedLearner(
        model: NetworkModel(architecture: .logistic, inputs: inputs, parameters: parameters),
        bestEpoch: convergence.iterations, progress: 1, bestScore: final, curve: curve,
        divergence: nil, convergence: convergence))
  }
}
