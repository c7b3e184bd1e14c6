import Experiments
import Foundation
import Results
import Testing
import Training

@Suite("Suites whose logistic regression goes to the minimum")
struct ConvergenceSuiteTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func suite(model: String, losses: String = "[cross-entropy, mse]") -> String {
    """
    name: converged
    replicates: 1
    configurations: 2
    losses: \(losses)
    models: [{\(model)}]
    datasets:
      - scenario: gauss
        prevalence: 0.05
        rows: {training: 400, validation: 200, test: 200}
    """
  }

  @Test("Penalties are tuned, and the store says how far each learner came")
  func records() async throws {
    let text = suite(
      model: "name: logistic, solver: newton, l2s: [0.001, 0.01, 0.1], default-l2: 0.01")
    let one = try await run(text, in: folder)
    #expect(one.summary.failed == 0)
    let model = one.results.suite.models[0]
    #expect(model.penalties == [0.001, 0.01, 0.1])
    #expect(model.defaultPenalty == 0.01)
    #expect(model.learningRates == [])
    for trial in one.results.trials {
      let scores = try #require(trial.outcome.scores)
      #expect(scores.configurations.map(\.l2) == [0.01, 0.001])
      for configuration in scores.configurations {
        let convergence = try #require(configuration.convergence)
        #expect(convergence.hasConverged)
        #expect(convergence.gradientNorm <= 1e-8)
        #expect(configuration.epochsTrained == convergence.steps)
      }
      #expect(scores.tuned.convergence != nil)
      #expect(scores.tuned.l2 == scores.configurations.first { $0.epoch == scores.tuned.epoch }?.l2)
    }
    // Penalties that are not tried have no influence on a trial's key.
    let wider = try await run(
      text.replacingOccurrences(of: "0.1]", with: "0.2]"), in: folder)
    #expect(wider.summary.kept == 2)
    let finer = try await run(
      text.replacingOccurrences(of: "newton,", with: "newton, tolerance: 1e-6,"), in: folder)
    #expect(finer.summary.kept == 0)
  }

  @Test("The solver decides which keys there are")
  func keys() throws {
    func model(_ text: String) throws -> SuiteModel {
      try SuiteFile.read(folder.write(suite(model: text))).models[0]
    }
    guard
      case .convergence(let method) = try model(
        "name: logistic, solver: convergence, tolerance: 1e-6, iterations: 50"
      ).method
    else {
      Issue.record("a solver goes to the minimum")
      return
    }
    #expect(method.settings == ConvergenceSettings(tolerance: 1e-6, maximumIterations: 50))
    #expect(method.penalties == [0, 1e-6, 1e-5, 1e-4])
    #expect(method.defaultPenalty == 0)
    guard case .network = try model("name: logistic, solver: minibatch, epochs: 3").method else {
      Issue.record("minibatch is what there was before")
      return
    }
  }

  @Test(
    "What does not go together is refused with what would",
    arguments: [
      ("name: logistic, solver: newton, epochs: 3", "\"epochs\" goes with \"solver: minibatch\""),
      ("name: logistic, tolerance: 1e-6", "\"tolerance\" goes with a solver"),
      ("name: logistic, solver: newton, l2: 0, l2s: [0]", "give one of them"),
      ("name: logistic, solver: newton, l2s: [1, 0]", "ascending"),
      ("name: logistic, solver: newton, l2: 0", "List more l2s"),
      ("name: logistic, solver: simplex", "minibatch"),
      ("name: mlp, solver: newton", "belongs to the model logistic"),
    ])
  func refusals(model: String, expected: String) throws {
    let error = #expect(throws: SuiteError.self) {
      try SuiteFile.read(folder.write(suite(model: model)))
    }
    #expect("\(try #require(error))".contains(expected))
  }

  @Test("A loss without an objective over all rows is refused")
  func batchLoss() throws {
    let error = #expect(throws: SuiteError.self) {
      try SuiteFile.read(
        folder.write(suite(model: "name: logistic, solver: newton", losses: "[mse, dice]")))
    }
    #expect("\(try #require(error))".contains("dice is no sum over single rows"))
  }
}
