import Experiments
import Foundation
import Results
import Testing
import Training

@Suite("Options of networks in suites")
struct NetworkOptionsTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func suite(models: String) -> String {
    """
    name: options
    replicates: 1
    configurations: 1
    losses: [cross-entropy]
    models: [\(models)]
    datasets:
      - scenario: gauss
        prevalence: 0.02
        rows: {training: 6000, validation: 2000, test: 4000}
    """
  }

  private func settings(_ model: String) throws -> TrainerSettings {
    let suite = try SuiteFile.read(folder.write(suite(models: "{\(model)}")))
    guard case .network(let method) = suite.models[0].method else {
      throw CocoaError(.featureUnsupported)
    }
    return method.training
  }

  @Test("They are read")
  func keys() throws {
    let all = try settings(
      "name: mlp, dropout: 0.2, weight-decay: 0.01, schedule: cosine, sampling: class-balanced")
    #expect(all.dropout == 0.2)
    #expect(all.weightDecay == 0.01)
    #expect(all.schedule == .cosine)
    #expect(all.sampling == .classBalanced)
    let stratified = try settings("name: logistic, sampling: stratified, minimum-positives: 3")
    #expect(stratified.sampling == .stratified(minimumPositives: 3))
    #expect(try settings("name: mlp") == TrainerSettings(batchSize: 1024))
  }

  @Test(
    "Wrong ones are refused with what would be valid",
    arguments: [
      ("name: mlp, dropout: 1", "a number from 0 to 0.99"),
      ("name: logistic, dropout: 0.5", "\"dropout\" belongs to the model mlp"),
      ("name: mlp, schedule: linear", "constant, cosine"),
      ("name: mlp, sampling: balanced", "uniform, stratified, class-balanced"),
      ("name: mlp, minimum-positives: 3", "belongs to \"sampling: stratified\""),
      ("name: mlp, batch-size: 1, sampling: class-balanced", "at least 2"),
    ])
  func refusals(model: String, valid: String) throws {
    let error = try #require(throws: SuiteError.self) { try settings(model) }
    #expect("\(error)".contains(valid), "\(error)")
  }

  @Test("A model of balanced batches states posteriors of the prevalence that there is")
  func balancedPosteriors() async throws {
    let run = try await run(
      suite(
        models: """
          {name: logistic, id: plain, epochs: 20, learning-rates: [0.03]},
          {name: logistic, id: balanced, epochs: 20, learning-rates: [0.03],
            sampling: class-balanced, batch-size: 256}
          """), in: folder)
    let metrics = Dictionary(
      uniqueKeysWithValues: try run.results.trials.map { trial in
        (trial.model, try #require(trial.outcome.scores).tuned.metrics)
      })
    let (plain, balanced) = (try #require(metrics["plain"]), try #require(metrics["balanced"]))
    let recovered = try #require(balanced["log-loss/recovered"])
    // Raw probabilities are those of a prevalence of one half.
    #expect(try #require(balanced["log-loss/raw"]) > 2 * recovered)
    // What the share of positives alone would give, and a model of uniform batches.
    #expect(recovered < 0.8 * 0.098)
    #expect(recovered < 1.5 * (try #require(plain["log-loss/recovered"])))
  }

  @Test("Every option changes what is learned, and a suite of all of them runs")
  func differences() async throws {
    let options = [
      "", "dropout: 0.3,", "weight-decay: 1,", "schedule: cosine,",
      "sampling: stratified, minimum-positives: 20,", "sampling: class-balanced,", "l2: 0.1,",
    ]
    let models = options.enumerated().map { index, text in
      "{name: mlp, id: m\(index), hidden: [8], epochs: 3, \(text) learning-rates: [0.01]}"
    }
    let run = try await run(suite(models: models.joined(separator: ", ")), in: folder)
    let losses = try run.results.trials.map {
      try #require($0.outcome.scores?.tuned.metrics["log-loss/raw"])
    }
    #expect(losses.count == options.count)
    #expect(Set(losses).count == options.count)
  }
}
