/// Slope and intercept of calibration: the line in the logit that the labels ask for.
///
/// Source: D. R. Cox, *Two further applications of a model for binary regression*, Biometrika 45
/// (1958); B. Van Calster et al., *Calibration: the Achilles heel of predictive analytics*, BMC
/// Medicine 17 (2019).
public struct CalibrationLine: Equatable, Sendable {
  /// The slope of the logistic regression of the label on the logit: 1 at best, below 1 for
  /// probabilities that are too extreme. `nil` where the logit separates the classes or is constant.
  public var slope: Double?
  /// What must be added to the logit, its slope kept at 1, for the probabilities to add up to the
  /// positives: 0 at best, below 0 for probabilities that are too high.
  public var intercept: Double?

  /// Fits both.
  ///
  /// - Parameters:
  ///   - logits: one a row, finite.
  ///   - labels: one a row, 0 or 1.
  ///   - weights: one a row, above 0; `nil` for rows that count once.
  /// - Throws: ``EvaluationError``.
  public init(
    logits: [Double], labels: [UInt8], weights: [Double]? = nil
  ) throws(EvaluationError) {
    try Validation.calibrationRows(logits, labels: labels, weights: weights)
    self.init(LogisticProblem(logits, labels: labels, weights: weights))
  }

  /// Both are absent without both classes.
  init(_ problem: LogisticProblem?) {
    intercept = problem?.intercept(.labels, slope: 1)
    let line = problem?.line(.labels)
    slope = line?.slope == 0 ? nil : line?.slope
  }
}
