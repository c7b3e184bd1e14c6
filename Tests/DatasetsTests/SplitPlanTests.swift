import CounterRandom
import Datasets
import Testing

@Suite("Rows are split by time, by entity and with duplicates together, and nothing leaks")
struct SplitPlanTests {
  /// Rows with random times (many equal), entities and labels.
  static func table(rows: Int = 900, seed: UInt64 = 3, entities: UInt64 = 80) -> Dataset {
    var generator = CounterGenerator(seed: seed, stream: 0)
    var features: [Float] = []
    var labels: [UInt8] = []
    var times: [Double] = []
    var owners: [UInt32] = []
    for _ in 0..<rows {
      features.append(Float(generator.integer(below: 60)))
      features.append(Float(generator.integer(below: 4)))
      labels.append(generator.uniform() < 0.1 ? 1 : 0)
      times.append(Double(generator.integer(below: 400)) / 4)
      owners.append(UInt32(generator.integer(below: entities)))
    }
    return Dataset(
      columns: [FeatureColumn("a"), FeatureColumn("b")], features: features, labels: labels,
      attributes: RowAttributes(times: times, entities: owners))
  }

  static func parts(_ split: DataSplit) -> [[Int]] {
    [split.training, split.validation, split.test]
  }

  /// What every split must satisfy.
  static func check(_ split: DataSplit, of table: Dataset, complete: Bool) {
    let rows = parts(split).flatMap { $0 }
    #expect(Set(rows).count == rows.count)
    #expect(parts(split).allSatisfy { $0 == $0.sorted() })
    if complete { #expect(rows.count == table.rowCount) }
    for part in parts(split) {
      let positives = part.reduce(0) { $0 + Int(table.labels[$1]) }
      #expect(positives > 0 && positives < part.count)
    }
  }

  @Test(
    "By time: the past trains, gaps are kept, equal times stay together",
    arguments: [(0.0, 0.0, 1), (5, 0, 1), (0, 9, 1), (3, 8, 1), (2, 1, 1), (1, 3, 4)])
  func time(gap: Double, delay: Double, origins: Int) throws {
    let table = Self.table()
    let times = try #require(table.attributes.times)
    var plan = SplitPlan(fractions: .standard, basis: .time)
    plan.gapDays = gap
    plan.labelDelayDays = delay
    plan.origins = origins
    var splits: [DataSplit] = []
    for replicate in 0..<origins {
      let split = try plan.split(table, seed: 1, replicate: replicate)
      Self.check(split, of: table, complete: gap == 0 && delay == 0 && origins == 1)
      func range(_ rows: [Int]) -> ClosedRange<Double> {
        let values = rows.map { times[$0] }
        return (values.min() ?? 0)...(values.max() ?? 0)
      }
      let (training, validation, test) = (
        range(split.training), range(split.validation), range(split.test)
      )
      #expect(training.upperBound < validation.lowerBound)
      #expect(validation.upperBound < test.lowerBound)
      #expect(validation.lowerBound - training.upperBound >= gap)
      #expect(test.lowerBound - validation.upperBound >= gap)
      // A label must be known when the next part begins.
      #expect(training.upperBound + delay <= validation.lowerBound)
      #expect(validation.upperBound + delay <= test.lowerBound)
      // Seeds do not matter.
      #expect(try plan.split(table, seed: 2, replicate: replicate) == split)
      splits.append(split)
    }
    #expect(plan.isFixed == (origins == 1))
    let tests = splits.map { Set($0.test) }
    for (index, one) in tests.enumerated() {
      for other in tests[(index + 1)...] { #expect(one.isDisjoint(with: other)) }
    }
  }

  @Test("By time: shares are reached up to ties, and the order of rows does not matter")
  func timeShares() throws {
    let count = 1000
    let times = (0..<count).map { Double($0 * 7 % count) }
    let table = Dataset(
      columns: [FeatureColumn("a")], features: times.map { Float($0) },
      labels: (0..<count).map { $0 % 9 == 0 ? 1 : 0 }, attributes: RowAttributes(times: times))
    let split = try SplitPlan(fractions: .standard, basis: .time).split(
      table, seed: 1, replicate: 0)
    #expect(Self.parts(split).map(\.count) == [600, 200, 200])
    #expect(split.training.allSatisfy { times[$0] < 600 })
    #expect(split.test.allSatisfy { times[$0] >= 800 })
  }

  @Test("By entity: none has rows in two parts, whatever the replicate", arguments: [false, true])
  func entity(together: Bool) throws {
    let table = Self.table(rows: 900, entities: together ? 300 : 80)
    let entities = try #require(table.attributes.entities)
    // Few equal rows, or all of them hang together.
    let rows = Dataset(
      columns: table.columns,
      features: table.features.enumerated().map {
        $0.offset % 2 == 0 ? $0.element : Float($0.offset / 5)
      },
      labels: table.labels, attributes: table.attributes)
    var plan = SplitPlan(fractions: .standard, basis: .entity)
    plan.keepsDuplicatesTogether = together
    var seen: Set<[Int]> = []
    for replicate in 0..<8 {
      let split = try plan.split(rows, seed: 4, replicate: replicate)
      Self.check(split, of: rows, complete: true)
      let owners = Self.parts(split).map { Set($0.map { entities[$0] }) }
      #expect(owners[0].isDisjoint(with: owners[1]))
      #expect(owners[0].isDisjoint(with: owners[2]))
      #expect(owners[1].isDisjoint(with: owners[2]))
      seen.insert(split.test)
      #expect(try plan.split(rows, seed: 4, replicate: replicate) == split)
    }
    #expect(seen.count == 8)
  }

  @Test("By entity: a part follows from the entity's number, not from the order of rows")
  func entityOrder() throws {
    let table = Self.table()
    let order = (0..<table.rowCount).map { ($0 * 7) % table.rowCount }
    let plan = SplitPlan(fractions: .standard, basis: .entity)
    // Numbers count from 0 in the order of first rows; here both orders begin with all entities.
    let first = Self.renumbered(table)
    let shuffled = first.rows(at: Array(0..<80) + order.filter { $0 >= 80 })
    let one = try plan.split(first, seed: 9, replicate: 0)
    let other = try plan.split(shuffled, seed: 9, replicate: 0)
    func owners(_ dataset: Dataset, _ rows: [Int]) -> Set<UInt32> {
      Set(rows.map { dataset.attributes.entities?[$0] ?? 0 })
    }
    #expect(owners(first, one.training) == owners(shuffled, other.training))
    #expect(owners(first, one.test) == owners(shuffled, other.test))
  }

  /// The table with the entities 0…79 in its first 80 rows.
  private static func renumbered(_ table: Dataset) -> Dataset {
    var attributes = table.attributes
    attributes.entities = (0..<table.rowCount).map {
      $0 < 80 ? UInt32($0) : attributes.entities?[$0] ?? 0
    }
    return table.with(attributes)
  }

  @Test("Equal rows stay together when asked to, and only then")
  func duplicates() throws {
    let table = Self.table()
    var plan = SplitPlan.standard
    func straddling(_ split: DataSplit) -> Int {
      var parts: [[Float]: Set<Int>] = [:]
      for (part, rows) in Self.parts(split).enumerated() {
        for row in rows {
          parts[Array(table.features[2 * row..<2 * row + 2]), default: []].insert(part)
        }
      }
      return parts.values.count { $0.count > 1 }
    }
    let free = try plan.split(table, seed: 1, replicate: 0)
    #expect(straddling(free) > 0)
    let stratified = try StratifiedSplit(labels: table.labels, seed: 1, replicate: 0)
    #expect(free.training == stratified.training)
    #expect(free.test == stratified.test)
    plan.keepsDuplicatesTogether = true
    for replicate in 0..<5 {
      let split = try plan.split(table, seed: 1, replicate: replicate)
      Self.check(split, of: table, complete: true)
      #expect(straddling(split) == 0)
    }
  }

  @Test("Splits are the same on every machine")
  func pinned() throws {
    let table = Self.table(rows: 200, entities: 30)
    let entity = try SplitPlan(fractions: .standard, basis: .entity).split(
      table, seed: 7, replicate: 1)
    #expect(Array(entity.test.prefix(8)) == [8, 9, 14, 22, 28, 44, 45, 46])
    var plan = SplitPlan.standard
    plan.keepsDuplicatesTogether = true
    let together = try plan.split(table, seed: 7, replicate: 1)
    #expect(Array(together.test.prefix(8)) == [8, 9, 23, 24, 26, 30, 39, 40])
    plan = SplitPlan(fractions: .standard, basis: .time)
    plan.gapDays = 4
    let time = try plan.split(table, seed: 7, replicate: 1)
    #expect(Array(time.test.prefix(8)) == [1, 3, 4, 8, 9, 11, 12, 23])
  }

  @Test("What is missing is said, with what would help")
  func errors() throws {
    let plain = Dataset(featureNames: ["a"], features: [1, 2, 3, 4], labels: [0, 1, 0, 1])
    func message(_ plan: SplitPlan, _ table: Dataset) -> String {
      do {
        _ = try plan.split(table, seed: 1, replicate: 0)
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(
      message(SplitPlan(fractions: .standard, basis: .time), plain).contains(
        "do not say when they happened"))
    #expect(
      message(SplitPlan(fractions: .standard, basis: .entity), plain).contains(
        "which card, account or customer"))
    var attributes = RowAttributes(times: [1, 2, 3, 4], entities: [0, 0, 1, 1])
    #expect(
      message(SplitPlan(fractions: .standard, basis: .entity), plain.with(attributes))
        == "The data hold 2 entities with a positive. A split with at least 1 of them in each of "
        + "training, validation and test needs 4; import more rows or change the shares.")
    let rows = 100
    let late = Dataset(
      columns: [FeatureColumn("a")], features: [Float](repeating: 0, count: rows),
      labels: (0..<rows).map { $0 < 50 && $0 % 5 == 0 ? 1 : 0 },
      attributes: RowAttributes(times: (0..<rows).map { Double($0) }))
    var plan = SplitPlan(fractions: .standard, basis: .time)
    plan.gapDays = 2
    #expect(
      message(plan, late)
        == "The validation part would hold 0 positives and 18 negatives; it needs at least 1 of "
        + "each. The parts meet at the times 60.0 and 80.0 (days): change the shares, shorten the "
        + "gap of 2.0 days or import rows of a longer time.")
    attributes.times = [5, 5, 5, 5]
    #expect(
      message(SplitPlan(fractions: .standard, basis: .time), plain.with(attributes)).hasPrefix(
        "The training part would hold 0 positives and 0 negatives"))
  }
}
