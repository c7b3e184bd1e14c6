/// A threshold, and what a metric is worth there.
public struct BestThreshold: Equatable, Sendable {
  /// Rows that score this or more are flagged.
  public var threshold: Double
  /// The metric at the threshold, on the rows it was chosen on.
  public var value: Double
}

extension RankedScores {
  /// The counts when all rows that score as high as a group are flagged.
  func confusion(at group: Group) -> Confusion {
    Confusion(
      truePositives: group.truePositives, falsePositives: group.falsePositives,
      trueNegatives: negativeCount - group.falsePositives,
      falseNegatives: positiveCount - group.truePositives)
  }

  /// The threshold, among all distinct scores, with the highest F1.
  ///
  /// Of several equally good thresholds the highest is taken: it raises the fewest alarms.
  /// `nil` without positives.
  public var bestF1: BestThreshold? { best(\.f1) }

  /// The threshold, among all distinct scores, with the highest Matthews correlation.
  ///
  /// Of several equally good thresholds the highest is taken: it raises the fewest alarms.
  /// `nil` without positives or without negatives.
  public var bestMatthewsCorrelation: BestThreshold? { best(\.matthewsCorrelation) }

  // Scores that only negatives have cannot win. With the true positives fixed, F1 falls with every
  // false positive; so does Matthews' coefficient, whose slope in the number of flagged rows m has
  // the sign of −(P m + T S − 2 T m) = −(m (P − T) + T (S − m)) ≤ 0 for P positives, T of them
  // found, among S rows.
  private func best(_ metric: (Confusion) -> Double?) -> BestThreshold? {
    var best: BestThreshold?
    for group in groups {
      guard let value = metric(confusion(at: group)) else { continue }
      if value > best?.value ?? -.infinity {
        best = BestThreshold(threshold: group.score, value: value)
      }
    }
    return best
  }
}
