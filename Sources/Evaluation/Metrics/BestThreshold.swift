/// A threshold, and what a metric is worth there.
public struct BestThreshold: Equatable, Sendable {
  /// Rows that score this or more are flagged.
  public var threshold: Double
  /// The metric at the threshold, on the rows it was chosen on.
  public var value: Double
}

extension ScoreRanking {
  /// The threshold, among all distinct scores, with the highest F1.
  ///
  /// Of several equally good thresholds the highest is taken: it raises the fewest alarms.
  /// `nil` without positives.
  public var bestF1: BestThreshold? { best { $0.f1 } }

  /// The threshold, among all distinct scores, with the highest F-beta.
  ///
  /// - Parameter beta: how many times as much recall counts as precision, above 0.
  /// - Returns: of several equally good thresholds the highest; `nil` without positives.
  public func bestF(beta: Double) -> BestThreshold? { best { $0.f(beta: beta) } }

  /// The threshold, among all distinct scores, with the highest Matthews correlation.
  ///
  /// Of several equally good thresholds the highest is taken: it raises the fewest alarms.
  /// `nil` without positives or without negatives.
  public var bestMatthewsCorrelation: BestThreshold? { best { $0.matthewsCorrelation } }

  /// The threshold with the highest G-mean; see ``bestMatthewsCorrelation``.
  public var bestGMean: BestThreshold? { best { $0.gMean } }

  /// The threshold with the highest balanced accuracy; see ``bestMatthewsCorrelation``.
  public var bestBalancedAccuracy: BestThreshold? { best { $0.balancedAccuracy } }

  /// The threshold with the highest kappa; see ``bestMatthewsCorrelation``.
  public var bestCohenKappa: BestThreshold? { best { $0.cohenKappa } }

  // Scores that only negatives have cannot win. With the true positives fixed, F-beta, specificity
  // and all that is made of it fall with every false positive; so does kappa, and so does Matthews'
  // coefficient, whose slope in the number of flagged rows m has the sign of
  // −(P m + T S − 2 T m) = −(m (P − T) + T (S − m)) ≤ 0 for P positives, T of them found, among S
  // rows.
  func best(_ metric: (WeightedConfusion) -> Double?) -> BestThreshold? {
    var best: BestThreshold?
    for index in 0..<groupCount {
      let group = group(at: index)
      guard let value = metric(confusion(at: group)) else { continue }
      if value > best?.value ?? -.infinity {
        best = BestThreshold(threshold: group.score, value: value)
      }
    }
    return best
  }
}
