import CounterRandom
import Foundation
import Testing

@testable import Datasets

@Suite("Rows are the same from memory, from a mapped file and drawn")
struct RowSourceTests {
  /// Features as a reader brings them: successive rows, and single ones.
  private static func read(
    _ rows: RowSource, list: [UInt32]
  ) -> (all: [Float], single: [Float], amounts: [Float]) {
    let reader = rows.featureReader(capacity: 100)
    var (all, single, amounts): ([Float], [Float], [Float]) = ([], [], [])
    for first in stride(from: 0, to: rows.rowCount, by: 100) {
      reader.read(first..<min(first + 100, rows.rowCount)) { block in
        for index in 0..<block.count { all.append(block[index]) }
      }
    }
    for first in stride(from: 0, to: list.count, by: 100) {
      reader.read(list[first..<min(first + 100, list.count)]) { block in
        for index in 0..<block.count { single.append(block[index]) }
      }
      amounts += reader.amounts
    }
    return (all, single, amounts)
  }

  private static func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }

  @Test(
    "Every scenario is drawn as it is stored",
    arguments: ScenarioCatalogue.scenarios.map { $0.name })
  func drawn(name: String) throws {
    let scenario = try ScenarioCatalogue.scenario(named: name, prevalence: 0.1)
    let plan = try DrawPlan(scenario: scenario, rows: 1300, seed: 1, purpose: .training)
    let stored = plan.generate(rows: 100..<1250)
    let list = (0..<500).map { UInt32($0 * 769 % 1150) }
    for facts in [DrawnRows.Facts.everything, .labels] {
      let rows = DrawnRows(plan, rows: 100..<1250, keeping: facts, surveyingLogarithmsOf: [])
      let drawn = RowSource.drawn(rows)
      let (all, single, amounts) = Self.read(drawn, list: list)
      let expected = Self.read(.stored(stored), list: list)
      #expect(Self.bits(all) == Self.bits(stored.features))
      #expect(Self.bits(single) == Self.bits(expected.single))
      #expect(drawn.rowCount == 1150 && drawn.columns == stored.columns)
      #expect(drawn.facts.labels == stored.labels)
      if let known = stored.amounts { #expect(amounts == list.map { known[Int($0)] }) }
      #expect(rows.amountSums == RowSource.stored(stored).amountSums)
      #expect(rows.survey?.moments == FeatureSurvey(of: .stored(stored)).moments)
      guard facts == .everything else {
        #expect(drawn.facts.oracle == nil)
        continue
      }
      #expect(drawn.facts.attributes == stored.attributes)
      #expect(drawn.facts.oracle?.posterior == stored.oracle?.posterior)
      #expect(drawn.facts.oracle?.typology == stored.oracle?.typology)
      #expect(drawn.facts.oracle?.observation?.posterior == stored.oracle?.observation?.posterior)
    }
  }

  @Test("Facts and surveys of several shares do not depend on threads or on where rows are")
  func threads() throws {
    let scenario = try ScenarioCatalogue.scenario(named: "gauss", prevalence: 0.1)
    let rows = FeatureSurvey.shareRows + 777
    let plan = try DrawPlan(scenario: scenario, rows: rows, seed: 3, purpose: .training)
    let stored = plan.generate()
    let drawn = DrawnRows(
      plan, rows: 0..<rows, keeping: .labels, surveyingLogarithmsOf: [], jobs: 3)
    #expect(drawn.facts.labels == stored.labels)
    #expect(drawn.survey?.moments == FeatureSurvey(of: .stored(stored)).moments)
    #expect(DrawnRows(plan, rows: 0..<rows, keeping: .labels).facts.labels == stored.labels)
    let narrow = Dataset(
      featureNames: ["a"], features: (0..<200_000).map { 1 / Float($0 + 1) },
      labels: [UInt8](repeating: 0, count: 200_000))
    let surveys = [1, 2, 4].map { FeatureSurvey(of: .stored(narrow), jobs: $0).moments }
    #expect(surveys[0] == surveys[1] && surveys[0] == surveys[2])
    // The sum of 1 / i up to 200,000.
    #expect(abs(surveys[0].means[0] - 12.783_290_875_968 / 200_000) < 1e-15)
  }

  @Test("Moments of a narrow column far from 0, with missing values, keep their digits")
  func moments() throws {
    var features: [Float] = []
    for row in 0..<3000 {
      features += [Float(4096 + row % 2), row % 3 == 0 ? .nan : Float(row % 3), 7]
    }
    let dataset = Dataset(
      featureNames: ["narrow", "gaps", "constant"], features: features,
      labels: [UInt8](repeating: 0, count: 3000))
    let survey = FeatureSurvey(of: .stored(dataset))
    #expect(survey.hasMissing == [false, true, false])
    #expect(survey.moments.presentCounts == [3000, 2000, 3000])
    #expect(survey.moments.means[0] == 4096.5 && survey.moments.means[2] == 7)
    #expect(abs(survey.moments.means[1] - 1.5) < 1e-14)
    #expect(abs(survey.moments.deviations[0] - 0.5) < 1e-14)
    #expect(abs(survey.moments.deviations[1] - 0.5) < 1e-14)
    #expect(survey.moments.deviations[2] == 1)
  }

  /// A folder of 5,000 rows with everything that is known of rows.
  private static func write(to path: String) throws -> Dataset {
    let scenario = try ScenarioCatalogue.scenario(named: "typologies", prevalence: 0.1)
    let plan = try DrawPlan(scenario: scenario, rows: 5000, seed: 2, purpose: .training)
    var dataset = plan.generate()
    var attributes = dataset.attributes
    attributes.times = (0..<5000).map { Double($0) / 10 }
    attributes.entities = (0..<5000).map { UInt32($0 % 300) }
    dataset = dataset.with(attributes)
    try DatasetFolder.write(dataset: dataset, to: path)
    return dataset
  }

  @Test("Parts of a mapped folder are those of the folder in memory")
  func mapped() throws {
    let folder = try FormatTestFolder()
    let dataset = try Self.write(to: folder.path("set"))
    let table = try MappedTable(DatasetFolder(path: folder.path("set")))
    #expect(table.hasAmounts && !table.hasTrueLabels)
    #expect(table.rows.facts.labels == dataset.labels)
    #expect(DuplicateRows(in: table.rows) == DuplicateRows(in: dataset))
    #expect(DuplicateRows(in: table.rows, threads: 2, heldKeys: 100) == DuplicateRows(in: dataset))
    let plan = SplitPlan(fractions: .standard)
    let split = try plan.split(table.rows, seed: 1, replicate: 0)
    #expect(try split == plan.split(dataset, seed: 1, replicate: 0))
    // Rows anywhere, and successive ones.
    for wanted in [split.training, Array(1000..<3000)] {
      let stored = dataset.rows(at: wanted)
      let part = try table.part(wanted, keeping: .everything)
      let list = (0..<500).map { UInt32($0 * 769 % wanted.count) }
      let found = Self.read(part, list: list)
      #expect(Self.bits(found.all) == Self.bits(stored.features))
      #expect(Self.bits(found.single) == Self.bits(Self.read(.stored(stored), list: list).single))
      #expect(part.facts.labels == stored.labels)
      #expect(part.facts.attributes == stored.attributes)
      #expect(part.facts.oracle?.posterior == stored.oracle?.posterior)
      #expect(part.facts.oracle?.typologyNames == stored.oracle?.typologyNames)
      #expect(part.amountSums == RowSource.stored(stored).amountSums)
      // Advice on pages changes no value.
      part.prepare(0..<100)
      part.release()
      #expect(Self.bits(Self.read(part, list: list).all) == Self.bits(found.all))
      #expect(try table.part(wanted, keeping: .labels).facts.oracle == nil)
    }
  }

  @Test("What rows are worth may be a feature, which must not be negative")
  func worth() throws {
    let folder = try FormatTestFolder()
    let dataset = Dataset(
      featureNames: ["price", "balance"], features: [1, 2, 3, -4, 5, 6], labels: [0, 1, 0])
    let opened = try DatasetFolder.write(dataset: dataset, to: folder.path("set"))
    let table = try MappedTable(opened, amount: "price")
    #expect(try table.part([0, 2], keeping: .labels).facts.amounts == [1, 5])
    #expect(throws: DatasetError.negativeAmount(-4, row: 1, column: "balance")) {
      try MappedTable(opened, amount: "balance")
    }
    #expect(throws: DatasetError.unknownAmount("money", valid: ["price", "balance"])) {
      try MappedTable(opened, amount: "money")
    }
  }

  @Test("A file that is cut off is refused, and one that changes later is noticed")
  func changed() throws {
    let folder = try FormatTestFolder()
    _ = try Self.write(to: folder.path("set"))
    let path = folder.path("set/features.npy")
    let opened = try DatasetFolder(path: folder.path("set"))
    let table = try MappedTable(opened)
    let bytes = try folder.bytes("set/features.npy")
    // The same bytes, but written anew in place.
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.write(contentsOf: Data(bytes.prefix(64)))
    try handle.close()
    let error = try #require(throws: DatasetError.self) {
      try table.part([1, 2], keeping: .labels)
    }
    #expect(error == .changedWhileMapped(path: path))
    #expect(error.description.contains("was changed while its rows were being used"))
    try folder.write(Array(bytes.dropLast(4)), to: "set/features.npy")
    let cut = try #require(throws: DatasetError.self) { try MappedTable(opened) }
    #expect(cut.description.contains("its header says \(bytes.count)"))
  }
}
