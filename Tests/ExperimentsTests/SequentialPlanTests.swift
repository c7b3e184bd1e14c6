import Foundation
import Results
import Testing

@testable import Experiments

@Suite("Plans that grow, and losses with seeds of their own")
struct SequentialPlanTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func plan(_ yaml: String) throws -> SuitePlan {
    try SuitePlan(try SuiteFile.read(try folder.write(yaml)))
  }

  @Test("A round adds a quarter where something is open, up to the cap")
  func rounds() throws {
    var record = SequentialRecord(
      maximumReplicates: 20,
      panels: [
        .init(dataset: "a", model: "m", replicates: 10),
        .init(dataset: "b", model: "m", replicates: 10),
      ])
    var counts: [Int] = []
    while let next = record.extended(where: { $0.dataset == "b" }) {
      counts.append(try #require(next.replicates(dataset: "b", model: "m")))
      record = next
    }
    #expect(counts == [13, 17, 20])
    #expect(record.replicates(dataset: "a", model: "m") == 10)
    #expect(record.extended { _ in false } == nil)
  }

  @Test("A plan keeps the keys of the shorter one, and is as long as each model needs")
  func extended() throws {
    let plan = try plan(tinySuite)
    var record = try plan.sequentialStart(maximumReplicates: 9)
    #expect(try plan.extended(to: record).trials == plan.trials)
    record.panels[1].replicates = 5
    let longer = try plan.extended(to: record)
    #expect(Set(plan.trials).isSubset(of: Set(longer.trials)))
    #expect(longer.trials.count { $0.model == "logistic" } == 4)
    #expect(longer.trials.count { $0.model == "mlp" } == 10)
    #expect(longer.record.sequential == record)
    #expect(plan.record.sequential == nil)
  }

  @Test("Splits of one file, a cap below the suite and error rates are refused")
  func refusals() throws {
    var rows = "x,y\n"
    for row in 0..<200 { rows += "\(row % 17),\(row % 20 == 0 ? 1 : 0)\n" }
    _ = try folder.write(rows, to: "rows.csv")
    let file = """
      name: file
      losses: [cross-entropy, focal]
      models: [logistic]
      datasets: [{id: rows, file: rows.csv, label: y}]
      """
    func reason(_ yaml: String, cap: Int) throws -> String {
      do {
        _ = try plan(yaml).sequentialStart(maximumReplicates: cap)
        return ""
      } catch { return "\(error)" }
    }
    #expect(try reason(file, cap: 50).contains("more splits of rows cannot decide"))
    #expect(try reason(tinySuite, cap: 1).contains("--max-replicates 2 or more"))
    #expect(try reason(aliases, cap: 50).contains("measures error rates"))
  }

  private let aliases = """
    name: aliases
    seed: 3
    replicates: 6
    configurations: 1
    error-rates: {replicates: 5, family: 3, cap: 6}
    losses:
      - {name: cross-entropy, id: a}
      - {name: cross-entropy, id: b, seed: 1}
      - {name: cross-entropy, id: c, seed: 2}
    models:
      - {name: logistic, batch-size: 50, epochs: 1, learning-rates: [0.1]}
    datasets:
      - scenario: gauss
        prevalence: 0.1
        rows: {training: 200, validation: 100, test: 100}
    """

  @Test("A loss with a seed of its own trains apart, and the others keep their keys")
  func seeds() throws {
    let seeded = tinySuite.replacingOccurrences(
      of: "[cross-entropy, focal]",
      with: "[cross-entropy, {name: cross-entropy, id: twin, seed: 5}, focal]")
    let plan = try plan(seeded)
    #expect(plan.units.count == 8)
    let before = Dictionary(
      grouping: try self.plan(tinySuite).trials, by: \.loss
    ).mapValues { $0.map(\.key).sorted() }
    let after = Dictionary(grouping: plan.trials, by: \.loss).mapValues { $0.map(\.key).sorted() }
    #expect(after["cross-entropy"] == before["cross-entropy"])
    #expect(after["focal"] == before["focal"])
    #expect(after["twin"] != before["cross-entropy"])
    #expect(plan.record.losses.map(\.seed) == [nil, 5, nil])
  }

  @Test("Names of one loss differ by their seeds alone, and keep one metric")
  func names() async throws {
    let one = try await run(aliases, in: folder, store: "one.sqlite")
    let two = try await run(aliases, in: folder, store: "two.sqlite", jobs: 2)
    #expect(one.results == two.results)
    #expect(one.summary.scored == 18)
    func values(_ loss: String) -> [Double] {
      one.results.trials.filter { $0.loss == loss }
        .compactMap { $0.outcome.scores?.tuned.metrics["average-precision"] }
    }
    #expect(values("a").count == 6)
    #expect(values("a") != values("b"))
    #expect(values("b") != values("c"))
    for trial in one.results.trials {
      let scores = try #require(trial.outcome.scores)
      #expect(Array(scores.tuned.metrics.keys) == ["average-precision"])
      #expect(scores.learningCurve.isEmpty)
    }
    // The metric is the one that a full evaluation gives.
    let full = aliases.split(separator: "\n").filter { !$0.hasPrefix("error-rates") }
      .joined(separator: "\n")
    let whole = try await run(full, in: folder, store: "full.sqlite")
    #expect(
      whole.results.trials.compactMap { $0.outcome.scores?.tuned.metrics["average-precision"] }
        == one.results.trials.compactMap { $0.outcome.scores?.tuned.metrics["average-precision"] })
  }

  @Test(
    "Names that are not one loss under different seeds are refused",
    arguments: [
      ("id: c, seed: 2", "id: c, seed: 1", "has the seed of another loss"),
      ("{name: cross-entropy, id: c, seed: 2}", "{name: focal, id: c, seed: 2}", "is not what"),
      ("family: 3", "family: 4", "the suite has 3 losses and 6 replicates"),
      ("cap: 6", "cap: 7", "up to 7 replicates"), ("family: 3", "size: 3", "size"),
    ])
  func refusedNames(old: String, new: String, reason: String) throws {
    let changed = aliases.replacingOccurrences(of: old, with: new)
    #expect(changed != aliases)
    do {
      _ = try plan(changed)
      Issue.record("\(new) was taken")
    } catch { #expect("\(error)".contains(reason), "\(error)") }
  }
}
