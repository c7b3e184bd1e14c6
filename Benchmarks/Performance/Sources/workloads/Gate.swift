import CounterRandom
import Datasets
import Foundation
import KernelInterface
import Kernels
import Losses
import Training

/// Ratios of processor times measured in this very run, each with a bound: what fails here has
/// become slow, whatever the machine and whoever else uses it.
struct Gate {
  private struct Check {
    let what: String
    let value: Double
    let bound: Double
    let isLeast: Bool
    var holds: Bool { isLeast ? value >= bound : value <= bound }
  }

  /// Prints the ratios; false if one is out of bounds.
  func run() throws -> Bool {
    let peak = peakRate()
    let logistic = try [1, 4].map {
      try trainingTime(hidden: [], losses: Array(repeating: CrossEntropy(), count: $0))
    }
    let mlp = try trainingTime(hidden: [64, 32], losses: [CrossEntropy()])
    let mlpWork = Double(Self.rows * Self.epochs) * 20.0e3
    let crossEntropy = lossTime(CrossEntropy())
    let checks = [
      Check(
        what: "hidden layer 1,024 × 30 × 64, share of the peak of multiply–adds",
        value: layerRate() / peak, bound: 0.75, isLeast: true),
      Check(
        what: "MLP 30-64-32-1, whole steps, share of the peak",
        value: mlpWork / mlp / peak, bound: 0.55, isLeast: true),
      Check(
        what: "four logistic learners in lockstep, time of one",
        value: logistic[1] / logistic[0], bound: 2.6, isLeast: false),
      Check(
        what: "gradient of focal loss, time of cross-entropy's",
        value: lossTime(Focal()) / crossEntropy, bound: 2.2, isLeast: false),
      Check(
        what: "gradient of squared error, time of cross-entropy's",
        value: lossTime(MeanSquaredError()) / crossEntropy, bound: 1.5, isLeast: false),
      Check(
        what: "gradient of cross-entropy, multiply–adds at peak in the same time, a row",
        value: crossEntropy / Double(Self.lossRows) * peak / 2, bound: 400, isLeast: false),
    ]
    for check in checks {
      let bound = check.isLeast ? "at least" : "at most"
      print(
        "\(check.holds ? "ok  " : "SLOW")  \(check.what): "
          + "\(String(format: "%.2f", check.value)), \(bound) \(check.bound)")
    }
    return checks.allSatisfy(\.holds)
  }

  /// FLOP a second.
  private func peakRate() -> Double {
    var block = [Float](repeating: 1e-3, count: 64)
    var operations = 0
    let seconds = ProcessorTime.least(of: 9) {
      block.withUnsafeMutableBufferPointer { block in
        guard let base = block.baseAddress else { return }
        operations = InstructionSet.best.arithmetic.multiplyAdds(base, turns: 200_000)
      }
    }
    return Double(operations) / seconds
  }

  /// FLOP a second of a hidden layer, forward.
  private func layerRate() -> Double {
    let (rows, depth, width) = (1024, 30, 64)
    func block(_ count: Int) -> UnsafeMutablePointer<Float> {
      let base = UnsafeMutablePointer<Float>.allocate(capacity: count)
      for i in 0..<count { base[i] = Float(i % 7) * 0.1 - 0.3 }
      return base
    }
    let (left, right, target) = (block(rows * depth), block(depth * width), block(rows * width))
    defer { for base in [left, right, target] { base.deallocate() } }
    let repetitions = 200
    let seconds = ProcessorTime.least(of: 9) {
      for _ in 0..<repetitions {
        InstructionSet.best.arithmetic.rectifiedAffine(
          left, depth, rows: rows, depth: depth, right, width, width: width, biases: right,
          into: target, width)
      }
    }
    return Double(2 * rows * depth * width * repetitions) / seconds
  }

  private static let rows = 98_304
  private static let epochs = 2

  /// Seconds that training takes on rows drawn here.
  private func trainingTime(hidden: [Int], losses: [any Loss]) throws -> Double {
    var generator = CounterGenerator(seed: 1, stream: 1)
    let dataset = Dataset(
      featureNames: (0..<30).map { "x\($0)" },
      features: (0..<Self.rows * 30).map { _ in Float(generator.uniform() * 2 - 1) },
      labels: (0..<Self.rows).map { $0 % 100 == 0 ? 1 : 0 })
    let standardizer = Standardizer(fitting: dataset)
    let training = TrainingData(dataset, standardizer: standardizer)
    let validation = TrainingData(dataset.rows(at: [0, 1]), standardizer: standardizer)
    let trainer = try LockstepTrainer(
      architecture: Architecture(hidden: hidden),
      settings: TrainerSettings(
        batchSize: hidden.isEmpty ? 4096 : 1024, maximumEpochs: Self.epochs, shuffles: false),
      seed: 1)
    return try ProcessorTime.least(of: 9) {
      _ = try trainer.train(
        losses.map { LearnerConfiguration(loss: $0, learningRate: 0.01) }, on: training,
        validation: validation, score: { _ in 1 })
    }
  }

  private static let lossRows = 65_536

  /// Seconds that a gradient of many rows takes.
  private func lossTime(_ loss: any Loss) -> Double {
    let labels = (0..<Self.lossRows).map { Float($0 % 1000 == 0 ? 1 : 0) }
    let batch = LossBatch(labels: labels)
    let context = LossContext(positives: 66, negatives: Double(Self.lossRows - 66))
    let prepared = loss.prepared(for: context)
    var state = prepared.initialState(in: context)
    let logits = (0..<Self.lossRows).map { Float($0 % 97) / 10 - 9 }
    var gradient = [Float](repeating: 0, count: Self.lossRows)
    return ProcessorTime.least(of: 15) {
      var output = gradient.mutableSpan
      _ = prepared.gradient(
        at: logits.span, of: batch, in: context, state: &state, gradient: &output)
    }
  }
}
