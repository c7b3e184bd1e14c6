/// One point of a precision–recall curve.
public struct PrecisionRecallPoint: Equatable, Sendable {
  /// Share of the positives that are flagged, 0…1.
  public var recall: Double
  /// Share of the flagged rows that are positive, 0…1.
  public var precision: Double

  /// A point at a recall and a precision.
  public init(recall: Double, precision: Double) {
    self.recall = recall
    self.precision = precision
  }
}

/// Precision–recall curves, from the highest score down.
public enum PrecisionRecallCurve {
  /// The point of every distinct score, highest first; empty without positives.
  ///
  /// The last point has recall 1 and the prevalence as precision. scikit-learn's curve runs the
  /// other way and ends with an added point (0, 1).
  ///
  /// - Throws: ``EvaluationError`` as ``RankedScores/init(scores:labels:)-([Float],_)``.
  public static func exact(
    scores: [Float], labels: [UInt8]
  ) throws(EvaluationError) -> [PrecisionRecallPoint] {
    var scratch = RankingScratch()
    return try scratch.exactPrecisionRecallCurve(scores.span, labels: labels.span)
  }
}

extension RankedScores {
  /// The corners of the exact precision–recall curve, from the highest score down.
  ///
  /// Between two positives' scores recall stands still and precision falls, so that the curve
  /// through the corners covers the exact curve completely. Empty without positives.
  public var precisionRecallCorners: [PrecisionRecallPoint] {
    var corners: [PrecisionRecallPoint] = []
    corners.reserveCapacity(2 * groups.count + 1)
    var falsePositives = 0
    for group in groups {
      if group.negativesAbove > falsePositives {
        corners.append(
          point(truePositives: group.positivesAbove, falsePositives: group.negativesAbove))
      }
      corners.append(
        point(truePositives: group.truePositives, falsePositives: group.falsePositives))
      falsePositives = group.falsePositives
    }
    if positiveCount > 0, falsePositives < negativeCount {
      corners.append(point(truePositives: positiveCount, falsePositives: negativeCount))
    }
    return corners
  }

  /// The precision–recall curve with at most `limit` points that keep its shape.
  ///
  /// Starts from the first and last corner and adds the corner farthest from the drawn line until
  /// the limit is reached or nothing is missing (Douglas and Peucker's rule, best first).
  /// Deterministic: of equally far corners the first is taken.
  ///
  /// - Precondition: `limit >= 2`.
  public func precisionRecallCurve(limit: Int = 200) -> [PrecisionRecallPoint] {
    precondition(limit >= 2, "a curve has two ends")
    return PolylineThinning.thin(precisionRecallCorners, to: limit)
  }

  private func point(truePositives: Int, falsePositives: Int) -> PrecisionRecallPoint {
    PrecisionRecallPoint(
      recall: Double(truePositives) / Double(positiveCount),
      precision: Double(truePositives) / Double(truePositives + falsePositives))
  }
}

extension RankingScratch {
  mutating func exactPrecisionRecallCurve(
    _ scores: Span<Float>, labels: Span<UInt8>
  ) throws(EvaluationError) -> [PrecisionRecallPoint] {
    try update(scores, labels: labels, method: .bySorting)
    let positives = singleKeys.positives
    let negatives = singleKeys.negatives
    guard !positives.isEmpty else { return [] }
    var points: [PrecisionRecallPoint] = []
    var found = 0
    var alarms = 0
    while found < positives.count || alarms < negatives.count {
      let key = min(
        found < positives.count ? positives[found] : .max,
        alarms < negatives.count ? negatives[alarms] : .max)
      while found < positives.count, positives[found] == key { found += 1 }
      while alarms < negatives.count, negatives[alarms] == key { alarms += 1 }
      points.append(
        PrecisionRecallPoint(
          recall: Double(found) / Double(positives.count),
          precision: Double(found) / Double(found + alarms)))
    }
    return points
  }
}
