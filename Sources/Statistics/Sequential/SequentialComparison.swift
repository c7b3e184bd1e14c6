/// A comparison of two learners that may be looked at after every replicate, and stopped at will.
///
/// The interval belongs to a confidence sequence: with the stated level it holds the true mean
/// difference at all times at once, so that peeking costs nothing more. It inverts a t test whose
/// Bayes factor, under a normal prior on the standardised effect and the right Haar prior on the
/// spread, is a test martingale. Exact for independent normal differences, whatever their variance.
/// Sources: Lai 1976; Hendriksen, de Heide and Grünwald 2021; Wang and Ramdas 2025.
public struct SequentialComparison: Equatable, Sendable {
  /// What was decided, and when.
  public struct Decision: Equatable, Sendable {
    /// The verdict; never undecided.
    public let verdict: Verdict
    /// Number of pairs after which it was reached.
    public let pairs: Int
  }

  /// Which direction of the metric is better.
  public let preference: Preference
  /// Half-width of the region of practical equivalence, in the metric's unit.
  public let practicalEquivalence: Double
  /// The chance of ever being wrong over all comparisons of the family.
  public let significance: Double
  /// Number of comparisons that share ``significance``, in equal parts (Bonferroni).
  public let comparisons: Int
  /// The prior variance of the standardised effect; 1 suits some 10 to 50 pairs.
  public let effectVariance: Double
  /// Number of pairs seen.
  public private(set) var pairs = 0
  /// Mean of first − second over the pairs seen; 0 before the first.
  public private(set) var meanDifference = 0.0
  /// The first decision; it stands, whatever comes after.
  public private(set) var decision: Decision?
  /// The smallest p value so far, valid at any time; for this comparison alone.
  public private(set) var p = 1.0

  private var squares = 0.0
  private var largest = 0.0

  /// A comparison that has seen nothing.
  ///
  /// - Parameters:
  ///   - preference: which direction of the metric is better.
  ///   - practicalEquivalence: mean differences up to this size count as practically none; ≥ 0.
  ///   - significance: the chance of ever being wrong in the family, 0 < significance < 1.
  ///   - comparisons: number of comparisons in the family, at least one.
  ///   - effectVariance: the prior variance of mean difference over spread, positive.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public init(
    preference: Preference = .higherIsBetter, practicalEquivalence: Double = 0,
    significance: Double = 0.05, comparisons: Int = 1, effectVariance: Double = 1
  ) throws(StatisticsError) {
    try PracticalProbabilities.requireRegion(practicalEquivalence)
    try StatisticsError.requireOpenUnit(significance, "significance level")
    guard comparisons >= 1 else {
      throw .outOfRange(
        setting: "number of comparisons", value: "\(comparisons)",
        valid: "a whole number of at least 1")
    }
    guard effectVariance > 0, effectVariance.isFinite else {
      throw .outOfRange(
        setting: "prior variance of the effect", value: "\(effectVariance)",
        valid: "a positive finite number")
    }
    self.preference = preference
    self.practicalEquivalence = practicalEquivalence
    self.significance = significance
    self.comparisons = comparisons
    self.effectVariance = effectVariance
  }

  /// Adds one replicate's values.
  ///
  /// - Parameters:
  ///   - first: the value of the learner under test.
  ///   - second: the reference's value on the same replicate.
  /// - Throws: ``StatisticsError/notFinite(what:index:value:)``, the pair's number as index.
  public mutating func add(_ first: Double, _ second: Double) throws(StatisticsError) {
    for (value, what) in [(first, "first sample's value"), (second, "second sample's value")] {
      guard value.isFinite else {
        throw .notFinite(what: what, index: pairs, value: "\(value)")
      }
    }
    largest = max(largest, first.magnitude, second.magnitude)
    pairs += 1
    // Welford 1962: no difference of large sums.
    let difference = first - second
    let before = difference - meanDifference
    meanDifference += before / Double(pairs)
    squares += before * (difference - meanDifference)
    p = min(p, 1 / max(evidence(against: 0), 1))
    if decision == nil, let verdict = currentVerdict {
      decision = Decision(verdict: verdict, pairs: pairs)
    }
  }

  /// Standard deviation of the differences seen, divisor n − 1; absent below two.
  public var standardDeviation: Double? {
    pairs > 1 ? (max(0, squares) / Double(pairs - 1)).squareRoot() : nil
  }

  /// The level at which this comparison's intervals cover at all times at once.
  public var level: Double { 1 - significance / Double(comparisons) }

  /// The confidence sequence now; `nil` while so few pairs can exclude no difference.
  public var interval: ConfidenceInterval? {
    guard let half = halfWidth else { return nil }
    return ConfidenceInterval(
      lower: meanDifference - half, upper: meanDifference + half, level: level)
  }

  /// What may be said: the first decision, or undecided.
  public var verdict: Verdict { decision?.verdict ?? .undecided }
}

extension SequentialComparison {
  /// Whether the differences vary by more than rounding.
  private var varies: Bool {
    guard let standardDeviation else { return false }
    return standardDeviation > 4 * .ulpOfOne * largest
  }

  /// How many times more probable the data are under the prior than under a mean difference.
  ///
  /// (1 + ng)^(−1/2) ((1 + t²/ν) / (1 + t²/(ν(1 + ng))))^(n/2), a martingale under that mean. For
  /// differences that all agree, a bet on their common sign: 2^(n−1), or 1 when they are the mean.
  func evidence(against mean: Double) -> Double {
    guard pairs > 1 else { return 1 }
    let distance = meanDifference - mean
    guard varies else {
      return distance.magnitude > 4 * .ulpOfOne * largest
        ? Double(sign: .plus, exponent: pairs - 1, significand: 1) : 1
    }
    let n = Double(pairs)
    let ratio = n * distance * distance / squares
    let spread = 1 + n * effectVariance
    let log =
      n / 2 * (Double.logarithmOf1(plus: ratio) - Double.logarithmOf1(plus: ratio / spread))
      - Double.logarithm(spread) / 2
    return Double.exponential(log)
  }

  /// Where the evidence reaches 1/α: t²/ν = (K − 1)/(1 − K/(1 + ng)), K = (√(1 + ng)/α)^(2/n).
  private var halfWidth: Double? {
    guard pairs > 1 else { return nil }
    let share = significance / Double(comparisons)
    guard varies else {
      return Double(sign: .plus, exponent: 1 - pairs, significand: 1) <= share ? 0 : nil
    }
    let n = Double(pairs)
    let spread = 1 + n * effectVariance
    let bound = Double.exponential(
      2 / n * (Double.logarithm(spread) / 2 - Double.logarithm(share)))
    guard bound < spread else { return nil }
    return ((bound - 1) / (1 - bound / spread) * squares / n).squareRoot()
  }

  /// By the rules of ``PairedComparison/verdict(adjustedP:)``, on the confidence sequence.
  private var currentVerdict: Verdict? {
    guard let interval else { return nil }
    if interval.lower >= -practicalEquivalence, interval.upper <= practicalEquivalence {
      return .practicallyEqual
    }
    guard !interval.contains(0), meanDifference.magnitude > practicalEquivalence else { return nil }
    return (meanDifference > 0) == (preference == .higherIsBetter) ? .better : .worse
  }
}
