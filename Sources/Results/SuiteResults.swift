/// Everything a report is made from: what the suite is, and the trials finished so far.
public struct SuiteResults: Codable, Equatable, Sendable {
  /// The suite.
  public var suite: SuiteRecord
  /// The finished trials, ordered by data set, model, loss (all in the suite's order), replicate.
  public var trials: [TrialRecord]

  /// The results of a suite; the trials are brought into the suite's order.
  public init(suite: SuiteRecord, trials: [TrialRecord]) {
    self.suite = suite
    func order(_ names: [String]) -> [String: Int] {
      Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }
    let datasets = order(suite.datasets.map(\.id))
    let models = order(suite.models.map(\.name))
    let losses = order(suite.losses.map(\.id))
    func rank(_ trial: TrialRecord) -> (Int, Int, Int, Int) {
      (
        datasets[trial.dataset] ?? .max, models[trial.model] ?? .max, losses[trial.loss] ?? .max,
        trial.replicate
      )
    }
    self.trials = trials.sorted { rank($0) < rank($1) }
  }

  /// What the trials were computed with, in alphabetical order; more than one when models differ in
  /// that, or when a store was filled on different machines.
  public var arithmetics: [String] {
    Set(trials.map(\.arithmetic)).subtracting([""]).sorted()
  }

  /// Whether trials of one model were computed with more than one thing.
  public var mixesArithmetics: Bool {
    Dictionary(grouping: trials, by: \.model).values.contains { trials in
      Set(trials.map(\.arithmetic)).subtracting([""]).count > 1
    }
  }
}
