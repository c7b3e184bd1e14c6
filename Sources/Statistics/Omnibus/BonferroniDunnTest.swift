/// Comparison of learners with one control by their average ranks.
///
/// z = |difference of average ranks| / √(k(k + 1)/(6N)); the p values are those of the normal
/// distribution and are to be adjusted for the k − 1 comparisons. Sources: Dunn 1961; Demšar 2006.
public struct BonferroniDunnTest: Equatable, Sendable {
  /// The control's column.
  public let control: Int
  /// The other learners' columns, in order; ``z`` and ``p`` are parallel to it.
  public let others: [Int]
  /// The standardised differences, without sign.
  public let z: [Double]
  /// The two-sided p values, unadjusted.
  public let p: [Double]
  private let rankError: Double

  /// Compares every learner with the control.
  ///
  /// - Parameters:
  ///   - ranks: ranks within rows.
  ///   - control: the control's column.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)`` for a column that does not
  ///   exist.
  public init(_ ranks: BlockRanks, control: Int) throws(StatisticsError) {
    guard ranks.averages.indices.contains(control) else {
      throw .outOfRange(
        setting: "control's column", value: "\(control)",
        valid: "a whole number from 0 to \(ranks.learners - 1)")
    }
    let error = ranks.standardError
    self.control = control
    rankError = error
    others = ranks.averages.indices.filter { $0 != control }
    z = others.map { (ranks.averages[$0] - ranks.averages[control]).magnitude / error }
    var p: [Double] = []
    for ratio in z { p.append(min(1, try 2 * GSL.normalUpperTail(ratio))) }
    self.p = p
  }

  /// The p values adjusted for the number of comparisons; Bonferroni's is the test's namesake,
  /// Holm's and Hochberg's reject at least as much.
  ///
  /// - Parameter correction: how they are adjusted.
  /// - Returns: p values parallel to ``others``.
  /// - Throws: ``StatisticsError``.
  public func adjusted(
    _ correction: MultiplicityCorrection = .bonferroni
  ) throws(StatisticsError) -> [Double] {
    try correction.adjust(p)
  }

  /// The difference of average ranks from which on a learner differs significantly from the
  /// control.
  ///
  /// - Parameter significance: family-wise level, 0 < significance < 1.
  /// - Returns: z(1 − significance/(2(k − 1))) · √(k(k + 1)/(6N)).
  /// - Throws: ``StatisticsError``.
  public func criticalDifference(significance: Double = 0.05) throws(StatisticsError) -> Double {
    try StatisticsError.requireOpenUnit(significance, "significance level")
    let tail = significance / Double(2 * others.count)
    return try -GSL.normalQuantile(tail) * rankError
  }
}
