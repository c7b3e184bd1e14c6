import CounterRandom
import Datasets
import Foundation
import Results
import Testing

@testable import Experiments

@Suite("Rows that are not in memory: mapped folders and rows on demand")
struct OutOfCoreTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let head = tinySuite.components(separatedBy: "datasets:")[0]

  /// A folder with levels, missing values, times, entities, amounts and an oracle with faulty
  /// labels.
  private func writeFolder() throws {
    let scenario = try ScenarioCatalogue.scenario(named: "noisy", prevalence: 0.1)
    let plan = try DrawPlan(scenario: scenario, rows: 600, seed: 4, purpose: .training)
    let drawn = plan.generate()
    var features: [Float] = []
    for row in 0..<600 {
      let own = drawn.features[row * drawn.featureCount..<(row + 1) * drawn.featureCount]
      features += own + [Float(row % 3), row % 7 == 0 ? .nan : Float(row % 11)]
    }
    var attributes = drawn.attributes
    attributes.times = (0..<600).map { Double($0) / 4 }
    attributes.entities = (0..<600).map { UInt32($0 * 7 % 90) }
    let dataset = Dataset(
      columns: drawn.columns + [
        FeatureColumn("channel", .categorical(levels: ["a", "b", "c"])), FeatureColumn("age"),
      ], features: features, labels: drawn.labels, attributes: attributes, oracle: drawn.oracle)
    _ = try DatasetFolder.write(
      dataset: dataset, source: "Made for a test.", to: folder.url.appending(path: "cards").path)
  }

  @Test(
    "A mapped folder gives the same results under the same keys as one in memory",
    arguments: [
      "by: random", "by: time, gap-days: 2", "by: entity", "duplicates: keep-together",
    ])
  func mapped(split: String) async throws {
    try writeFolder()
    func outcome(_ isMapped: Bool, jobs: Int) async throws -> SuiteResults {
      let outcome = try await run(
        Self.head + """
          datasets:
            - folder: cards
              split: {\(split)}
              encoding: {log1p: [age]}
              memory-mapped: \(isMapped)
          """, in: folder, store: "\(isMapped).sqlite", jobs: jobs)
      #expect(outcome.summary.scored == 8)
      return outcome.results
    }
    let stored = try await outcome(false, jobs: 1)
    // More cores than units: rows are read ahead.
    let mapped = try await outcome(true, jobs: 9)
    #expect(stored.trials == mapped.trials)
    #expect(stored.suite.datasets == mapped.suite.datasets)
  }

  @Test("A feature that says what rows are worth is read from the file")
  func amounts() async throws {
    let dataset = Dataset(
      featureNames: ["amount", "age"], features: (0..<1000).map { Float($0 * 37 % 101) },
      labels: (0..<500).map { $0 % 9 == 0 ? 1 : 0 }, amounts: (0..<500).map { Float($0 % 50) })
    try DatasetFolder.write(dataset: dataset, to: folder.url.appending(path: "rows").path)
    let text = """
      name: worth
      losses: [cross-entropy, amount-weighted-cross-entropy]
      replicates: 1
      models: [{name: logistic, epochs: 2, batch-size: 100}]
      datasets: [{folder: rows, AMOUNT memory-mapped: MAPPED}]
      """
    for amount in ["amount: amount,", ""] {
      var results: [[TrialRecord]] = []
      for isMapped in ["true", "false"] {
        let yaml = text.replacingOccurrences(of: "AMOUNT", with: amount)
          .replacingOccurrences(of: "MAPPED", with: isMapped)
        let outcome = try await run(
          yaml, in: folder, store: "\(isMapped)\(amount.isEmpty).sqlite")
        #expect(outcome.summary.scored == 2)
        results.append(outcome.results.trials)
      }
      #expect(results[0] == results[1])
    }
  }

  @Test("A file that was changed while a suite ran fails the trials with a reason")
  func changed() async throws {
    try writeFolder()
    let yaml = Self.head + "datasets: [{folder: cards, memory-mapped: true}]"
    let plan = try SuitePlan(try SuiteFile.read(try folder.write(yaml)))
    let file = try #require(
      FileHandle(
        forWritingAtPath: folder.url.appending(path: "cards/features.npy").path))
    try file.write(contentsOf: Data([0x93]))
    try file.close()
    let store = try ResultStore.open(at: folder.url.appending(path: "changed.sqlite"))
    let summary = try await SuiteRunner(plan: plan, store: store, jobs: 1).run { _ in }
    #expect(summary.failed == 8)
    let reasons = Set(try store.results().trials.compactMap { $0.outcome.failure?.reason })
    #expect(reasons.count == 1)
    #expect(reasons.first?.contains("was changed while its rows were being used") == true)
  }

  @Test("Whether a folder is mapped follows from its size, or is stated")
  func rule() throws {
    #expect(!SuiteTable.isLarge(bytes: 1 << 30, memory: 8 << 30))
    #expect(SuiteTable.isLarge(bytes: 1 << 30 + 1, memory: 8 << 30))
    try writeFolder()
    func isMapped(_ key: String) throws -> Bool {
      let plan = try SuitePlan(
        try SuiteFile.read(
          try folder.write(Self.head + "datasets: [{folder: cards\(key)}]")))
      return plan.datasets[0].isOnDemand
    }
    #expect(try !isMapped(""))
    #expect(try isMapped(", memory-mapped: true"))
    let error = #expect(throws: SuiteError.self) { try isMapped(", memory-mapped: yes please") }
    #expect("\(try #require(error))".contains("Valid: true, false."))
  }

  @Test("Memory is planned for what is known of rows on demand, not for their features")
  func memory() throws {
    func bytes(
      isOnDemand: Bool, models: String = "{name: logistic, batch-size: 4096, epochs: 1}"
    ) throws -> Double {
      let plan = try SuitePlan(
        try SuiteFile.read(
          try folder.write(
            """
            name: large
            losses: [cross-entropy, focal]
            replicates: 1
            configurations: 1
            models: [\(models)]
            datasets:
              - scenario: typologies
                rows: {training: 10_000_000, validation: 1_000_000, test: 1_000_000, \
            on-demand: \(isOnDemand)}
            """)))
      return try #require(plan.units.map { plan.memory(of: $0) }.max())
    }
    let (drawn, stored) = try (bytes(isOnDemand: true), bytes(isOnDemand: false))
    #expect(drawn < 0.2 * Double(1 << 30))
    // The inputs of models take the place of the features, unless another model needs these.
    #expect((1.5e9..<2.5e9).contains(stored))
    let both = try bytes(
      isOnDemand: false, models: "{name: logistic, batch-size: 4096, epochs: 1}, {name: trees}")
    #expect(both > 2.8e9)
  }
}
