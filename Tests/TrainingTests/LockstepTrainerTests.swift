import Datasets
import Losses
import Testing

@testable import Training

@Suite("The lockstep trainer")
struct LockstepTrainerTests {
  static let configurations: [(String, Float)] = [
    ("cross-entropy", 0.01), ("weighted-cross-entropy", 0.003), ("focal", 0.01), ("mse", 0.03),
  ]

  static func make(_ choices: [(String, Float)]) throws -> [LearnerConfiguration] {
    try choices.map {
      LearnerConfiguration(loss: try LossCatalogue.builtIn.make($0.0), learningRate: $0.1)
    }
  }

  static func train(
    _ choices: [(String, Float)], hidden: [Int] = [8, 4], seed: UInt64 = 5,
    settings: TrainerSettings = TrainerSettings(batchSize: 64, maximumEpochs: 4, patience: 4)
  ) throws -> [LearnerOutcome] {
    let parts = cloudParts()
    return try LockstepTrainer(
      architecture: Architecture(hidden: hidden), settings: settings, seed: seed
    ).train(
      try make(choices), on: parts.training, validation: parts.validation,
      score: { logLikelihood($0, parts.validation) })
  }

  @Test("A learner's result does not depend on who shares the batches", arguments: [[], [8, 4]])
  func independence(hidden: [Int]) throws {
    let together = try Self.train(Self.configurations, hidden: hidden)
    for (index, choice) in Self.configurations.enumerated() {
      let alone = try Self.train([choice], hidden: hidden)
      #expect(try alone[0].learner.network == together[index].learner.network)
      #expect(try alone[0].learner.curve == together[index].learner.curve)
    }
  }

  @Test("The seed decides the result, and nothing else does")
  func determinism() throws {
    let first = try Self.train([("cross-entropy", 0.01)])[0].learner
    #expect(try Self.train([("cross-entropy", 0.01)])[0].learner.network == first.network)
    let other = try Self.train([("cross-entropy", 0.01)], seed: 6)[0].learner
    #expect(try other.network != first.network)
  }

  @Test("Every learner starts as its loss's optimal constant")
  func start() throws {
    let parts = cloudParts()
    let context = LossContext(positives: 60, negatives: 540)
    for choice in Self.configurations {
      let loss = try LossCatalogue.builtIn.make(choice.0)
      let constant = try #require(loss.optimalConstant(in: context))
      var first: [Float] = []
      _ = try LockstepTrainer(
        architecture: Architecture(hidden: [8]),
        settings: TrainerSettings(batchSize: 64, maximumEpochs: 1), seed: 1
      ).train(
        try Self.make([choice]), on: parts.training, validation: parts.validation,
        score: { logits in
          if first.isEmpty { first = logits }
          return 0
        })
      #expect(first.allSatisfy { $0 == Float(constant) })
    }
  }

  @Test("Training lowers the loss and beats the constant start on validation")
  func learns() throws {
    for (outcome, choice) in zip(try Self.train(Self.configurations), Self.configurations) {
      let learner = try outcome.learner
      let losses = learner.curve.compactMap(\.trainingLoss)
      let first = try #require(losses.first)
      let last = try #require(losses.last)
      #expect(last < first, "\(choice.0)")
      #expect(learner.curve.count == 5)
    }
    let learner = try Self.train([("cross-entropy", 0.01)])[0].learner
    #expect(learner.bestScore > learner.curve[0].score)
  }

  @Test("The weights of the best epoch are kept, and patience ends a learner")
  func earlyStopping() throws {
    let parts = cloudParts()
    let scores = [0.1, 0.5, 0.4, 0.3, 0.9]
    var calls = 0
    var logits: [[Float]] = []
    let learner = try LockstepTrainer(
      architecture: .logistic,
      settings: TrainerSettings(batchSize: 64, maximumEpochs: 9, patience: 2), seed: 1
    ).train(
      try Self.make([("cross-entropy", 0.01)]), on: parts.training,
      validation: parts.validation,
      score: {
        logits.append($0)
        calls += 1
        return scores[calls - 1]
      })[0].learner
    #expect(calls == 4)
    #expect(learner.bestEpoch == 1)
    #expect(learner.bestScore == 0.5)
    #expect(try learner.model.logits(for: parts.validation) == logits[1])
  }

  @Test("A diverging learner becomes an outcome, and the others go on as if it were not there")
  func divergence() throws {
    let settings = TrainerSettings(
      optimizer: .sgd(momentum: 0.9), batchSize: 64, maximumEpochs: 4, patience: 4)
    let outcomes = try Self.train(
      [("cross-entropy", 1e30), ("cross-entropy", 0.01)], settings: settings)
    guard case .diverged(let divergence) = outcomes[0] else {
      Issue.record("a learning rate of 1e30 must diverge")
      return
    }
    #expect(divergence.epoch >= 1)
    #expect(divergence.step >= 1)
    #expect(divergence.learningRate == 1e30)
    let alone = try Self.train([("cross-entropy", 0.01)], settings: settings)
    #expect(try outcomes[1].learner.network == alone[0].learner.network)
  }

  @Test("Progress ends at one and never falls")
  func progress() throws {
    let parts = cloudParts()
    var shares: [Double] = []
    _ = try LockstepTrainer(
      architecture: .logistic, settings: TrainerSettings(maximumEpochs: 6, patience: 2), seed: 1
    ).train(
      try Self.make([("cross-entropy", 0.01), ("mse", 0.01)]), on: parts.training,
      validation: parts.validation, score: { _ in 0 }, epochFinished: { shares.append($0) })
    #expect(shares == shares.sorted())
    #expect(shares.last == 1)
  }

  @Test("Settings outside their range are refused with what would be valid")
  func badSettings() {
    func message(_ settings: TrainerSettings, hidden: [Int] = []) -> String {
      do {
        _ = try LockstepTrainer(
          architecture: Architecture(hidden: hidden), settings: settings, seed: 1)
        return ""
      } catch { return error.description }
    }
    #expect(
      message(TrainerSettings(batchSize: 0))
        == "The training setting batch-size is 0; it must be a whole number of at least 1.")
    #expect(message(TrainerSettings(maximumEpochs: 0)).contains("epochs is 0"))
    #expect(message(TrainerSettings(patience: -1)).contains("patience is -1"))
    #expect(message(TrainerSettings(l2: -.infinity)).contains("l2 is -inf"))
    #expect(message(TrainerSettings(optimizer: .sgd(momentum: 1))).contains("momentum is 1.0"))
    #expect(message(TrainerSettings(), hidden: [4, 0]).contains("hidden is 0"))
  }

  @Test("Data with one class only are refused")
  func oneClass() throws {
    let parts = cloudParts()
    let negatives = clouds(rows: 9, seed: 3).rows(at: Array(1..<9))
    let standardizer = Standardizer(fitting: negatives)
    #expect(throws: TrainingError.oneClassOnly(part: "training", positives: 0, negatives: 8)) {
      try LockstepTrainer(architecture: .logistic, settings: TrainerSettings(), seed: 1).train(
        try Self.make([("mse", 0.1)]), on: TrainingData(negatives, standardizer: standardizer),
        validation: parts.validation, score: { _ in 0 })
    }
  }
}
