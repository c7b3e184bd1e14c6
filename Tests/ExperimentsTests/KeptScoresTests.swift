import Datasets
import Evaluation
import Foundation
import Results
import Testing

@testable import Experiments

@Suite("Kept scores")
struct KeptScoresTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let keeping = tinySuite.replacingOccurrences(
    of: "replicates: 2",
    with: "replicates: 1\nkeep-scores: true\ntruth: {positives: 100, negatives: 100}")

  private var store: URL { folder.url.appending(path: "results.sqlite") }
  private var archive: ScoreArchive { ScoreArchive(beside: store) }

  private func runKeeping(_ yaml: String = keeping) async throws -> (RunSummary, SuiteResults) {
    let plan = try SuitePlan(try SuiteFile.read(try folder.write(yaml)))
    let store = try ResultStore.open(at: store)
    var options = RunOptions()
    options.scores = archive
    let summary = try await SuiteRunner(
      plan: plan, store: store, jobs: 1,
      bayesEstimator: BayesEstimator(batches: 4, positivesPerBatch: 200, negativesPerBatch: 200),
      options: options
    ).run { _ in }
    let results = try store.results()
    try store.close()
    return (summary, results)
  }

  @Test("A metric that an earlier version did not know comes from kept scores, without training")
  func newMetric() async throws {
    let (_, results) = try await runKeeping()
    #expect(archive.bytes().count == 4)
    let revision = EvaluationRevision.current
    #expect(results.trials.allSatisfy { $0.evaluation == revision })

    // As an earlier version would have left it: without a metric.
    let open = try ResultStore.open(at: store)
    for trial in results.trials {
      var old = trial
      var scores = try #require(old.outcome.scores)
      scores.tuned.metrics["auroc"] = nil
      scores.defaults?.metrics["auroc"] = nil
      scores.oracle["auroc"] = nil
      old.outcome = .scored(scores)
      old.evaluation = revision - 1
      try open.save(old)
    }
    try open.close()
    let (summary, again) = try await runKeeping()
    #expect(summary.reevaluated == 4)
    #expect(summary.kept == 4)
    #expect(summary.scored == 0)
    #expect(again == results)
    let (idle, _) = try await runKeeping()
    #expect(idle.reevaluated == 0)
  }

  @Test("Default settings that failed have no scores after evaluating anew either")
  func failedDefaults() async throws {
    let diverging = Self.keeping.replacingOccurrences(
      of: "learning-rates: [0.01, 0.1]",
      with: "learning-rates: [0.01, 1e30]\n    default-learning-rate: 1e30")
    let (_, results) = try await runKeeping(diverging)
    let scored = results.trials.filter { $0.outcome.scores != nil }
    #expect(scored.contains { $0.outcome.scores?.defaults == nil })
    let open = try ResultStore.open(at: store)
    for trial in scored {
      var old = trial
      old.evaluation = 0
      try open.save(old)
    }
    try open.close()
    let (summary, again) = try await runKeeping(diverging)
    #expect(summary.reevaluated == scored.count)
    let areSame = again == results
    #expect(areSame)
  }

  @Test("Scores that are damaged, missing or not kept leave trials as they are")
  func without() async throws {
    let (_, results) = try await runKeeping()
    let keys = results.trials.map(\.key).sorted()
    let file = archive.folder.appending(path: "\(keys[0]).scores")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
    try archive.remove([keys[1]])
    #expect(archive.scores(of: keys[0]) == nil)
    #expect(archive.scores(of: keys[2]) != nil)
    let open = try ResultStore.open(at: store)
    for trial in results.trials {
      var old = trial
      old.evaluation = 0
      try open.save(old)
    }
    try open.close()
    let (summary, again) = try await runKeeping()
    #expect(summary.reevaluated == 2)
    #expect(again.trials.filter { $0.evaluation == 0 }.map(\.key).sorted() == Array(keys[0..<2]))
    let off = try await runKeeping(
      Self.keeping.replacingOccurrences(of: "keep-scores: true", with: "keep-scores: false"))
    #expect(off.0.kept == 4)
    #expect(off.0.reevaluated == 0)
  }

  @Test("A file of scores gives back every bit, and nothing when a byte is another")
  func file() throws {
    let learner = KeptScores.Learner(
      configuration: 3, progress: 0.1 + 0.2, test: [-0.0, .leastNonzeroMagnitude, 1e30],
      validation: [0.1], byClass: nil)
    var other = learner
    other.byClass = [1, 2]
    for scores in [
      KeptScores(tuned: learner, defaults: nil), KeptScores(tuned: learner, defaults: other),
    ] {
      let data = try ScoreFile.data(of: scores)
      #expect(ScoreFile.scores(data) == scores)
      for place in data.indices {
        var broken = data
        broken[place] ^= 0x10
        #expect(ScoreFile.scores(broken) == nil)
        #expect(ScoreFile.scores(data.prefix(place)) == nil)
      }
    }
  }

  @Test("Dropped is what no suite and no plan names, with its scores")
  func garbage() async throws {
    let (_, results) = try await runKeeping()
    let part = Self.keeping.replacingOccurrences(of: "[cross-entropy, focal]", with: "[focal]")
    let plan = try SuitePlan(try SuiteFile.read(try folder.write(part)))
    // The plan of the last run still names all.
    #expect(try StoreGarbage(in: store, besides: [plan]).trials.isEmpty)
    _ = try await runKeeping(part)
    let whole = try SuitePlan(try SuiteFile.read(try folder.write(Self.keeping)))
    #expect(try StoreGarbage(in: store, besides: [plan, whole]).trials.isEmpty)
    let garbage = try StoreGarbage(in: store, besides: [plan])
    let others = results.trials.filter { $0.loss == "cross-entropy" }.map(\.key)
    #expect(garbage.trials == Set(others))
    #expect(garbage.scores == Set(others))
    #expect(garbage.kept == 2)
    #expect(garbage.trialBytes > 1000)
    #expect(
      garbage.scoreBytes == archive.bytes().filter { others.contains($0.key) }.values.reduce(0, +))

    let open = try ResultStore.open(at: store)
    try garbage.drop(from: open, at: store)
    #expect(try open.results().trials == results.trials.filter { $0.loss == "focal" })
    try open.close()
    #expect(archive.bytes().count == 2)
    let none = try StoreGarbage(in: store, besides: [plan])
    #expect(none.trials.isEmpty && none.scores.isEmpty)
  }

  @Test("A run that is asked to stop finishes what is in flight and begins nothing")
  func stopped() async throws {
    let plan = try SuitePlan(try SuiteFile.read(try folder.write(tinySuite)))
    let store = try ResultStore.open(at: store)
    let options = RunOptions()
    let runner = SuiteRunner(
      plan: plan, store: store, jobs: 1,
      bayesEstimator: BayesEstimator(batches: 4, positivesPerBatch: 200, negativesPerBatch: 200),
      options: options)
    let summary = try await runner.run { event in
      if case .finished = event { options.stop.make() }
    }
    #expect(summary.scored == 2)
    #expect(summary.missing == 6)
    try store.close()
  }
}
