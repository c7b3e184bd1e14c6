public import CounterRandom

/// Which rows are drawn: a scenario, how many rows, how many of them positive, and a seed.
///
/// A row is a function of (seed, purpose, number of rows, number of positives, row number) alone.
/// The number of positives is exact, and they lie anywhere in the draw with equal probability, or with
/// that of the scenario's ``PrevalenceProfile``.
public struct DrawPlan: Sendable {
  /// The law.
  public let scenario: any Scenario
  /// Number of rows.
  public let rowCount: Int
  /// Number of rows with label 1.
  public let positiveCount: Int
  /// The seed.
  public let seed: UInt64
  /// What the rows are for; rows of different purposes are independent.
  public let purpose: Purpose
  /// How features are changed after the posterior is known; `nil` for not at all.
  public let warp: (any Warp)?

  let stream: CounterStream
  let permutation: KeyedPermutation
  /// `log(π / (1 - π))` of this draw; infinite if all rows have the same label.
  let logOdds: Double
  /// Where positives are when the prevalence changes over time.
  let schedule: PrevalenceSchedule?

  /// A draw of `rows` rows, of which `positives` are positive: by default the scenario's
  /// prevalence times `rows`, rounded.
  ///
  /// - Throws: ``DatasetError/invalidRowCount(_:)`` unless 1 <= `rows` <= 2⁴⁰, and
  ///   ``DatasetError/invalidPositiveCount(_:rows:)`` unless 0 <= `positives` <= `rows`;
  ///   ``DatasetError/notWarpable(scenario:warp:)`` for a scenario with categorical features.
  public init(
    scenario: any Scenario, rows: Int, positives: Int? = nil, seed: UInt64, purpose: Purpose,
    warp: (any Warp)? = nil
  ) throws(DatasetError) {
    guard rows >= 1, rows <= 1 << 40 else { throw .invalidRowCount(rows) }
    let positives = positives ?? Int((scenario.prevalence * Double(rows)).rounded())
    guard positives >= 0, positives <= rows else {
      throw .invalidPositiveCount(positives, rows: rows)
    }
    if let warp, !scenario.columns.allSatisfy({ $0.kind == .numeric }) {
      throw .notWarpable(scenario: type(of: scenario).name, warp: type(of: warp).name)
    }
    self.scenario = scenario
    rowCount = rows
    positiveCount = positives
    self.seed = seed
    self.purpose = purpose
    self.warp = warp
    let stream = CounterStream(
      seed: seed, purpose: purpose, scenario: type(of: scenario).number)
    self.stream = stream
    permutation = KeyedPermutation(count: UInt64(rows), stream: stream)
    logOdds = PortableMath.log(Double(positives)) - PortableMath.log(Double(rows - positives))
    schedule = scenario.prevalenceProfile.map { profile in
      PrevalenceSchedule(profile, rows: rows, positives: positives, stream: stream)
    }
  }

  /// The same draw with its features as the scenario has them.
  init(unwarping plan: DrawPlan) {
    (scenario, rowCount, positiveCount) = (plan.scenario, plan.rowCount, plan.positiveCount)
    (seed, purpose, warp) = (plan.seed, plan.purpose, nil)
    (stream, permutation, schedule) = (plan.stream, plan.permutation, plan.schedule)
    logOdds = plan.logOdds
  }

  /// Name and kind of each feature, after the ``warp``.
  public var columns: [FeatureColumn] { warp?.columns(scenario.columns) ?? scenario.columns }

  /// The prevalence of this draw, which its posteriors are computed with.
  public var prevalence: Double { Double(positiveCount) / Double(rowCount) }

  /// All rows, in memory.
  ///
  /// - Parameter jobs: Number of threads; the rows are the same for any.
  ///
  /// - Returns: ``rowCount`` rows with their oracle.
  public func generate(jobs: Int = 1) -> Dataset { generate(rows: 0..<rowCount, jobs: jobs) }

  /// Some rows, in memory: the same ones as in the whole.
  ///
  /// - Precondition: `rows` lies in 0..<``rowCount``.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - jobs: Number of threads; the rows are the same for any.
  ///
  /// - Returns: The rows with their oracle.
  public func generate(rows: Range<Int>, jobs: Int = 1) -> Dataset {
    var block = RowBlock(for: self, capacity: rows.count)
    fill(&block, rows: rows, jobs: jobs)
    return Dataset(block, of: self)
  }

  /// Fills a block with some rows, without allocating.
  ///
  /// - Precondition: `rows` lies in 0..<``rowCount`` and the block has room for them.
  ///
  /// - Parameters:
  ///   - block: Room that was made for this draw, or for one of the same scenario.
  ///   - rows: The rows.
  ///   - jobs: Number of threads; the rows are the same for any.
  public func fill(_ block: inout RowBlock, rows: Range<Int>, jobs: Int = 1) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows outside of the draw")
    let first = UInt64(rows.lowerBound)
    unsafe fill(&block, count: rows.count, jobs: jobs, numbers: .first(first))
  }

  /// Fills a block with single rows in any order, without allocating.
  ///
  /// - Precondition: each of `rows` lies in 0..<``rowCount`` and the block has room for them.
  ///
  /// - Parameters:
  ///   - block: Room that was made for this draw, or for one of the same scenario.
  ///   - rows: The rows' numbers.
  public func fill(_ block: inout RowBlock, rows: Span<UInt64>) {
    fill(&block, rows: rows, isLabelled: false)
  }

  /// Fills a block with single rows whose true labels are known, which need not be found again.
  ///
  /// - Precondition: each of `rows` lies in 0..<``rowCount``, the block has room for them, and
  ///   there are as many labels, each the true one.
  ///
  /// - Parameters:
  ///   - block: Room that was made for this draw, or for one of the same scenario.
  ///   - rows: The rows' numbers.
  ///   - labels: Their true labels.
  public func fill(_ block: inout RowBlock, rows: Span<UInt64>, trueLabels labels: Span<UInt8>) {
    precondition(labels.count == rows.count && rows.count <= block.capacity, "one label a row")
    for row in 0..<labels.count { block.labels[row] = labels[row] }
    fill(&block, rows: rows, isLabelled: true)
  }

  private func fill(_ block: inout RowBlock, rows: Span<UInt64>, isLabelled: Bool) {
    unsafe rows.withUnsafeBufferPointer { rows in
      guard let numbers = rows.baseAddress else {
        block.rowCount = 0
        return
      }
      for index in 0..<rows.count {
        precondition(unsafe numbers[index] < UInt64(rowCount), "rows outside of the draw")
      }
      unsafe fill(
        &block, count: rows.count, jobs: 1, numbers: .list(numbers), isLabelled: isLabelled)
    }
  }
}

extension Dataset {
  /// The rows of a block, which must be full.
  init(_ block: consuming RowBlock, of plan: DrawPlan) {
    precondition(block.rowCount == block.capacity)
    self.init(
      columns: plan.columns, features: block.features, labels: block.labels,
      attributes: RowAttributes(
        amounts: block.amounts.isEmpty ? nil : block.amounts,
        times: block.times.isEmpty ? nil : block.times),
      oracle: Oracle(
        posterior: block.posterior, typology: block.typology,
        typologyNames: plan.scenario.typologyNames,
        observation: block.trueLabels.isEmpty
          ? nil
          : Oracle.Observation(trueLabels: block.trueLabels, posterior: block.observedPosterior)))
  }
}
