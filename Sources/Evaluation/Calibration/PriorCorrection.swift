internal import Foundation

/// Correction of the prior: the odds of every row times one factor, the logit plus a shift.
///
/// Right where the share of positives that a model assumes is wrong and nothing else, as after
/// training on classes that were weighted or resampled.
///
/// Source: G. King, L. Zeng, *Logistic regression in rare events data*, Political Analysis 9 (2001);
/// M. Saerens, P. Latinne, C. Decaestecker, *Adjusting the outputs of a classifier to new a priori
/// probabilities*, Neural Computation 14 (2002).
public struct PriorCorrection: Equatable, Sendable {
  /// What is added to the logit.
  public let shift: Double

  var line: LogisticLine { LogisticLine(slope: 1, intercept: shift) }

  /// The correction from one known share of positives to another.
  ///
  /// - Parameters:
  ///   - assumed: share of positives that the model was trained under, in (0, 1).
  ///   - actual: share of positives there is, in (0, 1).
  public init(from assumed: Double, to actual: Double) {
    precondition(assumed > 0 && assumed < 1, "both classes must be there")
    precondition(actual > 0 && actual < 1, "both classes must be there")
    shift = log(actual / (1 - actual)) - log(assumed / (1 - assumed))
  }

  /// Fits the shift by maximum likelihood: the probabilities of the validation rows then add up to
  /// the number of positives.
  ///
  /// - Parameters:
  ///   - logits: logits of validation rows, finite.
  ///   - labels: one a row, 0 or 1.
  ///   - weights: one a row, above 0; `nil` for rows that count once.
  /// - Throws: ``EvaluationError``, notably ``EvaluationError/oneClass`` without both classes.
  public init(
    logits: [Double], labels: [UInt8], weights: [Double]? = nil
  ) throws(EvaluationError) {
    try Validation.calibrationRows(logits, labels: labels, weights: weights)
    guard
      let problem = LogisticProblem(logits, labels: labels, weights: weights),
      let fitted = PriorCorrection(problem)
    else { throw .oneClass }
    self = fitted
  }

  init?(_ problem: LogisticProblem) {
    guard let shift = problem.intercept(.labels, slope: 1) else { return nil }
    self.shift = shift
  }

  /// The corrected probability of a logit.
  public func probability(_ logit: Double) -> Double { Sigmoid.probability(line.logit(logit)) }
}
