internal import DualNumbers
internal import Losses

/// Single rows that laws of sums over rows are tried on.
enum RowGrid {
  /// Logits from -20 to 20 whose irrational step keeps clear of kinks.
  static let smooth = Array(stride(from: -20.03, to: 20, by: 0.617))
  /// Both labels.
  static let labels = [0.0, 1.0]
  /// Posteriors from one in ten thousand to even odds.
  static let posteriors = [1e-4, 1e-3, 1e-2, 0.1, 0.5]
}

extension LawSubject {
  /// Amounts to try single rows with; one that is not used where the loss needs none.
  var rowAmounts: [Double] { properties.needsAmounts ? [37.25, 412.5] : [100] }

  /// The place of a single row.
  func rowPlace(
    _ what: String, _ z: Double, _ label: Double, amount: Double? = nil
  ) -> LawResult.Place {
    let worth = properties.needsAmounts ? amount.map { ", amount \($0)" } ?? "" : ""
    return LawResult.Place(what: what + worth, logit: z, label: label)
  }

  /// Mean loss and slope of rows at one logit, of which a share is positive.
  func risk(
    _ z: Double, posterior: Double, positiveAmount: Double = 100, negativeAmount: Double = 100
  ) -> Slope<Double> {
    let positive = row(z, 1, amount: positiveAmount)
    let negative = row(z, 0, amount: negativeAmount)
    return Slope(
      posterior * positive.value + (1 - posterior) * negative.value,
      posterior * positive.first + (1 - posterior) * negative.first)
  }
}

extension LawSubject {
  /// The best logit of rows of which a share is positive, each worth 100 where amounts count.
  ///
  /// - Parameter posterior: The share of positives, P(y=1|x).
  ///
  /// - Returns: nil when the minimum lies at infinity.
  ///
  /// - Precondition: the loss is a sum over rows.
  public func bestLogit(atPosterior posterior: Double) -> Double? {
    precondition(properties.isPointwise, "the loss is a sum over rows")
    return minimizingLogit { risk($0, posterior: posterior) }
  }

  /// The probability of a logit, `1 / (1 + e^-z)`.
  public static func probability(ofLogit z: Double) -> Double { .sigmoid(z) }
}
