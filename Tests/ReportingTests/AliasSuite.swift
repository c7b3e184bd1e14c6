import Foundation
import Results

/// One metric of trials that no training made, for suites of many replicates.
struct AliasSuite {
  var replicates = 400
  var losses = 4
  /// Added to the metric of each loss in turn.
  var gains: [Double] = []
  var practicalEquivalence = 0.0
  var design = DatasetRecord.Design.independentDraws
  var errorRates: ErrorRateDesign? = ErrorRateDesign(replicates: 10, family: 4, cap: 20)
  var sequential: SequentialRecord?
  var seed: UInt64 = 1
  /// Names of losses whose trials all fail.
  var failing: Set<String> = []

  var suite: SuiteRecord {
    var dataset = SyntheticSuite.scenario
    dataset.design = design
    dataset.testRows = 200
    dataset.trainingRows = 600
    var suite = SyntheticSuite().suite
    suite.replicates = replicates
    suite.practicalEquivalence = practicalEquivalence
    suite.losses = (0..<losses).map { index in
      var loss = SyntheticSuite.losses[0]
      loss.id = "name-\(index)"
      loss.seed = UInt64(index)
      return loss
    }
    suite.reference = "name-0"
    suite.models = [SyntheticSuite.models[0]]
    suite.datasets = [dataset]
    suite.errorRates = errorRates
    suite.sequential = sequential
    return suite
  }

  var results: SuiteResults {
    let suite = suite
    var trials: [TrialRecord] = []
    for (index, loss) in suite.losses.enumerated() {
      for replicate in 0..<suite.replicates(of: suite.datasets[0], suite.models[0]) {
        trials.append(
          TrialRecord(
            key: "\(loss.id)/\(replicate)", dataset: suite.datasets[0].id, replicate: replicate,
            model: suite.models[0].name, loss: loss.id, outcome: outcome(loss.id, index, replicate),
            seconds: 0))
      }
    }
    return SuiteResults(suite: suite, trials: trials)
  }

  private func outcome(_ loss: String, _ index: Int, _ replicate: Int) -> TrialOutcome {
    guard !failing.contains(loss) else {
      return .failed(TrialFailure(kind: .diverged, reason: "The loss became NaN."))
    }
    var shared = Noise(seed: seed &* 1_000_003 &+ UInt64(replicate))
    var own = Noise(seed: (seed &* 1_000_003 &+ UInt64(replicate)) &* 101 &+ UInt64(index + 1))
    let gain = gains.isEmpty ? 0 : gains[index % gains.count]
    let value = 0.5 + 0.05 * shared.normal() + 0.01 * own.normal() + gain
    return .scored(
      TrialScores(
        tuned: ConfigurationScores(
          settings: [:], learningRate: 0.01, epoch: 1, metrics: ["average-precision": value]),
        defaults: nil, configurations: [], learningCurve: [], precisionRecallCurve: [],
        oracle: [:]))
  }
}
