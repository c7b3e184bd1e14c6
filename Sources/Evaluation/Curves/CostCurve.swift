/// The errors that thresholds make on test at each ratio of the cost of a miss to the cost of a
/// false alarm.
///
/// A missed positive costs as much as `ratio` false alarms. For every ratio there is a cheapest
/// threshold, so that a model has a curve of costs instead of one operating point. Counts of errors
/// are kept, from which any normalisation follows; ``savings(_:ratio:positives:negatives:)`` is the
/// one of the report.
///
/// Sources: C. Drummond, R. C. Holte, *Cost curves: an improved method for visualizing classifier
/// performance*, Machine Learning 65 (2006); J. Hernández-Orallo, P. Flach, C. Ferri, *A unified
/// view of performance metrics*, JMLR 13 (2012), for the three ways to choose a threshold.
public struct CostCurve: Codable, Equatable, Sendable {
  /// What goes wrong at each ratio.
  public struct Errors: Codable, Equatable, Sendable {
    /// Positives that are not flagged, one number a ratio.
    public var missed: [Int]
    /// Negatives that are flagged, one number a ratio.
    public var alarms: [Int]

    /// Errors at each ratio.
    public init(missed: [Int], alarms: [Int]) {
      self.missed = missed
      self.alarms = alarms
    }

    /// What the errors cost at a ratio, in false alarms.
    ///
    /// - Parameters:
    ///   - index: place of the ratio in the curve.
    ///   - ratio: how many false alarms cost as much as a miss.
    /// - Returns: `ratio` · missed + alarms.
    public func cost(at index: Int, ratio: Double) -> Double {
      ratio * Double(missed[index]) + Double(alarms[index])
    }
  }

  /// The ratios of every evaluation: 1, 1.25, 1.6, … 10,000, ten preferred numbers (R10 of ISO 3) a
  /// decade.
  public static let standardRatios: [Double] =
    [1, 10, 100, 1_000].flatMap { decade in
      [100, 125, 160, 200, 250, 315, 400, 500, 630, 800].map { $0 * decade / 100 }
    } + [10_000]

  /// How many false alarms cost as much as a miss; rises.
  public var ratios: [Double]
  /// Rows with label 1 on test.
  public var positives: Int
  /// Rows with label 0 on test.
  public var negatives: Int
  /// With the threshold that is cheapest on validation; `nil` where validation lacks a class.
  public var chosen: Errors?
  /// With the threshold that is cheapest on test, in hindsight: the lower envelope.
  public var best: Errors
  /// With the threshold 1 / (1 + ratio) on the probability, which is right for calibrated ones.
  public var trusting: Errors

  /// A curve.
  ///
  /// - Parameters:
  ///   - ratios: how many false alarms cost as much as a miss; rising.
  ///   - positives: rows with label 1 on test.
  ///   - negatives: rows with label 0 on test.
  ///   - chosen: errors with thresholds of validation.
  ///   - best: errors with thresholds of test.
  ///   - trusting: errors with the threshold 1 / (1 + ratio) on the probability.
  public init(
    ratios: [Double], positives: Int, negatives: Int, chosen: Errors?, best: Errors,
    trusting: Errors
  ) {
    self.ratios = ratios
    self.positives = positives
    self.negatives = negatives
    self.chosen = chosen
    self.best = best
    self.trusting = trusting
  }

  /// What is saved against the cheaper of flagging no row and flagging all.
  ///
  /// - Parameters:
  ///   - cost: what the errors cost, in false alarms.
  ///   - ratio: how many false alarms cost as much as a miss.
  ///   - positives: rows with label 1.
  ///   - negatives: rows with label 0.
  /// - Returns: 1 − cost / min(`ratio` · positives, negatives): 1 without errors, 0 for a model that
  ///   is worth no more than either, less for one that costs more; `nil` without both classes.
  public static func savings(
    _ cost: Double, ratio: Double, positives: Int, negatives: Int
  ) -> Double? {
    let least = min(ratio * Double(positives), Double(negatives))
    return least > 0 ? 1 - cost / least : nil
  }

  /// The savings at each ratio; see ``savings(_:ratio:positives:negatives:)``.
  ///
  /// - Parameter errors: errors of this curve.
  /// - Returns: one number a ratio; `nil` without both classes.
  public func savings(_ errors: Errors) -> [Double]? {
    guard positives > 0, negatives > 0 else { return nil }
    return ratios.indices.compactMap { index in
      Self.savings(
        errors.cost(at: index, ratio: ratios[index]), ratio: ratios[index], positives: positives,
        negatives: negatives)
    }
  }
}
