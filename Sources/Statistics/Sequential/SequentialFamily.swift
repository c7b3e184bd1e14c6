/// Several learners compared with one reference, replicate after replicate, until each comparison
/// is decided.
///
/// With the stated chance at most is any interval ever wrong, whenever the run is stopped and
/// whatever made it stop. See ``SequentialComparison``.
public struct SequentialFamily: Equatable, Sendable {
  /// The comparisons, one a learner.
  public private(set) var comparisons: [SequentialComparison]

  /// A family that has seen nothing.
  ///
  /// - Parameters:
  ///   - learners: number of learners that are compared with the reference, at least one.
  ///   - preference: which direction of the metric is better.
  ///   - practicalEquivalence: mean differences up to this size count as practically none; ≥ 0.
  ///   - significance: the chance of ever being wrong in the family, 0 < significance < 1.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public init(
    learners: Int, preference: Preference = .higherIsBetter, practicalEquivalence: Double = 0,
    significance: Double = 0.05
  ) throws(StatisticsError) {
    comparisons = Array(
      repeating: try SequentialComparison(
        preference: preference, practicalEquivalence: practicalEquivalence,
        significance: significance, comparisons: learners),
      count: max(learners, 1))
  }

  /// Adds a replicate.
  ///
  /// - Parameters:
  ///   - values: each learner's value; `nil` for one that failed, which is left out.
  ///   - reference: the reference's value; nothing is added without one.
  /// - Throws: ``StatisticsError``: a count that does not match, a value that is not finite.
  public mutating func add(_ values: [Double?], reference: Double?) throws(StatisticsError) {
    guard values.count == comparisons.count else {
      throw .unequalCounts(first: comparisons.count, second: values.count)
    }
    guard let reference else { return }
    for (index, value) in values.enumerated() {
      if let value { try comparisons[index].add(value, reference) }
    }
  }

  /// Places of the comparisons that are still undecided.
  public var undecided: [Int] { comparisons.indices.filter { comparisons[$0].decision == nil } }

  /// Whether every comparison is decided.
  public var isDecided: Bool { undecided.isEmpty }
}
