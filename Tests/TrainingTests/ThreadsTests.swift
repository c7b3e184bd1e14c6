import Losses
import Synchronization
import Testing

@testable import Training

@Suite("Threads that share a step")
struct ThreadsTests {
  /// Pointwise losses, and one that needs whole batches.
  static let losses = ["cross-entropy", "focal", "mse", "dice"]

  @Test(
    "Results have the same bits for any number of threads",
    arguments: [[], [8, 4]] as [[Int]], [0, 0.25] as [Float])
  func sameBits(hidden: [Int], dropout: Float) throws {
    let parts = cloudParts()
    let configurations = try LockstepTrainerTests.make(Self.losses.map { ($0, 0.01) })
    // A batch of two chunks, the second one short.
    let settings = TrainerSettings(
      batchSize: 300, maximumEpochs: 3, patience: 3, dropout: dropout)
    func train(_ threads: Int) throws -> [TrainedLearner] {
      try LockstepTrainer(
        architecture: Architecture(hidden: hidden), settings: settings, seed: 5, threads: threads
      ).train(
        configurations, on: parts.training, validation: parts.validation,
        score: { logLikelihood($0, parts.validation) }
      ).map { try $0.learner }
    }
    let alone = try train(1)
    for threads in [2, 3] {
      for (learner, same) in zip(try train(threads), alone) {
        #expect(try learner.network == same.network)
        #expect(learner.curve == same.curve)
      }
    }
    #expect(try alone[0].network != alone[1].network)
  }

  private final class Tally: CrewTask, Sendable {
    let counts = Mutex<[Int]>([])
    func work(part: Int, lane: Int) { counts.withLock { $0[part] += 1 } }
  }

  @Test("A crew does each part of each task once", arguments: [1, 2, 5])
  func crew(lanes: Int) {
    let crew = Crew(lanes: lanes)
    let tally = Tally()
    for parts in [1, 2, 3, 17, 0, 4] {
      for _ in 0..<200 {
        tally.counts.withLock { $0 = Array(repeating: 0, count: parts) }
        crew.run(tally, parts: parts)
        #expect(tally.counts.withLock { $0 } == Array(repeating: 1, count: parts))
      }
    }
  }
}
