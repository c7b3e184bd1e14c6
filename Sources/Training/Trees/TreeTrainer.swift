internal import CounterRandom
internal import Losses

/// Grows gradient-boosted trees with XGBoost, each learner with the derivatives of its loss.
///
/// Features are put into bins once for all learners. All learners start at their loss's optimal
/// constant, and their derivatives are scaled as ``CurvatureScale`` says.
public struct TreeTrainer: ModelTrainer {
  /// How every learner is trained.
  public let settings: TreeSettings
  /// Decides which rows and features trees are grown on, where not on all.
  public let seed: UInt64
  /// Threads that XGBoost may use.
  public let threads: Int
  /// Told of every learner where its time went, for whoever measures.
  public var timed: (@Sendable (TreeTimes) -> Void)?
  private let library: XGBoostLibrary

  /// A trainer.
  ///
  /// - Parameters:
  ///   - settings: How every learner is trained.
  ///   - seed: Decides which rows and features trees are grown on, where not on all.
  ///   - threads: Threads that XGBoost may use; units of a suite run side by side, one a core.
  ///   - library: XGBoost; the installed one unless it is given.
  ///
  /// - Throws: ``TrainingError``, also when XGBoost is not installed.
  public init(
    settings: TreeSettings, seed: UInt64, threads: Int = 1, library: XGBoostLibrary? = nil
  ) throws(TrainingError) {
    try settings.validate()
    self.settings = settings
    self.seed = seed
    self.threads = max(threads, 1)
    do { self.library = try .installed(unless: library) } catch { throw .trees(error) }
  }

  /// Trains one learner for each configuration, one after another.
  ///
  /// - Parameters:
  ///   - configurations: the losses and learning rates.
  ///   - training: the part that gradients come from, its features as they are.
  ///   - validation: the part that early stopping looks at.
  ///   - score: judges the validation logits, one a row; higher is better. Called with finite
  ///     logits only. `nil` counts as worse than any number.
  ///   - epochFinished: told now and then the share of all rounds that are done or no longer needed.
  /// - Returns: one outcome a configuration, in their order; an epoch is a round.
  /// - Throws: ``TrainingError`` when the data cannot be trained on.
  public func train(
    _ configurations: [LearnerConfiguration], on training: TrainingData,
    validation: TrainingData, score: ([Float]) -> Double?,
    epochFinished: (_ share: Double) -> Void = { _ in }
  ) throws(TrainingError) -> [LearnerOutcome] {
    try training.checkTrainable(with: validation)
    do {
      let course = try TreeCourse(
        settings: settings, seed: seed, threads: threads, library: library, training: training,
        validation: validation)
      return configurations.enumerated().map { index, configuration in
        let done = Double(index)
        return course.train(
          configuration, score: score,
          progress: { epochFinished((done + $0) / Double(configurations.count)) },
          timed: { timed?($0) })
      }
    } catch {
      throw .trees(error)
    }
  }
}
