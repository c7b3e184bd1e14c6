/// Squared hinge on each pair of a positive and a negative: a surrogate of the area under the ROC
/// curve.
///
///     mean over pairs of max(0, m - (z₊ - z₋))²
///
/// Value and derivatives are exact, and cost no more than sorting the smaller class. Gao and Zhou,
/// *On the consistency of AUC pairwise optimization*, 2015.
public struct PairwiseSquaredHinge: BatchLoss {
  /// The name in suite files.
  public static let name = "auc-squared-hinge"
  /// The name inside a sentence.
  public static let title = "pairwise squared hinge"
  /// The formula in plain text.
  public static let formula = "mean over pairs of max(0, m − (z₊ − z₋))²"
  /// Where it comes from.
  public static let reference =
    "Gao and Zhou, On the consistency of AUC pairwise optimization, 2015"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: false, isPointwise: false,
    batches: .stratified(positives: 16))
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["margin": 1], ["margin": 0.3], ["margin": 3],
  ]

  /// By how much a positive must lie above a negative for the pair to cost nothing.
  public var margin = 1.0

  /// Up to so many of the smaller class, by measurement, sorting the larger one does not pay.
  private static let fewAnchors = 8192

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("margin", margin, "above 0 and at most 100") { $0 > 0 && $0 <= 100 }
  }

  /// The mean over pairs.
  public func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    let positives = batch.positives.count
    let pairs = Double(positives) * Double(batch.count - positives)
    // The smaller class is sorted. Seen from the negatives, signs are the other way round.
    let anchorsArePositive = 2 * positives <= batch.count
    let sign = anchorsArePositive ? 1.0 : -1
    let anchors = min(positives, batch.count - positives)
    let isAscending = anchors > Self.fewAnchors
    if isAscending { evaluation.sortRows(of: batch) }
    let count = batch.count
    // Rows as they come, or sorted; ascending also where the sign is turned.
    @inline(__always)
    func place(_ index: Int) -> BatchEvaluation.SortedRow {
      guard isAscending else {
        return BatchEvaluation.SortedRow(
          row: index, isPositive: batch.labels[index] > 0.5,
          logit: sign * evaluation.logits[index])
      }
      var place = evaluation.sortedRow(anchorsArePositive ? index : count - 1 - index)
      place.logit *= sign
      return place
    }
    evaluation.spare.removeAll(keepingCapacity: true)
    for index in 0..<count {
      let place = place(index)
      if place.isPositive == anchorsArePositive { evaluation.spare.append(place.logit) }
    }
    var sweep = HingeSweep(anchors: &evaluation.spare, margin: margin, isAscending: isAscending)
    let slope = 2 * sign / pairs
    let bend = 2 / pairs
    var value = 0.0
    for index in 0..<count {
      let place = place(index)
      guard place.isPositive != anchorsArePositive else { continue }
      let met = sweep.meet(place.logit, in: &evaluation.spare)
      value += met.squares
      evaluation.gradient[place.row] = slope * met.pairs.sum
      if evaluation.wantsCurvature { evaluation.curvature[place.row] = bend * met.pairs.count }
    }
    sweep.finish(in: &evaluation.spare)
    for index in 0..<count {
      let place = place(index)
      guard place.isPositive == anchorsArePositive else { continue }
      let met = sweep.pairs(ofAnchor: place.logit, in: evaluation.spare)
      evaluation.gradient[place.row] = -slope * met.sum
      if evaluation.wantsCurvature { evaluation.curvature[place.row] = bend * met.count }
    }
    return value / pairs
  }
}
