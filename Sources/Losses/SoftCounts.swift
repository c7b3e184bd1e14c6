public import DualNumbers

/// The confusion matrix of a batch with probabilities in place of decisions.
///
/// A row counts as an alarm to the extent of its probability `p`.
@frozen public struct SoftCounts<N: LossNumber> {
  /// The number of positives, n₊.
  public var positives: Double
  /// The number of negatives, n₋.
  public var negatives: Double
  /// `Σ p` over positives.
  public var truePositives: N
  /// `Σ (1 - p)` over positives. Its own sum: as a difference it would lose all digits of a model
  /// that finds every positive.
  public var falseNegatives: N
  /// `Σ (1 - p)²` over positives.
  public var missedSquares: N
  /// `Σ p` over negatives.
  public var falsePositives: N
  /// `Σ p²` over negatives.
  public var alarmSquares: N

  /// These counts.
  public init(
    positives: Double, negatives: Double, truePositives: N, missedSquares: N, falsePositives: N,
    alarmSquares: N
  ) {
    self.positives = positives
    self.negatives = negatives
    self.truePositives = truePositives
    falseNegatives = N(positives) - truePositives
    self.missedSquares = missedSquares
    self.falsePositives = falsePositives
    self.alarmSquares = alarmSquares
  }

  /// `Σ (1 - p)` over negatives.
  public var trueNegatives: N { N(negatives) - falsePositives }

  /// `Σ p²` over positives.
  public var truePositiveSquares: N {
    truePositives.scaled(by: 2) + missedSquares - N(positives)
  }
}

extension SoftCounts<Double> {
  /// The counts of a batch in which every row has the same probability.
  init(constant p: Double, positives: Double, negatives: Double) {
    self.init(
      positives: positives, negatives: negatives, truePositives: positives * p,
      missedSquares: positives * (1 - p) * (1 - p), falsePositives: negatives * p,
      alarmSquares: negatives * p * p)
    falseNegatives = positives * (1 - p)
  }

  /// The counts as they move when each is changed in proportion to `direction`.
  private func moving(_ direction: SoftCounts) -> SoftCounts<Jet<Double>> {
    var counts = SoftCounts<Jet<Double>>(
      positives: positives, negatives: negatives,
      truePositives: Jet(truePositives, direction.truePositives, 0),
      missedSquares: Jet(missedSquares, direction.missedSquares, 0),
      falsePositives: Jet(falsePositives, direction.falsePositives, 0),
      alarmSquares: Jet(alarmSquares, direction.alarmSquares, 0))
    counts.falseNegatives = Jet(falseNegatives, -direction.truePositives, 0)
    return counts
  }

  /// Value and derivatives of a formula of the counts.
  func derivatives(of formula: (SoftCounts<Jet<Double>>) -> Jet<Double>) -> SoftCountDerivatives {
    func along(
      _ truePositives: Double, _ missedSquares: Double, _ falsePositives: Double,
      _ alarmSquares: Double
    ) -> Jet<Double> {
      formula(
        moving(
          SoftCounts(
            positives: 0, negatives: 0, truePositives: truePositives,
            missedSquares: missedSquares, falsePositives: falsePositives,
            alarmSquares: alarmSquares)))
    }
    func pair(_ a: Jet<Double>, _ b: Jet<Double>, _ both: Jet<Double>)
      -> SoftCountDerivatives.OfClass
    {
      // The mixed derivative by polarisation.
      SoftCountDerivatives.OfClass(
        linear: a.first, square: b.first, linearTwice: a.second, squareTwice: b.second,
        mixed: (both.second - a.second - b.second) / 2)
    }
    let hit = along(1, 0, 0, 0)
    return SoftCountDerivatives(
      value: hit.value,
      positives: pair(hit, along(0, 1, 0, 0), along(1, 1, 0, 0)),
      negatives: pair(along(0, 0, 1, 0), along(0, 0, 0, 1), along(0, 0, 1, 1)))
  }
}

/// The value of a formula of soft counts and its derivatives by the counts.
struct SoftCountDerivatives {
  /// The derivatives by the counts that rows of one class enter.
  struct OfClass {
    /// By `Σ p`.
    var linear: Double
    /// By the sum of squares: `Σ (1 - p)²` of positives, `Σ p²` of negatives.
    var square: Double
    /// The second derivative by `Σ p`.
    var linearTwice: Double
    /// The second derivative by the sum of squares.
    var squareTwice: Double
    /// The mixed one.
    var mixed: Double
  }

  var value: Double
  var positives: OfClass
  var negatives: OfClass

  /// The derivatives by the logit of one row.
  func row(logit: Double, isPositive: Bool) -> (first: Double, second: Double) {
    // A positive's square falls as its probability rises: written on the complement.
    let l = Double.logistic(logit)
    let (p, q) = (l.sigmoid, l.complement)
    let slope = p * q
    let bend = slope * (q - p)
    let own = isPositive ? positives : negatives
    let squareSlope = isPositive ? -2 * q * slope : 2 * p * slope
    let squareBend = 2 * slope * (isPositive ? q * (2 * p - q) : p * (2 * q - p))
    return (
      own.linear * slope + own.square * squareSlope,
      own.linear * bend + own.square * squareBend + own.linearTwice * slope * slope
        + 2 * own.mixed * slope * squareSlope + own.squareTwice * squareSlope * squareSlope
    )
  }
}
