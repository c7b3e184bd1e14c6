internal import Datasets
internal import Evaluation
internal import Losses
internal import Results
internal import Training

extension TrialEvaluation {
  /// A trial's scores with nothing but the metric that learners are compared by, for suites of very
  /// many small trials.
  func brief(
    _ learner: TrainedLearner, _ configuration: TuningPlan.Configuration,
    _ summaries: [ConfigurationSummary]
  ) throws -> TrialScores {
    var scratch = RankingScratch()
    let value = try metric.value(
      logits: learner.model.logits(for: test), labels: parts.test.labels, scratch: &scratch)
    var scores = ConfigurationScores(
      settings: configuration.loss.settings, learningRate: configuration.learningRate,
      epoch: learner.bestEpoch, metrics: value.map { [metric.key: $0] } ?? [:])
    scores.l2 = configuration.tuned.l2
    return TrialScores(
      tuned: scores, defaults: nil, configurations: summaries, learningCurve: [],
      precisionRecallCurve: [], oracle: [:])
  }
}
