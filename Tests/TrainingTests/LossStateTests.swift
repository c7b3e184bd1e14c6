import Datasets
import Losses
import Synchronization
import Testing

@testable import Training

/// What losses of these tests were called with, in order.
private let calls = Mutex<[Call]>([])

private struct Call: Equatable {
  var id: Double
  var rows: [UInt32]
  var positives: Int
  var memory: Double
  var progress: Double
}

/// Writes down each batch; its memory counts them.
private protocol Recording: BatchLoss {
  var id: Double { get }
}

extension Recording {
  static var title: String { name }
  static var formula: String { "mean (z - y)²" }
  static var reference: String { "none, 2020" }

  func initialState(in context: LossContext) -> LossState { LossState(numbers: [0]) }

  func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    let call = Call(
      id: id, rows: batch.rows, positives: batch.positives.count, memory: state.numbers[0],
      progress: context.progress)
    calls.withLock { $0.append(call) }
    state.numbers[0] += 1
    var sum = 0.0
    for row in 0..<batch.count {
      let miss = evaluation.logits[row] - Double(batch.labels[row])
      evaluation.gradient[row] = 2 * miss / Double(batch.count)
      sum += miss * miss
    }
    return sum / Double(batch.count)
  }
}

private func batchwise(_ batches: BatchPolicy) -> LossProperties {
  LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: false, isPointwise: false,
    isStateful: true, batches: batches)
}

private struct AnyBatch: Recording {
  static let name = "any-batch"
  static let properties = batchwise(.any)
  var id = 0.0
}

private struct Skipping: Recording {
  static let name = "skipping"
  static let properties = batchwise(.skip)
  var id = 0.0
}

private struct Stratified: Recording {
  static let name = "stratified"
  static let properties = batchwise(.stratified(positives: 3))
  var id = 0.0
}

/// Cannot be evaluated from the third batch on.
private struct Faulty: BatchLoss {
  static let name = "faulty"
  static let title = "faulty"
  static let formula = "0"
  static let reference = "none, 2020"
  static let properties = batchwise(.any)

  func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    state.numbers.append(0)
    if state.numbers.count == 3 { state.fault = "The third batch was too much." }
    return 0
  }
}

@Suite("What the trainer does for losses with memory and wishes", .serialized)
struct LossStateTests {
  private func train(
    _ losses: [any Loss], batchSize: Int = 10, epochs: Int = 2
  ) throws -> [LearnerOutcome] {
    calls.withLock { $0 = [] }
    let parts = cloudParts()
    return try LockstepTrainer(
      architecture: .logistic,
      settings: TrainerSettings(batchSize: batchSize, maximumEpochs: epochs, patience: 9), seed: 5
    ).train(
      losses.map { LearnerConfiguration(loss: $0, learningRate: 0.01) }, on: parts.training,
      validation: parts.validation, score: { logLikelihood($0, parts.validation) })
  }

  private func recorded(_ id: Double) -> [Call] {
    calls.withLock { $0.filter { $0.id == id } }
  }

  @Test("Each learner has a state of its own, carried through all epochs and gone with the run")
  func lifetime() throws {
    for _ in 0..<2 {
      _ = try train([AnyBatch(id: 1), AnyBatch(id: 2)])
      for id in [1.0, 2.0] {
        #expect(recorded(id).map(\.memory) == (0..<120).map { Double($0) })
      }
    }
    #expect(recorded(1).prefix(60).allSatisfy { $0.progress == 0 })
    #expect(recorded(1).suffix(60).allSatisfy { $0.progress == 0.5 })
  }

  @Test("A loss that skips batches that lack a class never sees one, and takes fewer steps")
  func skipping() throws {
    _ = try train([AnyBatch(id: 1), Skipping(id: 2)])
    let all = recorded(1)
    #expect(all.contains { $0.positives == 0 })
    #expect(recorded(2).map(\.rows) == all.filter { $0.positives > 0 }.map(\.rows))
  }

  @Test("A stratified loss gets its positives in every batch, and as many steps")
  func stratified() throws {
    _ = try train([AnyBatch(id: 1), Stratified(id: 2)])
    #expect(recorded(2).count == recorded(1).count)
    #expect(recorded(2).allSatisfy { $0.positives >= 3 })
  }

  @Test("How others draw their batches changes no result")
  func independence() throws {
    let losses: [any Loss] = [CrossEntropy(), Stratified(id: 1), Skipping(id: 2)]
    let together = try train(losses).map { try $0.learner.network }
    for (index, loss) in losses.enumerated() {
      #expect(try train([loss])[0].learner.network == together[index])
    }
  }

  @Test("A loss that cannot be evaluated ends its learner with its reason, and no other")
  func fault() throws {
    let outcomes = try train([Faulty(), CrossEntropy()])
    guard case .failed(let reason) = outcomes[0] else {
      Issue.record("a fault must end the learner")
      return
    }
    #expect(reason == "The third batch was too much.")
    #expect(try outcomes[1].learner.network == train([CrossEntropy()])[0].learner.network)
  }

  @Test("Mean amounts of both classes reach the loss")
  func amounts() {
    let data = clouds(rows: 20)
    let amounts = (0..<20).map { Float($0) }
    let worth = TrainingData(
      .init(
        featureNames: data.featureNames, features: data.features, labels: data.labels,
        amounts: amounts), standardizer: Standardizer(fitting: data))
    #expect(worth.context.positiveAmount == 5)
    #expect(worth.context.negativeAmount == 10)
    #expect(worth.context.positives == 2)
    let plain = TrainingData(data, standardizer: Standardizer(fitting: data))
    #expect(plain.context.positiveAmount == 1)
  }
}
