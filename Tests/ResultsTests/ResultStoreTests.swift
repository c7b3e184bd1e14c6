import Evaluation
import Foundation
import GRDB
import Results
import Testing

@Suite("The result store")
struct ResultStoreTests {
  let folder = FileManager.default.temporaryDirectory.appending(
    path: "lopsided-store-\(UUID().uuidString)")
  var file: URL { folder.appending(path: "results.sqlite") }

  static func suite(name: String = "tiny") -> SuiteRecord {
    SuiteRecord(
      name: name, title: "A tiny suite", path: "tiny.yaml", fileHash: "00", version: "0.1.0",
      replicates: 2, seed: .max, selectionMetric: "average-precision", reference: "a",
      configurations: 1, practicalEquivalence: 0.01,
      losses: ["a", "b"].map {
        LossRecord(
          id: $0, name: $0, title: $0, formula: "z", reference: "nobody", isStrictlyProper: true,
          recoversPosterior: true, grid: [["gamma": 2]])
      },
      models: [
        ModelRecord(
          name: "logistic", title: "logistic regression", training: "Adam",
          learningRates: [0.001, 0.1], defaultLearningRate: 0.1)
      ],
      datasets: [
        DatasetRecord(
          id: "d", title: "d", design: .independentDraws, trainingRows: 100, trainingPositives: 3,
          validationRows: 50, validationPositives: 2, testRows: 50, testPositives: 2, features: 4,
          typologies: ["x"], bayes: ["auroc": BayesValue(value: 0.9, standardError: 1e-4)],
          provenance: "made up", hash: "ff")
      ])
  }

  static func trial(_ key: String, loss: String, replicate: Int) -> TrialRecord {
    let scores = ConfigurationScores(
      settings: ["gamma": 0.1 + 0.2], learningRate: 1e-3, epoch: 2,
      metrics: ["auroc": 0.1 + Double(replicate) / 3])
    return TrialRecord(
      key: key, dataset: "d", replicate: replicate, model: "logistic", loss: loss,
      outcome: .scored(
        TrialScores(
          tuned: scores, defaults: nil,
          configurations: [
            ConfigurationSummary(
              settings: [:], learningRate: 1e-3, validation: nil, epoch: 0, epochsTrained: 1,
              failure: TrialFailure(kind: .diverged, reason: "It diverged."))
          ],
          learningCurve: [LearningCurvePoint(epoch: 0, trainingLoss: nil, validation: 1e-300)],
          precisionRecallCurve: [CurvePoint(recall: 0, precision: 1)], oracle: [:])),
      seconds: 0.25)
  }

  static func place(_ key: String, loss: String, replicate: Int) -> PlannedTrial {
    PlannedTrial(key: key, dataset: "d", model: "logistic", loss: loss, replicate: replicate)
  }

  @Test("Trials come back exactly, in the suite's order")
  func roundTrip() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try ResultStore.open(at: file)
    try store.begin(
      Self.suite(),
      plan: [
        Self.place("1", loss: "a", replicate: 0), Self.place("2", loss: "a", replicate: 1),
        Self.place("3", loss: "b", replicate: 0), Self.place("4", loss: "b", replicate: 1),
      ])
    let trials = [
      Self.trial("4", loss: "b", replicate: 1), Self.trial("2", loss: "a", replicate: 1),
      Self.trial("3", loss: "b", replicate: 0), Self.trial("1", loss: "a", replicate: 0),
    ]
    for trial in trials { try store.save(trial) }
    let results = try store.results()
    #expect(results.suite == Self.suite())
    #expect(results.trials == [trials[3], trials[1], trials[2], trials[0]])
    #expect(try store.finishedKeys() == ["1", "2", "3", "4"])
  }

  @Test("Curves of costs and histograms are stored; results from before there were any can be read")
  func curves() throws {
    var scores = try #require(Self.trial("1", loss: "a", replicate: 0).outcome.scores)
    let before = try JSONEncoder().encode(scores)
    #expect(try #require(String(data: before, encoding: .utf8)).contains("costCurve") == false)
    let errors = CostCurve.Errors(missed: [2, 1], alarms: [0, 7])
    scores.costCurve = CostCurve(
      ratios: [1, 10], positives: 3, negatives: 90, chosen: errors, best: errors, trusting: errors)
    scores.scoreHistogram = ScoreHistogram(first: 80, positives: [0, 3], negatives: [90, 0])
    let after = try JSONDecoder().decode(TrialScores.self, from: JSONEncoder().encode(scores))
    #expect(after == scores)
    #expect(try JSONDecoder().decode(TrialScores.self, from: before).costCurve == nil)
  }

  @Test("Trials outside of the plan are kept but not reported")
  func plan() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try ResultStore.open(at: file)
    try store.begin(Self.suite(), plan: [Self.place("1", loss: "a", replicate: 0)])
    try store.save(Self.trial("1", loss: "a", replicate: 0))
    try store.save(Self.trial("old", loss: "a", replicate: 1))
    #expect(try store.results().trials.map(\.key) == ["1"])
    try store.begin(
      Self.suite(),
      plan: [
        Self.place("1", loss: "a", replicate: 0), Self.place("old", loss: "a", replicate: 1),
      ])
    #expect(try store.results().trials.map(\.key) == ["1", "old"])
  }

  @Test("Reopening keeps everything; starting afresh keeps nothing")
  func reopening() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try ResultStore.open(at: file)
    try first.begin(Self.suite(), plan: [Self.place("1", loss: "a", replicate: 0)])
    try first.save(Self.trial("1", loss: "a", replicate: 0))
    try first.close()
    #expect(try ResultStore.open(at: file).finishedKeys() == ["1"])
    #expect(try ResultStore.open(at: file, fresh: true).finishedKeys() == [])
  }

  @Test("Tasks write at once and lose nothing")
  func concurrentWriters() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try ResultStore.open(at: file)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          for index in 0..<10 {
            try store.save(
              Self.trial("\(worker)-\(index)", loss: "a", replicate: index))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.finishedKeys().count == 40)
  }

  @Test("A missing, an empty and a foreign file are told apart")
  func errors() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(throws: ResultStoreError.missing(path: file.path)) {
      try ResultStore.results(at: file)
    }
    let store = try ResultStore.open(at: file)
    #expect(throws: ResultStoreError.inUse(path: file.path)) { try ResultStore.open(at: file) }
    #expect(throws: ResultStoreError.empty(path: file.path)) { try store.results() }
    try store.close()

    let foreign = folder.appending(path: "foreign.sqlite")
    try Data(repeating: 0x41, count: 4096).write(to: foreign)
    #expect {
      try ResultStore.results(at: foreign)
    } throws: { error in
      guard case ResultStoreError.unreadable(let path, let reason) = error else { return false }
      return path == foreign.path && reason.contains("not a database")
    }
    // Starting afresh throws away nothing but stores.
    for url in [foreign, folder] {
      #expect(throws: ResultStoreError.self) { try ResultStore.open(at: url, fresh: true) }
    }
    #expect(try Data(contentsOf: foreign) == Data(repeating: 0x41, count: 4096))
  }

  @Test("A store of a later format is refused")
  func laterFormat() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try ResultStore.open(at: file).close()
    try DatabaseQueue(path: file.path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
    #expect(throws: ResultStoreError.laterVersion(path: file.path, known: 1, found: 99)) {
      try ResultStore.results(at: file)
    }
    #expect(throws: ResultStoreError.laterVersion(path: file.path, known: 1, found: 99)) {
      try ResultStore.open(at: file)
    }
  }

  @Test("Another program's database is neither read, filled nor thrown away")
  func foreignDatabase() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try DatabaseQueue(path: file.path).write { try $0.execute(sql: "CREATE TABLE precious (a)") }
    let bytes = try Data(contentsOf: file)
    #expect(throws: ResultStoreError.self) { try ResultStore.results(at: file) }
    #expect(throws: ResultStoreError.self) { try ResultStore.open(at: file, fresh: true) }
    #expect(throws: ResultStoreError.self) { try ResultStore.open(at: file) }
    let tables = try DatabaseQueue(path: file.path).read {
      try String.fetchAll($0, sql: "SELECT name FROM sqlite_master")
    }
    #expect(tables == ["precious"])
    #expect(!bytes.isEmpty)
  }

  @Test("Outcomes go by key: renamed and equal learners are reported under the plan's names")
  func identifiers() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try ResultStore.open(at: file)
    try store.save(Self.trial("1", loss: "a", replicate: 0))
    try store.save(Self.trial("2", loss: "b", replicate: 0))
    try store.begin(
      Self.suite(),
      plan: [Self.place("1", loss: "b", replicate: 0), Self.place("2", loss: "a", replicate: 0)])
    #expect(try store.results().trials.map { "\($0.loss)\($0.key)" } == ["a2", "b1"])
    try store.begin(
      Self.suite(),
      plan: [Self.place("1", loss: "b", replicate: 0), Self.place("1", loss: "a", replicate: 0)])
    #expect(try store.results().trials.map { "\($0.loss)\($0.key)" } == ["a1", "b1"])
  }

  @Test("A trial that failed with an error is run again, one that diverged is not")
  func retry() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try ResultStore.open(at: file)
    for kind in TrialFailure.Kind.allCases {
      var trial = Self.trial(kind.rawValue, loss: "a", replicate: 0)
      trial.outcome = .failed(TrialFailure(kind: kind, reason: "It failed."))
      try store.save(trial)
    }
    #expect(try store.finishedKeys() == ["diverged", "non-finite-scores"])
  }
}
