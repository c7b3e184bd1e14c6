internal import Evaluation
internal import Results

/// What one loss saves at each ratio of the cost of a miss to that of a false alarm.
struct LossCosts: Sendable {
  /// How thresholds come about.
  enum Choice: CaseIterable, Sendable {
    /// Cheapest on validation.
    case chosen
    /// Cheapest on test, in hindsight.
    case best
    /// 1 / (1 + ratio) on the raw probability.
    case trusting

    fileprivate func errors(of curve: CostCurve) -> CostCurve.Errors? {
      switch self {
      case .chosen: curve.chosen
      case .best: curve.best
      case .trusting: curve.trusting
      }
    }
  }

  /// The ratios of all curves; rises.
  let ratios: [Double]
  private let curves: [(replicate: Int, curve: CostCurve)]
  private let oracles: [(replicate: Int, curve: CostCurve)]

  /// The costs of a loss; nothing where no trial has a curve.
  init?(_ learner: LearnerResults) {
    let found = learner.scored.compactMap { replicate, scores in
      scores.costCurve.map { (replicate, $0) }
    }
    guard let ratios = found.first?.1.ratios else { return nil }
    self.ratios = ratios
    // Another version may have had other ratios.
    curves = found.filter { $0.1.ratios == ratios }
    oracles = learner.scored.compactMap { replicate, scores in
      scores.oracleCostCurve.map { (replicate, $0) }
    }.filter { $0.1.ratios == ratios }
  }

  /// Number of trials with a curve.
  var count: Int { curves.count }

  /// The savings of one choice by replicate; replicates that lack a class are absent.
  func savings(_ choice: Choice, at ratio: Double) -> [Int: Double] {
    Self.savings(curves, choice, at: ratio)
  }

  /// The savings of the true posterior by replicate, its thresholds being 1 / (1 + ratio).
  func perfectSavings(at ratio: Double) -> [Int: Double] {
    Self.savings(oracles, .trusting, at: ratio)
  }

  private static func savings(
    _ curves: [(replicate: Int, curve: CostCurve)], _ choice: Choice, at ratio: Double
  ) -> [Int: Double] {
    var values: [Int: Double] = [:]
    for (replicate, curve) in curves {
      guard let index = curve.ratios.firstIndex(of: ratio), let errors = choice.errors(of: curve)
      else { continue }
      values[replicate] = CostCurve.savings(
        errors.cost(at: index, ratio: ratio), ratio: ratio, positives: curve.positives,
        negatives: curve.negatives)
    }
    return values
  }
}

extension Collection where Element == Double {
  /// The arithmetic mean; nothing without values.
  var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }
}
