/// Calibration by a straight line in the logit, fitted on validation: σ(slope · z + intercept).
///
/// Fitted by maximum likelihood with Platt's targets, (n₊ + 1)/(n₊ + 2) for positives and
/// 1/(n₋ + 2) for negatives: a line exists even where the score separates the classes.
///
/// Source: J. Platt, *Probabilistic outputs for support vector machines and comparisons to regularized
/// likelihood methods*, Advances in Large Margin Classifiers, 1999; H.-T. Lin, C.-J. Lin, R. C. Weng,
/// *A note on Platt's probabilistic outputs for support vector machines*, Machine Learning 68 (2007).
public struct PlattCalibration: Equatable, Sendable {
  /// Factor of the logit.
  public let slope: Double
  /// What is added.
  public let intercept: Double

  var line: LogisticLine { LogisticLine(slope: slope, intercept: intercept) }

  /// Fits the line.
  ///
  /// - Parameters:
  ///   - scores: logits, or any other scores, of validation rows, finite.
  ///   - labels: one a row, 0 or 1.
  ///   - weights: one a row, above 0; `nil` for rows that count once.
  /// - Throws: ``EvaluationError``, notably ``EvaluationError/oneClass`` without both classes.
  public init(
    scores: [Double], labels: [UInt8], weights: [Double]? = nil
  ) throws(EvaluationError) {
    try Validation.calibrationRows(scores, labels: labels, weights: weights)
    guard
      let problem = LogisticProblem(scores, labels: labels, weights: weights),
      let fitted = PlattCalibration(problem)
    else { throw .oneClass }
    self = fitted
  }

  init?(_ problem: LogisticProblem) {
    let (positives, negatives) = problem.classWeights
    guard let line = problem.line(.platt(positives: positives, negatives: negatives)) else {
      return nil
    }
    slope = line.slope
    intercept = line.intercept
  }

  /// The calibrated probability of a score.
  public func probability(_ score: Double) -> Double { Sigmoid.probability(line.logit(score)) }
}
