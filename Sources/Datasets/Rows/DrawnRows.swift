/// Successive rows of a draw of which only facts are in memory, not the features.
public struct DrawnRows: Sendable {
  /// What is kept in memory.
  public enum Facts: Sendable {
    /// The label that is seen, one byte a row.
    case labels
    /// Labels, attributes and oracle: up to 31 bytes a row.
    case everything
  }

  /// The draw.
  public let plan: DrawPlan
  /// The rows, by their numbers in the draw.
  public let range: Range<Int>
  /// What is known of the rows; it has no columns.
  public let facts: Dataset
  /// The sum of the amounts of the rows with label 1 and with label 0, in the order of the rows;
  /// `nil` where rows are worth nothing in particular.
  public let amountSums: (positive: Double, negative: Double)?

  /// Rows that are drawn at once: their features stay in the second-level cache.
  static let rowsAtOnce = 1024

  /// Draws the facts of some rows.
  ///
  /// - Precondition: `range` lies in `0..<plan.rowCount`.
  ///
  /// - Parameters:
  ///   - plan: The draw.
  ///   - range: The rows.
  ///   - kept: What is kept in memory.
  public init(_ plan: DrawPlan, rows range: Range<Int>, keeping kept: Facts) {
    self.plan = plan
    self.range = range
    let scenario = plan.scenario
    guard kept == .everything || scenario.hasAmounts || scenario.labelObservation != nil else {
      facts = Dataset(columns: [], features: [], labels: range.map { plan.label(of: $0) })
      amountSums = nil
      return
    }
    var collected = CollectedFacts(kept, of: scenario, capacity: range.count)
    Self.forEachBlock(of: plan, range) { collected.append($0) }
    facts = collected.dataset(of: scenario)
    amountSums = scenario.hasAmounts ? collected.amountSums : nil
  }

  init(_ rows: DrawnRows, facts: Dataset) {
    plan = rows.plan
    range = rows.range
    amountSums = rows.amountSums
    self.facts = facts
  }

  /// The same rows with their true labels, where these are known to differ from what is seen.
  var withTrueLabels: DrawnRows { DrawnRows(self, facts: facts.withTrueLabels) }

  /// Draws the features of all rows in their order, some rows at a time.
  func forEachBlock(_ body: (_ features: Span<Float>, _ rows: Int) -> Void) {
    let width = plan.scenario.featureCount
    Self.forEachBlock(of: plan, range) { block in
      let features = block.features.span
      body(features.extracting(0..<block.rowCount * width), block.rowCount)
    }
  }

  private static func forEachBlock(
    of plan: DrawPlan, _ range: Range<Int>, _ body: (RowBlock) -> Void
  ) {
    var block = RowBlock(for: plan, capacity: min(rowsAtOnce, max(range.count, 1)))
    var first = range.lowerBound
    while first < range.upperBound {
      let last = min(first + rowsAtOnce, range.upperBound)
      plan.fill(&block, rows: first..<last)
      body(block)
      first = last
    }
  }
}

/// Facts of rows as they are drawn, block by block.
private struct CollectedFacts {
  private let kept: DrawnRows.Facts
  private var labels: [UInt8] = []
  private var amounts: [Float] = []
  private var times: [Double] = []
  private var posterior: [Double] = []
  private var typology: [UInt8] = []
  private var trueLabels: [UInt8] = []
  private var observed: [Double] = []
  private(set) var amountSums = (positive: 0.0, negative: 0.0)

  init(_ kept: DrawnRows.Facts, of scenario: any Scenario, capacity: Int) {
    self.kept = kept
    labels.reserveCapacity(capacity)
    guard kept == .everything else { return }
    posterior.reserveCapacity(capacity)
    typology.reserveCapacity(capacity)
    if scenario.hasAmounts { amounts.reserveCapacity(capacity) }
    if scenario.periodDays != nil { times.reserveCapacity(capacity) }
    guard scenario.labelObservation != nil else { return }
    trueLabels.reserveCapacity(capacity)
    observed.reserveCapacity(capacity)
  }

  mutating func append(_ block: RowBlock) {
    let count = block.rowCount
    labels += block.labels.prefix(count)
    if !block.amounts.isEmpty {
      for row in 0..<count {
        let amount = Double(block.amounts[row])
        if block.labels[row] == 1 {
          amountSums.positive += amount
        } else {
          amountSums.negative += amount
        }
      }
    }
    guard kept == .everything else { return }
    amounts += block.amounts.prefix(count)
    times += block.times.prefix(count)
    posterior += block.posterior.prefix(count)
    typology += block.typology.prefix(count)
    trueLabels += block.trueLabels.prefix(count)
    observed += block.observedPosterior.prefix(count)
  }

  func dataset(of scenario: any Scenario) -> Dataset {
    guard kept == .everything else { return Dataset(columns: [], features: [], labels: labels) }
    return Dataset(
      columns: [], features: [], labels: labels,
      attributes: RowAttributes(
        amounts: scenario.hasAmounts ? amounts : nil,
        times: scenario.periodDays == nil ? nil : times),
      oracle: Oracle(
        posterior: posterior, typology: typology, typologyNames: scenario.typologyNames,
        observation: scenario.labelObservation == nil
          ? nil : Oracle.Observation(trueLabels: trueLabels, posterior: observed)))
  }
}
