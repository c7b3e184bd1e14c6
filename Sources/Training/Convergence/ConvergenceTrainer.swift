public import Losses

/// Trains logistic regressions to the minimum of their mean loss over the whole training part, so
/// that an effect of the loss can be told from one of the optimiser.
///
/// Minimises `mean loss + l2 / 2 · ‖w‖²` over the weights and an intercept that is not penalised,
/// from the loss's best constant. All learners share each pass over the rows, and a learner's
/// result depends neither on the others nor on the number of threads. A loss that is not convex in
/// the logit ends at a stationary point.
public struct ConvergenceTrainer: Sendable {
  /// How learners are trained.
  public let settings: ConvergenceSettings
  /// Threads of a pass over the rows; as many as the training part asks for, if that is more.
  public let threads: Int

  /// A trainer.
  ///
  /// - Throws: ``TrainingError/badSetting(name:value:valid:)``.
  public init(settings: ConvergenceSettings, threads: Int = 1) throws(TrainingError) {
    try settings.validate()
    guard threads >= 1 else {
      throw .badSetting(name: "threads", value: "\(threads)", valid: "a whole number of at least 1")
    }
    self.settings = settings
    self.threads = threads
  }

  /// Whether a loss can be minimised over a whole training part: it must be a sum over rows, and
  /// the same at every pass.
  public static func accepts(_ loss: any Loss) -> Bool {
    let properties = loss.profile.properties
    return properties.isPointwise && !properties.isStateful
  }

  /// Minimises each configuration's objective.
  ///
  /// - Parameters:
  ///   - configurations: The losses and penalties.
  ///   - training: The training part.
  ///   - context: What a loss may know of it, at the end of any schedule.
  ///   - passFinished: Told after each pass, with how many learners are done.
  /// - Returns: How far each came, or in a sentence why its loss cannot be minimised.
  func minimize(
    _ configurations: [LearnerConfiguration], on training: TrainingData, context: LossContext,
    passFinished: (_ done: Int) -> Void = { _ in }
  ) -> [Result<Convergence, LossFault>] {
    BLAS.useOneThread()
    let learners = configurations.map { configuration in
      let learner = ConvergenceLearner(
        configuration, inputs: training.featureCount, settings: settings, context: context)
      if !Self.accepts(configuration.loss) {
        learner.fail(
          """
          The loss '\(learner.loss.profile.name)' is no sum over single rows, so there is no \
          objective over the whole training part to minimise; it is trained by minibatches.
          """)
      }
      return learner
    }
    let pass = ObjectivePass(over: training, threads: max(threads, training.jobs))
    while true {
      let active = learners.filter { $0.request != nil }
      guard !active.isEmpty else { break }
      let queries = active.compactMap { learner in
        learner.request.map { (loss: learner.loss, request: $0) }
      }
      for (learner, answer) in zip(active, pass.evaluate(queries, in: context)) {
        switch answer {
        case .success(let evaluation): learner.receive(evaluation)
        case .failure(let fault): learner.fail(fault.reason)
        }
      }
      passFinished(learners.count { $0.request == nil })
    }
    return learners.map { learner in
      learner.convergence.map { .success($0) }
        ?? .failure(LossFault(reason: learner.fault ?? "Training ended without a result."))
    }
  }
}
