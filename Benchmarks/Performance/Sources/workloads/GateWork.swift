import CounterRandom
import Datasets
import KernelInterface
import Kernels
import Losses
import Training

/// Multiply–adds in registers: what a core can do at most.
enum Peak {
  private static let turns = 200_000

  static func run() { _ = count() }

  /// FLOP of a run.
  static let operations = Double(count())

  private static func count() -> Int {
    var block = [Float](repeating: 1e-3, count: 64)
    return block.withUnsafeMutableBufferPointer { block in
      block.baseAddress.map { InstructionSet.best.arithmetic.multiplyAdds($0, turns: turns) } ?? 0
    }
  }
}

/// A hidden layer, forward, many times over.
final class HiddenLayer {
  private let (rows, depth, width) = (1024, 30, 64)
  private let repetitions = 200
  private let left: UnsafeMutablePointer<Float>
  private let right: UnsafeMutablePointer<Float>
  private let target: UnsafeMutablePointer<Float>

  init() {
    func block(_ count: Int) -> UnsafeMutablePointer<Float> {
      let base = UnsafeMutablePointer<Float>.allocate(capacity: count)
      for i in 0..<count { base[i] = Float(i % 7) * 0.1 - 0.3 }
      return base
    }
    (left, right, target) = (block(rows * depth), block(depth * width), block(rows * width))
  }

  deinit { for base in [left, right, target] { base.deallocate() } }

  /// FLOP of a run.
  var operations: Double { Double(2 * rows * depth * width * repetitions) }

  func run() {
    for _ in 0..<repetitions {
      InstructionSet.best.arithmetic.rectifiedAffine(
        left, depth, rows: rows, depth: depth, right, width, width: width, biases: right,
        into: target, width)
    }
  }
}

/// Training with cross-entropy on rows drawn here.
struct SmallTraining {
  private static let rows = 98_304
  private static let epochs = 2

  private let trainer: LockstepTrainer
  private let training: TrainingData
  private let validation: TrainingData
  private let learners: [LearnerConfiguration]

  init(hidden: [Int], learners: Int) throws {
    var generator = CounterGenerator(seed: 1, stream: 1)
    let dataset = Dataset(
      featureNames: (0..<30).map { "x\($0)" },
      features: (0..<Self.rows * 30).map { _ in Float(generator.uniform() * 2 - 1) },
      labels: (0..<Self.rows).map { $0 % 100 == 0 ? 1 : 0 })
    let standardizer = Standardizer(fitting: dataset)
    training = TrainingData(dataset, standardizer: standardizer)
    validation = TrainingData(dataset.rows(at: [0, 1]), standardizer: standardizer)
    trainer = try LockstepTrainer(
      architecture: Architecture(hidden: hidden),
      settings: TrainerSettings(
        batchSize: hidden.isEmpty ? 4096 : 1024, maximumEpochs: Self.epochs, shuffles: false),
      seed: 1)
    self.learners = Array(
      repeating: LearnerConfiguration(loss: CrossEntropy(), learningRate: 0.01), count: learners)
  }

  /// FLOP of a run of an MLP 30-64-32-1.
  var operations: Double { Double(Self.rows * Self.epochs) * 20.0e3 }

  func run() throws {
    _ = try trainer.train(learners, on: training, validation: validation, score: { _ in 1 })
  }
}

/// The gradient of a loss over many rows.
final class LossGradient {
  static let rows = 65_536

  private let batch = LossBatch(labels: (0..<rows).map { Float($0 % 1000 == 0 ? 1 : 0) })
  private let context = LossContext(positives: 66, negatives: Double(rows - 66))
  private let loss: any Loss
  private var state: LossState
  private let logits = (0..<rows).map { Float($0 % 97) / 10 - 9 }
  private var gradient = [Float](repeating: 0, count: rows)

  init(_ loss: any Loss) {
    self.loss = loss.prepared(for: context)
    state = self.loss.initialState(in: context)
  }

  func run() {
    // Spans may not outlive what holds them, so the arrays are this call's own meanwhile.
    let logits = logits
    var gradient: [Float] = []
    swap(&gradient, &self.gradient)
    defer { swap(&gradient, &self.gradient) }
    var output = gradient.mutableSpan
    _ = loss.gradient(
      at: logits.span, of: batch, in: context, state: &state, gradient: &output)
  }
}
