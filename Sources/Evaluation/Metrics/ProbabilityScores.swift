internal import Foundation

/// How good probabilities are, judged by the labels and, where it is known, by the posterior.
public struct ProbabilityScores: Equatable, Sendable {
  /// Probabilities are kept this far from 0 and 1 before a logarithm is taken: 2⁻⁵².
  ///
  /// Logits need no clipping.
  public static let clipping = Double.ulpOfOne

  /// Mean of −y ln p − (1 − y) ln (1 − p), in nats.
  public var logLoss: Double
  /// 1 − log-loss / H(π), π being the share of positives in the rows evaluated: 0 for the constant
  /// π, 1 at best; `nil` when all labels are equal.
  public var logLossSkill: Double?
  /// Mean of (p − y)².
  ///
  /// Source: G. W. Brier, Monthly Weather Review 78 (1950).
  public var brier: Double
  /// 1 − Brier score / (π (1 − π)): 0 for the constant π, 1 at best; `nil` when all labels are
  /// equal.
  public var brierSkill: Double?
  /// Positives divided by the sum of the probabilities, 1 at best; `nil` when the sum is 0.
  public var observedExpectedRatio: Double?
  /// Mean Kullback–Leibler divergence KL(η‖p) in nats; `nil` when the posterior is unknown.
  public var logLossRegret: Double?
  /// Mean of (η − p)²; `nil` when the posterior is unknown.
  public var brierRegret: Double?

  /// Judges the sigmoids of logits; the log-loss is taken from the logits and never clipped.
  ///
  /// - Parameters:
  ///   - logits: one a row, finite.
  ///   - labels: one a row, 0 or 1.
  ///   - posterior: true P(y = 1 | x) of each row, where known.
  /// - Throws: ``EvaluationError``.
  public init(
    logits: [Float], labels: [UInt8], posterior: [Double]? = nil
  ) throws(EvaluationError) {
    try Validation.finite(logits.span, what: "logit")
    try Validation.rows(logits.count, labels: labels, posterior: posterior)
    let entropies = posterior.map { $0.map(Self.entropy) }
    var unused: [Double] = []
    self.init(
      checkedLogits: logits, labels: labels, posterior: posterior, entropies: entropies,
      probabilities: &unused)
  }

  /// Judges probabilities, kept ``clipping`` away from 0 and 1 where a logarithm is taken.
  ///
  /// - Parameters:
  ///   - probabilities: one a row, 0…1.
  ///   - labels: one a row, 0 or 1.
  ///   - posterior: true P(y = 1 | x) of each row, where known.
  /// - Throws: ``EvaluationError``.
  public init(
    probabilities: [Double], labels: [UInt8], posterior: [Double]? = nil
  ) throws(EvaluationError) {
    try Validation.probabilities(probabilities.span, what: "probability")
    try Validation.rows(probabilities.count, labels: labels, posterior: posterior)
    self.init(
      checkedProbabilities: probabilities, labels: labels, posterior: posterior,
      entropies: posterior.map { $0.map(Self.entropy) })
  }

  /// −q ln q − (1 − q) ln (1 − q), in nats.
  static func entropy(_ q: Double) -> Double {
    q > 0 && q < 1 ? -q * log(q) - (1 - q) * log1p(-q) : 0
  }
}

extension ProbabilityScores {
  /// What a row with this probability adds to the log-loss.
  static func logLoss(_ probability: Double, label: UInt8) -> Double {
    let clipped = min(max(probability, clipping), 1 - clipping)
    return label == 0 ? -log1p(-clipped) : -log(clipped)
  }

  /// Writes the probabilities out, for those who need them as well.
  init(
    checkedLogits logits: [Float], labels: [UInt8], posterior: [Double]?, entropies: [Double]?,
    probabilities: inout [Double]
  ) {
    probabilities.removeAll(keepingCapacity: true)
    probabilities.reserveCapacity(logits.count)
    var sums = Sums()
    if let posterior, let entropies {
      for row in logits.indices {
        let sigmoid = Sigmoid(Double(logits[row]))
        probabilities.append(sigmoid.probability)
        sums.add(
          probability: sigmoid.probability, label: labels[row],
          loss: sigmoid.crossEntropy(with: Double(labels[row])))
        sums.add(
          probability: sigmoid.probability, posterior: posterior[row],
          divergence: sigmoid.crossEntropy(with: posterior[row]) - entropies[row])
      }
    } else {
      for row in logits.indices {
        let sigmoid = Sigmoid(Double(logits[row]))
        probabilities.append(sigmoid.probability)
        sums.add(
          probability: sigmoid.probability, label: labels[row],
          loss: sigmoid.crossEntropy(with: Double(labels[row])))
      }
    }
    self.init(sums, rows: logits.count, hasPosterior: posterior != nil)
  }

  init(
    checkedProbabilities probabilities: [Double], labels: [UInt8], posterior: [Double]?,
    entropies: [Double]?
  ) {
    var sums = Sums()
    if let posterior, let entropies {
      for row in probabilities.indices {
        let probability = probabilities[row]
        let clipped = min(max(probability, Self.clipping), 1 - Self.clipping)
        let positive = -log(clipped)
        let negative = -log1p(-clipped)
        sums.add(
          probability: probability, label: labels[row],
          loss: labels[row] == 0 ? negative : positive)
        let posterior = posterior[row]
        sums.add(
          probability: probability, posterior: posterior,
          divergence: posterior * positive + (1 - posterior) * negative - entropies[row])
      }
    } else {
      for row in probabilities.indices {
        let probability = probabilities[row]
        let clipped = min(max(probability, Self.clipping), 1 - Self.clipping)
        sums.add(
          probability: probability, label: labels[row],
          loss: labels[row] == 0 ? -log1p(-clipped) : -log(clipped))
      }
    }
    self.init(sums, rows: probabilities.count, hasPosterior: posterior != nil)
  }

  private init(_ sums: Sums, rows: Int, hasPosterior: Bool) {
    let count = Double(rows)
    let prevalence = Double(sums.positives) / count
    let isMixed = sums.positives > 0 && sums.positives < rows
    logLoss = sums.loss.value / count
    brier = sums.squares.value / count
    if isMixed {
      logLossSkill = 1 - logLoss / Self.entropy(prevalence)
      brierSkill = 1 - brier / (prevalence * (1 - prevalence))
    }
    let ratio = Double(sums.positives) / sums.expected.value
    observedExpectedRatio = ratio.isFinite ? ratio : nil
    if hasPosterior {
      // Never negative but for rounding of the last bits.
      logLossRegret = max(0, sums.divergence.value / count)
      brierRegret = sums.distance.value / count
    }
  }

  private struct Sums {
    var positives = 0
    var loss = CompensatedSum()
    var squares = CompensatedSum()
    var expected = CompensatedSum()
    var divergence = CompensatedSum()
    var distance = CompensatedSum()

    @inline(__always)
    mutating func add(probability: Double, label: UInt8, loss term: Double) {
      positives &+= Int(label)
      let error = probability - Double(label)
      loss.add(term)
      squares.add(error * error)
      expected.add(probability)
    }

    @inline(__always)
    mutating func add(probability: Double, posterior: Double, divergence term: Double) {
      let error = probability - posterior
      divergence.add(term)
      distance.add(error * error)
    }
  }
}
