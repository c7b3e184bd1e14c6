/// Bins of probability that hold about equally much of rows and of expected positives.
///
/// Borders lie between cells of a fine histogram over the leading bits, so that equal probabilities
/// share a bin and nothing has to be sorted.
struct ProbabilityBins {
  /// Number of bins.
  let count: Int
  private let bins: [UInt16]

  /// 256 cells an octave, forty octaves; what lies below 2⁻⁴⁰ shares one cell.
  private static let shift: UInt64 = 44
  private static let lowest = Int(0x1p-40.bitPattern >> 44)
  private static let cellCount = Int(1.0.bitPattern >> 44) - lowest + 1

  /// Bins for checked probabilities: at most `most`, with `rowsPerBin` rows each on average.
  init(_ probabilities: [Double], most: Int, rowsPerBin: Int) {
    var rows = [Int](repeating: 0, count: Self.cellCount)
    var mass = [Double](repeating: 0, count: Self.cellCount)
    var total = 0.0
    for probability in probabilities {
      let cell = Self.cell(of: probability)
      rows[cell] += 1
      mass[cell] += probability
      total += probability
    }
    let wanted = max(1, min(most, probabilities.count / rowsPerBin))
    var bins = [UInt16](repeating: 0, count: Self.cellCount)
    var (bin, share) = (0, 0.0)
    for cell in bins.indices {
      // A cell goes where its middle lies.
      let own =
        Double(rows[cell]) / Double(probabilities.count) / 2
        + (total > 0
          ? mass[cell] / total / 2 : 0.5 * Double(rows[cell]) / Double(probabilities.count))
      bin = min(Int((share + own / 2) * Double(wanted)), wanted - 1)
      bins[cell] = UInt16(bin)
      share += own
    }
    self.bins = bins
    count = wanted
  }

  /// The bin of a probability.
  @inline(__always)
  func bin(of probability: Double) -> Int { Int(bins[Self.cell(of: probability)]) }

  @inline(__always)
  private static func cell(of probability: Double) -> Int {
    max(Int(truncatingIfNeeded: (probability + 0).bitPattern >> shift) - lowest, 0)
  }
}
