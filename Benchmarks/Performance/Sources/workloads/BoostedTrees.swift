import Datasets
import Foundation
import Losses
import Training

/// XGBoost with a loss as its objective on the peers' arrays: 100 rounds, depth 6, rate 0.1.
struct BoostedTrees {
  let arguments: Arguments

  func run() throws {
    let folder = arguments.text("data", NSHomeDirectory() + "/.cache/lopsided-peers/data")
    let threads = arguments.number("threads", 1)
    let rounds = arguments.number("rounds", 100)
    let loss: any Loss
    switch arguments.text("objective", "focal") {
    case "ce": loss = CrossEntropy()
    default:
      var focal = Focal()
      (focal.gamma, focal.alphaPositive) = (2, 0.25)
      loss = focal
    }
    let rows = try FixedArrays.load(folder, "train")
    let unchanged = InputPreparation(unchanged: rows.columns)
    let training = TrainingData(.stored(rows), preparation: unchanged)
    let positive = rows.labels.firstIndex(of: 1) ?? 0
    let negative = rows.labels.firstIndex(of: 0) ?? 0
    let validation = TrainingData(
      .stored(rows.rows(at: [positive, negative])), preparation: unchanged)
    let trainer = try TreeTrainer(
      settings: TreeSettings(
        maximumRounds: rounds, patience: rounds, evaluationInterval: rounds),
      seed: 1, threads: threads)
    let clock = ContinuousClock()
    func train() throws -> [LearnerOutcome] {
      var calls = 0.0
      return try trainer.train(
        [LearnerConfiguration(loss: loss, learningRate: 0.1)], on: training,
        validation: validation,
        score: { _ in
          calls += 1
          return calls
        })
    }
    var outcomes = try train()
    var seconds: [Double] = []
    for _ in 0..<arguments.number("reps", 1) {
      let start = clock.now
      outcomes = try train()
      seconds.append((clock.now - start) / .seconds(1))
    }
    guard case .trained(let learner) = outcomes[0] else {
      return print("no model: \(outcomes[0])")
    }
    let logits = try learner.model.logits(for: training)
    let gradient = try gradientSeconds(loss, logits: logits, labels: rows.labels)
    let test = try FixedArrays.load(folder, "test")
    let median = seconds.sorted()[seconds.count / 2]
    try FixedArrays.report(
      [
        "workload": "trees", "threads": threads, "times_s": seconds, "median_s": median,
        "gradient_share": gradient * Double(rounds) / median,
        "gradient_s_a_round": gradient,
      ],
      metrics: [
        arguments.text("objective", "focal"): try FixedArrays.metrics(
          logits: learner.model.logits(for: TrainingData(.stored(test), preparation: unchanged)),
          labels: test.labels)
      ])
  }

  /// Seconds that gradient and curvature of all rows take, on one thread.
  private func gradientSeconds(
    _ loss: any Loss, logits: [Float], labels: [UInt8]
  ) throws -> Double {
    let batch = LossBatch(labels: labels.map { Float($0) })
    let positives = Double(batch.positives.count)
    let context = LossContext(positives: positives, negatives: Double(labels.count) - positives)
    let prepared = loss.prepared(for: context)
    var state = prepared.initialState(in: context)
    var gradient = [Float](repeating: 0, count: labels.count)
    var curvature = gradient
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<7 {
      let start = clock.now
      do {
        var slopes = gradient.mutableSpan
        var bends = curvature.mutableSpan
        _ = prepared.derivatives(
          at: logits.span, of: batch, in: context, state: &state, gradient: &slopes,
          curvature: &bends)
      }
      var bends = curvature.mutableSpan
      prepared.makeBoostable(&bends, gradient: gradient.span, at: logits.span)
      times.append((clock.now - start) / .seconds(1))
    }
    return times.sorted()[3]
  }
}
