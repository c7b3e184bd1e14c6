/// Rows of similar probability, and how often they turned out positive.
public struct ReliabilityBin: Equatable, Sendable {
  /// Number of rows, at least 1.
  public var count: Int
  /// Mean probability.
  public var meanProbability: Double
  /// Share of positives.
  public var meanLabel: Double
}

/// Calibration judged in bins of probability.
public enum Reliability {
  /// Number of bins in every published number.
  public static let binCount = 15

  /// Bins with equally many rows, by ascending probability; empty bins are left out.
  ///
  /// The first `rows mod bins` bins get one row more. Tied probabilities may be parted by a
  /// border; they are taken in row order.
  ///
  /// - Throws: ``EvaluationError``.
  public static func equalMassBins(
    probabilities: [Double], labels: [UInt8], bins: Int = binCount
  ) throws(EvaluationError) -> [ReliabilityBin] {
    try Validation.probabilities(probabilities.span, what: "probability")
    try Validation.rows(probabilities.count, labels: labels, posterior: nil)
    return checkedEqualMassBins(probabilities: probabilities, labels: labels, bins: bins)
  }

  /// Bins of equal width on 0…1, closed below (the last one on both sides); empty bins are left
  /// out.
  ///
  /// At 0.1 % prevalence nearly all rows share the first bin.
  ///
  /// - Throws: ``EvaluationError``.
  public static func equalWidthBins(
    probabilities: [Double], labels: [UInt8], bins: Int = binCount
  ) throws(EvaluationError) -> [ReliabilityBin] {
    precondition(bins >= 1, "there must be a bin")
    try Validation.probabilities(probabilities.span, what: "probability")
    try Validation.rows(probabilities.count, labels: labels, posterior: nil)
    return checkedEqualWidthBins(probabilities: probabilities, labels: labels, bins: bins)
  }

  static func checkedEqualWidthBins(
    probabilities: [Double], labels: [UInt8], bins: Int
  ) -> [ReliabilityBin] {
    // Nearly all rows may share a bin: neighbours must not wait for each other.
    let lanes = 4
    var sums = [BinSum](repeating: BinSum(), count: bins * lanes)
    for row in probabilities.indices {
      let bin = min(Int(probabilities[row] * Double(bins)), bins - 1)
      sums[bin * lanes + (row & (lanes - 1))].add(probabilities[row], label: labels[row])
    }
    return (0..<bins).compactMap { bin in
      var joined = sums[bin * lanes]
      for lane in 1..<lanes { joined.add(sums[bin * lanes + lane]) }
      return joined.bin
    }
  }

  /// Expected calibration error of the positive class: Σ nᵦ/n · |mean label − mean probability|.
  ///
  /// Source: M. P. Naeini, G. F. Cooper, M. Hauskrecht, AAAI 2015.
  public static func expectedCalibrationError(_ bins: [ReliabilityBin]) -> Double? {
    let rows = bins.reduce(0) { $0 + $1.count }
    guard rows > 0 else { return nil }
    var sum = CompensatedSum()
    for bin in bins { sum.add(Double(bin.count) * abs(bin.meanLabel - bin.meanProbability)) }
    return sum.value / Double(rows)
  }
}

/// Sums of the rows of one bin.
struct BinSum: Sendable {
  private var count = 0
  private var positives = 0
  private var probability = CompensatedSum()

  @inline(__always)
  mutating func add(_ probability: Double, label: UInt8) {
    count &+= 1
    positives &+= Int(label)
    self.probability.add(probability)
  }

  /// Adds the rows of another part of the bin.
  mutating func add(_ other: BinSum) {
    count += other.count
    positives += other.positives
    probability.add(other.probability.value)
  }

  var bin: ReliabilityBin? {
    guard count > 0 else { return nil }
    return ReliabilityBin(
      count: count, meanProbability: probability.value / Double(count),
      meanLabel: Double(positives) / Double(count))
  }
}
