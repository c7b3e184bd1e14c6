import CounterRandom
import Datasets
import Synchronization
import Testing

@Suite("Rows are the same however they are asked for")
struct ScenarioStreamTests {
  static func plan(_ name: ScenarioCase, rows: Int) throws -> DrawPlan {
    try DrawPlan(
      scenario: name.make(prevalence: 0.2), rows: rows, seed: 8, purpose: .training)
  }

  /// What a block holds of its first rows, as bits.
  static func bits(_ block: borrowing RowBlock, row: Int) -> [UInt64] {
    let width = block.features.count / block.capacity
    var bits = (0..<width).map { UInt64(block.features[row * width + $0].bitPattern) }
    bits += [UInt64(block.labels[row]), UInt64(block.typology[row])]
    bits.append(block.posterior[row].bitPattern)
    if !block.amounts.isEmpty { bits.append(UInt64(block.amounts[row].bitPattern)) }
    if !block.times.isEmpty { bits.append(block.times[row].bitPattern) }
    if !block.trueLabels.isEmpty { bits.append(UInt64(block.trueLabels[row])) }
    if !block.observedPosterior.isEmpty { bits.append(block.observedPosterior[row].bitPattern) }
    return bits
  }

  @Test("A list of row numbers gives the rows of a range", arguments: ScenarioCase.all)
  func list(name: ScenarioCase) throws {
    // The last rows of a draw whose numbers do not fit 32 bits.
    for (rows, first) in [(500, 0), (1 << 40, 1 << 40 - 200)] {
      let plan = try Self.plan(name, rows: rows)
      var whole = RowBlock(for: plan, capacity: 200)
      plan.fill(&whole, rows: first..<first + 200)
      var numbers = (0..<200).map { UInt64(first + $0) }
      shuffle(&numbers, seed: 4)
      numbers = Array(numbers[..<131]) + [numbers[0], numbers[0]]
      var listed = RowBlock(for: plan, capacity: 133)
      plan.fill(&listed, rows: numbers.span)
      for (place, number) in numbers.enumerated() {
        #expect(Self.bits(listed, row: place) == Self.bits(whole, row: Int(number) - first))
      }
    }
  }

  @Test("Threads stream every row once, as in the whole", arguments: ScenarioCase.all)
  func stream(name: ScenarioCase) throws {
    let plan = try Self.plan(name, rows: 700)
    var whole = RowBlock(for: plan, capacity: 700)
    plan.fill(&whole, rows: 0..<700)
    for jobs in [1, 3] {
      let seen = Mutex([Int](repeating: 0, count: 700))
      let different = Atomic<Int>(0)
      plan.stream(rows: 13..<700, blockRows: 96, jobs: jobs) { block, rows in
        for (place, row) in rows.enumerated() {
          seen.withLock { $0[row] += 1 }
          if Self.bits(block, row: place) != Self.bits(whole, row: row) {
            different.add(1, ordering: .relaxed)
          }
        }
      }
      #expect(different.load(ordering: .relaxed) == 0)
      #expect(seen.withLock { $0 } == (0..<700).map { $0 < 13 ? 0 : 1 })
    }
  }

  @Test("Drawing with ratios is drawing, and then computing ratios", arguments: ScenarioCase.all)
  func ratios(name: ScenarioCase) throws {
    let scenario = try name.make(prevalence: 0.2)
    let stream = CounterStream(seed: 6, purpose: .test, scenario: type(of: scenario).number)
    let (count, width) = (150, scenario.featureCount)
    let rows = (0..<UInt64(count)).map { $0 * 977 }
    let times = (0..<count).map { (Double($0) + 0.5) / Double(count) }
    let labels = (0..<count).map { UInt8($0 % 3 == 0 ? 1 : 0) }
    var features = [Float](repeating: 0, count: count * width)
    var (typology, ratios) = (
      [UInt8](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    var (otherFeatures, otherTypology, otherRatios) = (features, typology, ratios)
    do {
      var (x, kinds, target) = (features.mutableSpan, typology.mutableSpan, ratios.mutableSpan)
      scenario.drawRated(
        rows: rows.span, times: times.span, stream: stream, labels: labels.span, features: &x,
        typology: &kinds, ratios: &target)
    }
    do {
      var (x, kinds) = (otherFeatures.mutableSpan, otherTypology.mutableSpan)
      scenario.draw(
        rows: rows.span, times: times.span, stream: stream, labels: labels.span, features: &x,
        typology: &kinds)
    }
    do {
      var target = otherRatios.mutableSpan
      scenario.logLikelihoodRatios(of: otherFeatures.span, at: times.span, into: &target)
    }
    #expect(features.map(\.bitPattern) == otherFeatures.map(\.bitPattern))
    #expect(typology == otherTypology)
    #expect(ratios.map(\.bitPattern) == otherRatios.map(\.bitPattern))
  }

  private func shuffle(_ values: inout [UInt64], seed: UInt64) {
    var generator = CounterGenerator(seed: seed, stream: 1)
    values.shuffle(using: &generator)
  }
}
