internal import Foundation

/// What rows drawn by class stand for in the population.
///
/// With `n₁` positive and `n₀` negative rows drawn from the laws `f₁` and `f₀`, and a row's
/// log-likelihood ratio `s = ln f₁(x) − ln f₀(x)`, let `r = σ(s + ln (n₁/n₀))`. The row stands for the
/// share `r / n₁` of the positive law and for the share `(1 − r) / n₀` of the negative one, whichever
/// class it was drawn from: both kinds of rows tell of both laws, and no weight exceeds `1 / n`.
///
/// Source: E. Veach, L. J. Guibas, *Optimally combining sampling techniques for Monte Carlo
/// rendering*, SIGGRAPH 1995 (balance heuristic).
public struct CaseControlWeights: Equatable, Sendable {
  /// Share of the positive law that each row stands for; they sum to 1.
  public let positive: [Double]
  /// Share of the negative law that each row stands for; they sum to 1.
  public let negative: [Double]

  /// The balance heuristic's weights.
  ///
  /// - Parameters:
  ///   - ratios: log-likelihood ratio of each row, natural logarithm, not NaN.
  ///   - positives: number of the rows that were drawn as positives.
  /// - Throws: ``EvaluationError/noRows`` without rows of either class, and
  ///   ``EvaluationError/notFinite(what:row:value:)`` for a ratio that is NaN.
  public init(logLikelihoodRatios ratios: [Double], positives: Int) throws(EvaluationError) {
    let negatives = ratios.count - positives
    guard positives > 0, negatives > 0 else { throw .noRows }
    if let row = ratios.firstIndex(where: \.isNaN) {
      throw .notFinite(what: "log-likelihood ratio", row: row, value: ratios[row])
    }
    let balance = log(Double(positives) / Double(negatives))
    self.init(
      unscaledPositive: ratios.map { Sigmoid.probability($0 + balance) },
      negative: ratios.map { Sigmoid.probability(-$0 - balance) })
  }

  /// Weights by label alone: each row stands for the class it was drawn from, for comparison.
  ///
  /// - Throws: ``EvaluationError``.
  public init(labels: [UInt8]) throws(EvaluationError) {
    try Validation.labels(labels.span)
    let positives = labels.reduce(0) { $0 + Int($1) }
    guard positives > 0, positives < labels.count else { throw .noRows }
    self.init(
      unscaledPositive: labels.map { Double($0) }, negative: labels.map { 1 - Double($0) })
  }

  /// The sums are 1 up to noise; dividing by them takes a part of that noise away.
  private init(unscaledPositive positive: [Double], negative: [Double]) {
    func normalized(_ weights: [Double]) -> [Double] {
      var sum = CompensatedSum()
      for weight in weights { sum.add(weight) }
      let factor = 1 / sum.value
      return weights.map { $0 * factor }
    }
    self.positive = normalized(positive)
    self.negative = normalized(negative)
  }
}
