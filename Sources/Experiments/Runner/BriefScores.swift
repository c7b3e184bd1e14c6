internal import Results

extension TrialOutcome {
  /// The outcome with nothing but the metric that learners are compared by, for suites of very many
  /// small trials.
  func brief(keeping metric: String) -> TrialOutcome {
    guard case .scored(var scores) = self else { return self }
    scores.tuned.metrics = scores.tuned.metrics.filter {
      $0.key == metric || $0.key == metric + "/raw"
    }
    scores.defaults = nil
    scores.learningCurve = []
    scores.precisionRecallCurve = []
    scores.oracle = [:]
    return .scored(scores)
  }
}
