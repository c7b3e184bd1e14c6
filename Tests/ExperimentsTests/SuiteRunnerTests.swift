import Experiments
import Foundation
import Losses
import Results
import Synchronization
import Testing

@Suite("Running a suite")
struct SuiteRunnerTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Every trial is scored, and the number of jobs changes nothing")
  func jobs() async throws {
    let one = try await run(tinySuite, in: folder, store: "one.sqlite", jobs: 1)
    let two = try await run(tinySuite, in: folder, store: "two.sqlite", jobs: 2)
    #expect(one.summary.scored == 8)
    #expect(one.summary.failed == 0)
    #expect(one.results == two.results)
    for trial in one.results.trials {
      let scores = try #require(trial.outcome.scores)
      #expect(scores.configurations.count == 2)
      #expect(scores.tuned.metrics["average-precision"] != nil)
      #expect(scores.oracle["auroc"] != nil)
      #expect(scores.defaults != nil)
      #expect(scores.learningCurve.first?.epoch == 0)
    }
    let bayes = try #require(one.results.suite.datasets[0].bayes["auroc"])
    #expect(bayes.value > 0.99)
  }

  @Test("A second run does nothing; a missing trial alone is run again and comes out the same")
  func resume() async throws {
    let first = try await run(tinySuite, in: folder)
    let again = try await run(tinySuite, in: folder)
    #expect(again.summary.kept == 8)
    #expect(again.summary.scored == 0)
    #expect(again.results == first.results)

    // One loss alone: its trials are found in the full suite's store.
    let part = tinySuite.replacingOccurrences(of: "[cross-entropy, focal]", with: "[focal]")
    let alone = try await run(part, in: folder, store: "part.sqlite")
    #expect(alone.summary.trials == 4)
    let rest = try await run(tinySuite, in: folder, store: "part.sqlite")
    #expect(rest.summary.kept == 4)
    #expect(rest.summary.scored == 4)
    #expect(rest.results == first.results)
  }

  @Test(
    "A change that can alter results makes new keys, one that cannot keeps them",
    arguments: [
      ("seed: 3", "seed: 4", false), ("epochs: 2", "epochs: 3", false),
      ("prevalence: 0.05", "prevalence: 0.1", false), ("test: 200", "test: 220", false),
      ("[0.01, 0.1]", "[0.02, 0.1]", false), ("name: tiny", "name: small", true),
      ("replicates: 2", "replicates: 2\npractical-equivalence: 0.5", true),
      ("replicates: 2", "title: Why?\nreplicates: 2\nreference: focal", true),
    ])
  func keys(old: String, new: String, kept: Bool) throws {
    let before = try SuitePlan(try SuiteFile.read(try folder.write(tinySuite))).trials.map(\.key)
    let changed = tinySuite.replacingOccurrences(of: old, with: new)
    #expect(changed != tinySuite)
    let after = try SuitePlan(try SuiteFile.read(try folder.write(changed))).trials.map(\.key)
    #expect((before == after) == kept)
    if !kept { #expect(before != after) }
  }

  @Test("Identifiers may be changed and exchanged: results follow the learner, not the name")
  func identifiers() async throws {
    func suite(_ first: String, _ second: String) -> String {
      tinySuite.replacingOccurrences(
        of: "[cross-entropy, focal]",
        with: "[{name: cross-entropy, id: \(first)}, {name: focal, id: \(second)}]")
    }
    let before = try await run(suite("a", "b"), in: folder)
    let after = try await run(suite("b", "a"), in: folder)
    #expect(after.summary.kept == 8)
    for trial in before.results.trials {
      let other = trial.loss == "a" ? "b" : "a"
      let match = after.results.trials.first {
        $0.loss == other && $0.model == trial.model && $0.replicate == trial.replicate
      }
      #expect(match?.outcome == trial.outcome)
    }
    let twice = try await run(
      tinySuite.replacingOccurrences(
        of: "[cross-entropy, focal]", with: "[mse, {name: mse, id: again}]"), in: folder)
    #expect(twice.results.trials.count == 8)
    #expect(Set(twice.results.trials.map(\.key)).count == 4)
  }

  @Test("Every loss gets the same number of configurations, its default first")
  func budget() throws {
    let suite = try SuiteFile.read(try folder.write(tinySuite))
    for model in suite.models {
      for loss in suite.losses {
        let plan = TuningPlan(loss, model: model, count: 2)
        #expect(plan.configurations.count == 2)
        #expect(plan.configurations[0].loss.settings == loss.grid[0].settings)
        #expect(plan.configurations[0].learningRate == model.defaultLearningRate)
      }
    }
    let crossEntropy = TuningPlan(suite.losses[0], model: suite.models[0], count: 2)
    #expect(crossEntropy.configurations.map(\.learningRate) == [0.01, 0.1])
    let focal = TuningPlan(suite.losses[1], model: suite.models[0], count: 2)
    #expect(focal.configurations.map(\.learningRate) == [0.01, 0.01])
  }

  @Test("Divergence is a row with its reason, and the rest is scored")
  func divergence() async throws {
    let yaml = tinySuite.replacingOccurrences(
      of: "    batch-size: 100\n    epochs: 2\n    learning-rates: [0.01, 0.1]",
      with: "    batch-size: 5\n    epochs: 2\n    optimizer: sgd\n    learning-rates: [1e38, 3e38]"
    )
    let outcome = try await run(yaml, in: folder)
    let failed = outcome.results.trials.filter { $0.outcome.failure != nil }
    #expect(outcome.summary.failed == failed.count)
    #expect(!failed.isEmpty)
    for trial in failed {
      let failure = try #require(trial.outcome.failure)
      #expect(trial.model == "logistic")
      #expect(failure.kind == .diverged || failure.kind == .nonFiniteScores)
      #expect(failure.reason.contains("learning rate"))
    }
    let networks = outcome.results.trials.filter { $0.model == "mlp" }
    #expect(networks.allSatisfy { $0.outcome.scores != nil })
  }

  @Test("Imported data run by splits, and their errors name the place in the suite")
  func imported() async throws {
    var csv = "a,b,fraud\n"
    for row in 0..<300 {
      csv += "\(row % 17),\(Double(row % 5) + (row % 10 == 0 ? 1.5 : 0)),\(row % 10 == 0 ? 1 : 0)\n"
    }
    _ = try folder.write(csv, to: "rows.csv")
    let head = tinySuite.components(separatedBy: "datasets:")[0]
    let outcome = try await run(
      head + "datasets: [{file: rows.csv, label: fraud}]", in: folder)
    let dataset = outcome.results.suite.datasets[0]
    #expect(dataset.design == .resampledSplits)
    #expect(dataset.trainingRows == 180)
    #expect(dataset.testPositives == 6)
    #expect(outcome.summary.scored == 8)
    #expect(outcome.results.trials[0].outcome.scores?.oracle.isEmpty == true)

    let wrong = try SuiteFile.read(
      try folder.write(head + "datasets: [{file: rows.csv, label: frod}]"))
    #expect {
      try SuitePlan(wrong)
    } throws: { error in
      "\(error)".contains("suite.yaml:16:12: ") && "\(error)".contains("frod")
        && "\(error)".contains("fraud")
    }
  }

  @Test("A loss that weighs rows by amounts needs data that tell them")
  func amounts() async throws {
    var csv = "a,price,fraud\n"
    for row in 0..<300 {
      csv += "\(row % 17),\(row % 5),\(row % 10 == 0 ? 1 : 0)\n"
    }
    _ = try folder.write(csv, to: "rows.csv")
    let head = tinySuite.components(separatedBy: "datasets:")[0]
      .replacingOccurrences(of: "focal", with: "amount-weighted-cross-entropy")
    let dataset = "datasets: [{file: rows.csv, label: fraud"
    let worth = try await run(head + dataset + ", amount: price}]", in: folder)
    #expect(worth.summary.scored == 8)
    func message(_ yaml: String) throws -> String {
      let suite = try SuiteFile.read(try folder.write(yaml))
      let error = #expect(throws: SuiteError.self) { try SuitePlan(suite) }
      return error?.description ?? ""
    }
    #expect(
      try message(head + dataset + "}]").hasSuffix(
        """
        suite.yaml:16:12: the loss amount-weighted-cross-entropy needs to know what each row is \
        worth, and rows does not say. Name the column of an imported data set that does, as in \
        "amount: price", or leave the loss out.
        """))
    #expect(
      try message(head + dataset + ", amount: prize}]").contains("Did you mean 'price'?"))
    let plain = try await run(
      head.replacingOccurrences(of: "amount-weighted-cross-entropy", with: "mse") + dataset + "}]",
      in: folder, store: "plain.sqlite")
    #expect(plain.results.suite.datasets[0].hash != worth.results.suite.datasets[0].hash)
  }

  @Test("Progress never falls and ends at one")
  func progress() async throws {
    let shares = Mutex<[Double]>([])
    _ = try await run(tinySuite, in: folder, jobs: 2) { event in
      if case .advanced(let share) = event { shares.withLock { $0.append(share) } }
    }
    let seen = shares.withLock { $0 }
    #expect(seen.max() == 1)
    #expect(seen == seen.sorted())
    #expect(seen.allSatisfy { (0...1).contains($0) })
  }
}
