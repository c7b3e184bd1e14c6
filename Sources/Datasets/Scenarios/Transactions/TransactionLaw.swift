internal import CounterRandom

/// The law of card payments, laid out for drawing and for the posterior.
///
/// A payment is of one of twelve components, six segments of legitimate payments and six
/// typologies of fraud, and its columns are independent given the component. Discrete columns are
/// drawn by integers and judged by the very shares that those realise.
///
/// The words of a row: block 0 has component, hour, weekday and channel; block 1 category,
/// country, device and proxy; block 2 the three counts and whether the terminal's risk is zero,
/// 32 bits each; blocks 3–8 twelve normals, of which the last is not used; block 9 whether device
/// and proxy are missing.
struct TransactionLaw: Sendable {
  /// Number of components; the first half is legitimate.
  static var components: Int { 12 }
  /// The block of words that says whether device and proxy are missing.
  static var missingBlock: UInt32 { 9 }
  /// Bits of a word that choose the cell of each column with levels.
  static let cellBits: [UInt64] = [5, 3, 3, 4, 2, 1, 1, 6, 7, 5, 1]

  /// Limits of a word for the typologies and segments.
  let segmentCells: LevelCells
  let typologyCells: LevelCells
  /// Cells of each column, one component after the other.
  let cells: [UInt64]
  /// Where the cells of each column start.
  let cellStarts: [Int]
  /// Mean and standard deviation of the seven logarithms of each component, eight places each.
  let logMeans: [Double]
  let logDeviations: [Double]
  /// Limits of a word below which device and proxy are missing, for each component; `nil` where
  /// nothing is missing.
  let missingLimits: [UInt64]?
  /// What the posterior looks up.
  let density: TransactionDensity

  /// The law at one difficulty.
  ///
  /// - Parameters:
  ///   - kappa: How far fraud lies from its hosts.
  ///   - weights: The typologies' shares of fraud, up to a common factor.
  ///   - missingRates: For each component, the probability that device and proxy are missing; each
  ///     outcome keeps at least one of 2³² words.
  init(kappa: Double, weights: [Double], missingRates: [Double]? = nil) {
    let laws = ComponentLaw.components(kappa: kappa, weights: weights)
    let half = Self.components / 2
    let classLimits = [laws.prefix(half), laws.suffix(half)].map { levelLimits($0.map(\.weight)) }
    segmentCells = LevelCells(limits: classLimits[0], bits: 3)
    typologyCells = LevelCells(limits: classLimits[1], bits: 3)
    var (cells, cellStarts): ([UInt64], [Int]) = ([], [])
    var limits: [[[UInt64]]] = []
    for column in 0..<TransactionColumns.levelColumns {
      cellStarts.append(cells.count)
      let ofComponents = laws.map { levelLimits($0.levelShares[column]) }
      for limits in ofComponents {
        cells += LevelCells(limits: limits, bits: Int(Self.cellBits[column])).cells
      }
      limits.append(ofComponents)
    }
    (self.cells, self.cellStarts) = (cells, cellStarts)
    logMeans = laws.flatMap { $0.logNormals.map(\.mean) + [0] }
    logDeviations = laws.flatMap { $0.logNormals.map(\.deviation) + [0] }
    missingLimits = missingRates.map { $0.map { levelLimits([$0, 1 - $0])[0] } }
    density = TransactionDensity(
      laws: laws, weights: classLimits.flatMap(wordShares),
      levelShares: limits.map { $0.map(wordShares) },
      missingShares: missingLimits.map { $0.map { Double($0) * 0x1p-32 } })
  }
}
