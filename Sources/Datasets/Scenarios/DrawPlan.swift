public import CounterRandom

/// Which rows are drawn: a scenario, how many rows, how many of them positive, and a seed.
///
/// A row is a function of (seed, purpose, number of rows, number of positives, row number) alone.
/// The number of positives is exact, and they lie anywhere in the draw with equal probability.
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

  let stream: CounterStream
  let permutation: KeyedPermutation

  /// A draw of `rows` rows, of which `positives` are positive: by default the scenario's
  /// prevalence times `rows`, rounded.
  ///
  /// - Throws: ``DatasetError/invalidRowCount(_:)`` unless 1 <= `rows` <= 2⁴⁰, and
  ///   ``DatasetError/invalidPositiveCount(_:rows:)`` unless 0 <= `positives` <= `rows`.
  public init(
    scenario: any Scenario, rows: Int, positives: Int? = nil, seed: UInt64, purpose: Purpose
  ) throws(DatasetError) {
    guard rows >= 1, rows <= 1 << 40 else { throw .invalidRowCount(rows) }
    let positives = positives ?? Int((scenario.prevalence * Double(rows)).rounded())
    guard positives >= 0, positives <= rows else {
      throw .invalidPositiveCount(positives, rows: rows)
    }
    self.scenario = scenario
    rowCount = rows
    positiveCount = positives
    self.seed = seed
    self.purpose = purpose
    stream = CounterStream(seed: seed, purpose: purpose, scenario: type(of: scenario).number)
    permutation = KeyedPermutation(count: UInt64(rows), stream: stream)
  }

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
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows outside of the draw")
    let width = scenario.featureCount
    var labels: [UInt8] = []
    var posterior: [Double] = []
    var typology: [UInt8] = []
    let features = unsafe [Float](unsafeUninitializedCapacity: rows.count * width) {
      features, featuresDone in
      unsafe labels = [UInt8](unsafeUninitializedCapacity: rows.count) { labels, labelsDone in
        unsafe posterior = [Double](unsafeUninitializedCapacity: rows.count) {
          posterior, posteriorDone in
          unsafe typology = [UInt8](unsafeUninitializedCapacity: rows.count) {
            typology, typologyDone in
            unsafe fill(
              RowBuffers(
                features: features, labels: labels, posterior: posterior, typology: typology),
              rows: rows, jobs: jobs)
            typologyDone = rows.count
          }
          posteriorDone = rows.count
        }
        labelsDone = rows.count
      }
      featuresDone = rows.count * width
    }
    return Dataset(
      featureNames: scenario.featureNames, features: features, labels: labels,
      amounts: scenario.amounts(of: features.span),
      oracle: Oracle(
        posterior: posterior, typology: typology, typologyNames: scenario.typologyNames))
  }

  /// Whether a row is positive, without drawing it.
  @inline(__always)
  func label(of row: Int) -> UInt8 {
    permutation.image(of: UInt64(row)) < UInt64(positiveCount) ? 1 : 0
  }

  /// `log(π / (1 - π))` of this draw; infinite if all rows have the same label.
  var logOdds: Double {
    PortableMath.log(Double(positiveCount)) - PortableMath.log(Double(rowCount - positiveCount))
  }
}

/// Room for rows that several threads fill, each its own part.
@unsafe struct RowBuffers: @unchecked Sendable {
  let features: UnsafeMutableBufferPointer<Float>
  let labels: UnsafeMutableBufferPointer<UInt8>
  let posterior: UnsafeMutableBufferPointer<Double>
  let typology: UnsafeMutableBufferPointer<UInt8>
}

extension DrawPlan {
  /// Rows that are drawn together: their features stay in the first-level cache.
  static let rowsAtOnce = 64

  func fill(_ buffers: RowBuffers, rows: Range<Int>, jobs: Int) {
    let share = 4096
    let shares = (rows.count + share - 1) / share
    inParallel(count: shares, jobs: jobs) { index in
      let first = index * share
      let last = min(rows.count, first + share)
      var at = first
      while at < last {
        let end = min(last, at + Self.rowsAtOnce)
        unsafe fill(buffers, places: at..<end, firstRow: rows.lowerBound + at)
        at = end
      }
    }
  }

  private func fill(_ buffers: RowBuffers, places: Range<Int>, firstRow: Int) {
    let width = scenario.featureCount
    guard let features = unsafe buffers.features.baseAddress,
      let labels = unsafe buffers.labels.baseAddress,
      let posterior = unsafe buffers.posterior.baseAddress,
      let typology = unsafe buffers.typology.baseAddress
    else { return }
    let count = places.count
    let start = places.lowerBound
    for row in 0..<count { unsafe labels[start + row] = label(of: firstRow + row) }
    var x = unsafe MutableSpan(_unsafeStart: features + start * width, count: count * width)
    var kinds = unsafe MutableSpan(_unsafeStart: typology + start, count: count)
    var ratios = unsafe MutableSpan(_unsafeStart: posterior + start, count: count)
    scenario.draw(
      from: UInt64(firstRow), of: rowCount, stream: stream,
      labels: unsafe Span(_unsafeStart: labels + start, count: count), features: &x,
      typology: &kinds)
    scenario.logLikelihoodRatios(
      of: unsafe Span(_unsafeStart: features + start * width, count: count * width),
      into: &ratios)
    let prior = logOdds
    for row in 0..<count { ratios[row] = PortableMath.sigmoid(ratios[row] + prior) }
  }
}
