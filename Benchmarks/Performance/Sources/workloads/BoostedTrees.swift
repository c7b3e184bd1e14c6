import Datasets
import Foundation
import Losses
import Synchronization
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
    var trainer = try TreeTrainer(
      settings: TreeSettings(
        maximumRounds: rounds, patience: rounds, evaluationInterval: rounds),
      seed: 1, threads: threads)
    let found = Mutex<[TreeTimes]>([])
    trainer.timed = { times in found.withLock { $0.append(times) } }
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
    let file = arguments.text("save", "")
    if !file.isEmpty, let model = learner.model as? TreeModel {
      try Data(model.json()).write(to: URL(fileURLWithPath: file))
    }
    // The first training warms up.
    let times = found.withLock { Array($0.dropFirst()) }
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    func median(_ part: (TreeTimes) -> Duration) -> Double {
      median(times.map { part($0) / .seconds(1) })
    }
    let test = try FixedArrays.load(folder, "test")
    try FixedArrays.report(
      [
        "workload": "trees", "threads": threads, "times_s": seconds,
        "median_s": median(seconds),
        "gradient_share": median(
          zip(times, seconds).map { $0.derivatives / .seconds(1) / $1 }),
        "gradient_s_a_round": median(\.derivatives) / Double(rounds),
        "start_s": median(\.start), "logits_s": median(\.logits), "grow_s": median(\.trees),
        "validation_s": median(\.validation),
      ],
      metrics: [
        arguments.text("objective", "focal"): try FixedArrays.metrics(
          logits: learner.model.logits(for: TrainingData(.stored(test), preparation: unchanged)),
          labels: test.labels)
      ])
  }
}
