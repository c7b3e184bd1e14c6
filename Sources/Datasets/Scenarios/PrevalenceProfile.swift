internal import CounterRandom

/// How the prevalence changes over a draw's period: relative odds, constant in each of
/// ``sliceCount`` equally long slices of time.
///
/// Odds and not shares, so that any number of positives up to all of the rows can be had; while
/// positives are rare the two are the same.
public struct PrevalenceProfile: Sendable {
  /// Number of slices.
  public static let sliceCount = 128

  /// Logarithm of each slice's odds, up to a common constant.
  let logOdds: [Double]

  /// The profile of relative odds, a positive function of time (0 to 1), whose mean is free.
  public init(relativeOdds: (_ time: Double) -> Double) {
    logOdds = (0..<Self.sliceCount).map {
      PortableMath.log(relativeOdds((Double($0) + 0.5) / Double(Self.sliceCount)))
    }
  }

  /// The slice of a time.
  static func slice(of time: Double) -> Int {
    min(max(Int(time * Double(sliceCount)), 0), sliceCount - 1)
  }

  /// Log-odds of each slice such that as many positives are expected as there should be.
  ///
  /// `rows` gives the number of rows of each slice.
  func logOdds(positives: Double, rows: [Double]) -> [Double] {
    let total = rows.reduce(0, +)
    guard positives > 0 else { return logOdds.map { _ in -.infinity } }
    guard positives < total else { return logOdds.map { _ in .infinity } }
    var (low, high) = (-200.0, 200.0)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      var expected = 0.0
      for (slice, count) in rows.enumerated() {
        expected += count * PortableMath.sigmoid(logOdds[slice] + middle)
      }
      if expected > positives { high = middle } else { low = middle }
    }
    return logOdds.map { $0 + (low + high) / 2 }
  }

  /// Log-odds at a prevalence of each slice, in a period of many rows.
  func logOdds(prevalence: Double) -> [Double] {
    logOdds(positives: prevalence, rows: logOdds.map { _ in 1 / Double(logOdds.count) })
  }
}

/// Where the positives of a draw are when the prevalence changes: exact in their number, with
/// random access to every row.
///
/// The numbers of slices come from a systematic sample of one uniform: slice j gets one positive for
/// each integer in `(c_j + u, c_{j+1} + u]`, `c` being the expected numbers added up. Their
/// total is exact, each differs from its expectation by less than 1, and its mean is exactly
/// that, so the posterior of a slice is exact too. A permutation of its own places the positives in
/// each slice.
struct PrevalenceSchedule: Sendable {
  private struct Slice: Sendable {
    let first: Int
    let positives: UInt64
    let logOdds: Double
    let permutation: KeyedPermutation?
  }

  private let rowCount: Int
  private let slices: [Slice]

  init(_ profile: PrevalenceProfile, rows: Int, positives: Int, stream: CounterStream) {
    rowCount = rows
    let count = PrevalenceProfile.sliceCount
    // The rows whose times (i + ½) / rows lie in the slice.
    let starts = (0...count).map { (2 * rows * $0 + count - 1) / (2 * count) }
    let sizes = (0..<count).map { starts[$0 + 1] - starts[$0] }
    let logOdds = profile.logOdds(positives: Double(positives), rows: sizes.map { Double($0) })
    let uniform = (Double(stream.words(row: 4, block: .max).0 &>> 12) + 0.5) * 0x1p-52
    var (expected, before) = (0.0, 0)
    slices = (0..<count).map { slice in
      expected += Double(sizes[slice]) * PortableMath.sigmoid(logOdds[slice])
      // The last expectation is the exact total; rounding must not lose a positive.
      let upTo =
        slice == count - 1 ? positives : min(positives, Int((expected + uniform).rounded(.down)))
      defer { before = upTo }
      return Slice(
        first: starts[slice], positives: UInt64(max(0, upTo - before)), logOdds: logOdds[slice],
        permutation: sizes[slice] == 0
          ? nil
          : KeyedPermutation(
            count: UInt64(sizes[slice]), stream: stream, keyRow: UInt64(8 + 4 * slice)))
    }
  }

  @inline(__always)
  private func slice(of row: Int) -> Slice {
    slices[(2 * row + 1) * PrevalenceProfile.sliceCount / (2 * rowCount)]
  }

  func label(of row: Int) -> UInt8 {
    let slice = slice(of: row)
    guard let permutation = slice.permutation else { return 0 }
    return permutation.image(of: UInt64(row - slice.first)) < slice.positives ? 1 : 0
  }

  func logOdds(of row: Int) -> Double { slice(of: row).logOdds }

  func logOdds(at time: Double) -> Double { slices[PrevalenceProfile.slice(of: time)].logOdds }
}
