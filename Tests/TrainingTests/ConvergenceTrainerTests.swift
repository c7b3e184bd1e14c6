import Datasets
import Losses
import Testing

@testable import Training

@Suite("Learners trained to convergence together")
struct ConvergenceTrainerTests {
  private func train(
    _ configurations: [LearnerConfiguration], on data: [TrainingData], threads: Int = 1,
    solver: ConvergenceSettings.Solver, iterations: Int = 1000
  ) throws -> [LearnerOutcome] {
    try ConvergenceTrainer(
      settings: ConvergenceSettings(
        solver: solver, tolerance: 1e-8, maximumIterations: iterations), threads: threads
    ).train(configurations, on: data[0], validation: data[1]) { logLikelihood($0, data[1]) }
  }

  @Test(
    "end with the same bits alone, together, on more threads and on rows drawn on demand",
    arguments: ConvergenceSettings.Solver.allCases)
  func bits(solver: ConvergenceSettings.Solver) throws {
    let sources = try OnDemandTests.sources(rows: 7000)
    let (stored, drawn) = (
      try OnDemandTests.data(sources.stored), try OnDemandTests.data(sources.drawn)
    )
    let configurations = try ["cross-entropy", "mse", "amount-weighted-cross-entropy"].map {
      try penalised($0, l2: 1e-4)
    }
    let together = try train(configurations, on: stored, solver: solver).map { try $0.learner }
    func expectEqual(_ learners: [TrainedLearner], _ others: [TrainedLearner]) throws {
      #expect(learners.map(\.convergence) == others.map(\.convergence))
      #expect(learners.map(\.curve) == others.map(\.curve))
      #expect(try learners.map { try $0.network } == others.map { try $0.network })
    }
    try expectEqual(
      try train(configurations, on: stored, threads: 2, solver: solver).map { try $0.learner },
      together)
    try expectEqual(
      try train(configurations, on: drawn, threads: 3, solver: solver).map { try $0.learner },
      together)
    let alone = try configurations.reversed().flatMap {
      try train([$0], on: stored, solver: solver).map { try $0.learner }
    }
    try expectEqual(alone.reversed(), together)
  }

  @Test("hand out the model that they converged to, scored at start and end")
  func outcome() throws {
    let parts = cloudParts(rows: 2000)
    let data = [parts.training, parts.validation]
    let learner = try train([try penalised("cross-entropy")], on: data, solver: .newton)[0].learner
    let convergence = try #require(learner.convergence)
    #expect(try learner.network.parameters == convergence.parameters.map { Float($0) })
    #expect(learner.curve.map(\.epoch) == [0, convergence.iterations])
    #expect(learner.bestEpoch == convergence.iterations)
    #expect(learner.bestScore == logLikelihood(try learner.model.logits(for: data[1]), data[1]))
    #expect(learner.curve[0].score < learner.bestScore)
    let untrained = logLikelihood(
      [Float](repeating: Float(data[0].context.priorLogit), count: 2000), data[1])
    #expect(abs(learner.curve[0].score - untrained) < 1e-6)
  }

  @Test("say so when the steps do not suffice")
  func limit() throws {
    let parts = cloudParts(rows: 2000)
    let learner = try train(
      [try penalised("cross-entropy")], on: [parts.training, parts.validation], solver: .lbfgs,
      iterations: 2)[0].learner
    let convergence = try #require(learner.convergence)
    #expect(convergence.end == .iterationLimit)
    #expect(convergence.iterations == 2)
    #expect(convergence.sentence.hasPrefix("Not converged after 2 steps of L-BFGS"))
  }

  @Test("fail with a reason where there is no objective, and the others do not mind")
  func noObjective() throws {
    let parts = cloudParts()
    let outcomes = try train(
      [
        try penalised("dice"), try penalised("cross-entropy"),
        try penalised("amount-weighted-cross-entropy"), try penalised("ghm-c"),
      ], on: [parts.training, parts.validation], solver: .newton)
    let reasons = outcomes.map { outcome in
      if case .failed(let reason) = outcome { reason } else { "" }
    }
    #expect(reasons[0].contains("'dice' is no sum over single rows"))
    #expect(reasons[2].contains("what each row is worth"))
    #expect(reasons[3].contains("'ghm-c' is no sum over single rows"))
    #expect(try #require(try outcomes[1].learner.convergence).hasConverged)
  }

  @Test("minimise a loss with a schedule as it is at the end of it")
  func schedule() throws {
    let parts = cloudParts(rows: 1000)
    let data = [parts.training, parts.validation]
    let learners = try train(
      [
        try penalised("ldam", ["deferral": 0.5], l2: 1e-3),
        try penalised("ldam", ["deferral": 0], l2: 1e-3),
      ], on: data, solver: .newton
    ).map { try $0.learner }
    #expect(try learners[0].network == learners[1].network)
    #expect(learners[0].progress == 1)
  }

  @Test("refuse settings and parts that make no sense")
  func refusals() throws {
    #expect(throws: TrainingError.self) {
      try ConvergenceTrainer(settings: ConvergenceSettings(tolerance: 0))
    }
    #expect(throws: TrainingError.self) {
      try ConvergenceTrainer(settings: ConvergenceSettings(maximumIterations: 0))
    }
    #expect(throws: TrainingError.self) {
      try ConvergenceTrainer(settings: ConvergenceSettings(), threads: 0)
    }
    let parts = cloudParts()
    #expect(throws: TrainingError.self) {
      try train(
        [try penalised("cross-entropy", l2: -1)], on: [parts.training, parts.validation],
        solver: .newton)
    }
    #expect(ConvergenceSettings().solver(inputs: 30) == .newton)
    #expect(ConvergenceSettings().solver(inputs: 3000) == .lbfgs)
  }
}
