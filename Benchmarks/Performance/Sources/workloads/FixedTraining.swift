import Datasets
import Evaluation
import Foundation
import Losses
import Training

/// Four losses on the peers' arrays, as the peers train them: contiguous batches in the same order
/// each epoch, Adam, a fixed number of epochs.
struct FixedTraining {
  enum Model: String { case logistic, mlp }

  let model: Model
  let arguments: Arguments

  init(_ model: Model, _ arguments: Arguments) {
    self.model = model
    self.arguments = arguments
  }

  func run() throws {
    let folder = arguments.text(
      "data", NSHomeDirectory() + "/.cache/lopsided-peers/data")
    let threads = arguments.number("threads", 1)
    let learners = arguments.number("learners", 4)
    let shuffles = arguments.text("order", "fixed") == "reshuffle"
    let architecture: Architecture =
      model == .logistic ? .logistic : Architecture(hidden: [64, 32])
    let batch = model == .logistic ? 4096 : 1024
    let rate: Float = model == .logistic ? 1e-2 : 1e-3
    let settings = TrainerSettings(
      optimizer: .adam(epsilon: 1e-8), batchSize: batch, maximumEpochs: 5, patience: 5,
      shuffles: shuffles)
    var focal = Focal()
    (focal.gamma, focal.alphaPositive) = (2, 0.25)
    let losses: [any Loss] = [
      CrossEntropy(), WeightedCrossEntropy(), focal, MeanSquaredError(),
    ]
    let configurations = (0..<learners).map {
      LearnerConfiguration(loss: losses[$0 % 4], learningRate: rate)
    }

    let whole = try FixedArrays.load(folder, "train").widened(
      to: arguments.number("features", 30))
    // Whole batches only, as the peers have.
    let wanted = min(whole.rowCount, arguments.number("rows", whole.rowCount))
    let rows = max(wanted / batch, 1) * batch
    let dataset = whole.rows(at: Array(0..<rows))
    let identity = Standardizer(
      means: .init(repeating: 0, count: dataset.featureCount),
      deviations: .init(repeating: 1, count: dataset.featureCount))
    let training = TrainingData(dataset, standardizer: identity)
    // Peers look at no validation rows: here a handful, and the last epoch is the best.
    let positive = dataset.labels.firstIndex(of: 1) ?? 0
    let negative = dataset.labels.firstIndex(of: 0) ?? 0
    let validation = TrainingData(
      dataset.rows(at: [positive, negative]), standardizer: identity)

    let trainer = try LockstepTrainer(
      architecture: architecture, settings: settings, seed: 1, threads: threads)
    func train() throws -> [LearnerOutcome] {
      var calls = 0.0
      return try trainer.train(
        configurations, on: training, validation: validation,
        score: { _ in
          calls += 1
          return calls
        })
    }

    var seconds: [Double] = []
    var busy: [Double] = []
    var outcomes = try train()
    let clock = ContinuousClock()
    for _ in 0..<arguments.number("reps", 3) {
      let start = clock.now
      let before = ProcessorTime.process
      outcomes = try train()
      busy.append(ProcessorTime.process - before)
      seconds.append((clock.now - start) / .seconds(1))
    }
    var metrics: [String: [String: Double]] = [:]
    guard dataset.featureCount == 30 else { return try report(metrics) }
    let testRows = try FixedArrays.load(folder, "test")
    let test = TrainingData(testRows, standardizer: identity)
    let names = ["ce", "wce", "focal", "mse"]
    for (place, outcome) in outcomes.enumerated().prefix(4) {
      guard case .trained(let learner) = outcome else { continue }
      metrics[names[place % 4]] = try FixedArrays.metrics(
        logits: learner.model.logits(for: test), labels: testRows.labels)
    }
    try report(metrics)
    func report(_ metrics: [String: [String: Double]]) throws {
      try FixedArrays.report(
        [
          "workload": model.rawValue, "threads": threads, "learners": learners,
          "order": shuffles ? "reshuffle" : "fixed", "times_s": seconds,
          "median_cpu_s": busy.sorted()[busy.count / 2],
          "median_s": seconds.sorted()[seconds.count / 2],
          "learner_rows": Double(rows * 5 * learners),
        ], metrics: metrics)
    }
  }
}

extension Dataset {
  /// The same rows with so many features: the first of them, or all and then copies of them.
  func widened(to count: Int) -> Dataset {
    guard count != featureCount else { return self }
    var values: [Float] = []
    values.reserveCapacity(rowCount * count)
    for row in 0..<rowCount {
      for column in 0..<count {
        values.append(features[row * featureCount + column % featureCount])
      }
    }
    return Dataset(
      featureNames: (0..<count).map { "x\($0)" }, features: values, labels: labels)
  }
}
