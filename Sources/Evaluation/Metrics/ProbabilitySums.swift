/// Sums over rows that the scores of probabilities are made of, rows counting by weight.
struct ProbabilitySums {
  /// Rows that count once, and positives among them.
  private var rows = 0
  private var positiveRows = 0
  private var weight = CompensatedSum()
  private var positives = CompensatedSum()
  private var loss = CompensatedSum()
  private var squares = CompensatedSum()
  private var expected = CompensatedSum()
  private var divergence = CompensatedSum()
  private var distance = CompensatedSum()
  private var hasPosterior = false

  init() {}

  /// Sums that have been taken already, of rows that count once.
  init(
    rows: Int, positives: Int, loss: Double, squares: Double, expected: Double,
    regrets: (divergence: Double, distance: Double)?
  ) {
    self.rows = rows
    positiveRows = positives
    self.loss.add(loss)
    self.squares.add(squares)
    self.expected.add(expected)
    hasPosterior = regrets != nil
    divergence.add(regrets?.divergence ?? 0)
    distance.add(regrets?.distance ?? 0)
  }

  @inline(__always)
  mutating func add(probability: Double, label: UInt8, loss term: Double) {
    let error = probability - Double(label)
    rows &+= 1
    positiveRows &+= Int(label)
    loss.add(term)
    squares.add(error * error)
    expected.add(probability)
  }

  @inline(__always)
  mutating func add(probability: Double, label: UInt8, loss term: Double, weight: Double) {
    let error = probability - Double(label)
    self.weight.add(weight)
    positives.add(weight * Double(label))
    loss.add(weight * term)
    squares.add(weight * (error * error))
    expected.add(weight * probability)
  }

  @inline(__always)
  mutating func add(probability: Double, posterior: Double, divergence term: Double) {
    let error = probability - posterior
    hasPosterior = true
    divergence.add(term)
    distance.add(error * error)
  }

  /// The scores; there must have been a row.
  var scores: ProbabilityScores {
    let total = weight.value + Double(rows)
    let positives = positives.value + Double(positiveRows)
    let prevalence = positives / total
    let isMixed = positives > 0 && positives < total
    let (logLoss, brier) = (loss.value / total, squares.value / total)
    let ratio = positives / expected.value
    return ProbabilityScores(
      logLoss: logLoss,
      logLossSkill: isMixed ? 1 - logLoss / ProbabilityScores.entropy(prevalence) : nil,
      brier: brier, brierSkill: isMixed ? 1 - brier / (prevalence * (1 - prevalence)) : nil,
      observedExpectedRatio: ratio.isFinite ? ratio : nil,
      // Never negative but for rounding of the last bits.
      logLossRegret: hasPosterior ? max(0, divergence.value / total) : nil,
      brierRegret: hasPosterior ? distance.value / total : nil)
  }
}

extension ProbabilityScores {
  fileprivate init(
    logLoss: Double, logLossSkill: Double?, brier: Double, brierSkill: Double?,
    observedExpectedRatio: Double?, logLossRegret: Double?, brierRegret: Double?
  ) {
    self.logLoss = logLoss
    self.logLossSkill = logLossSkill
    self.brier = brier
    self.brierSkill = brierSkill
    self.observedExpectedRatio = observedExpectedRatio
    self.logLossRegret = logLossRegret
    self.brierRegret = brierRegret
  }

  /// Judges probabilities with a weight a row, kept ``clipping`` away from 0 and 1 where a logarithm
  /// is taken.
  ///
  /// - Parameters:
  ///   - probabilities: one a row, 0…1.
  ///   - labels: one a row, 0 or 1.
  ///   - weights: one a row, above 0.
  /// - Throws: ``EvaluationError``.
  public init(
    probabilities: [Double], labels: [UInt8], weights: [Double]
  ) throws(EvaluationError) {
    try Validation.probabilities(probabilities.span, what: "probability")
    try Validation.rows(probabilities.count, labels: labels, posterior: nil)
    try Validation.weights(weights, rows: probabilities.count)
    var sums = ProbabilitySums()
    for row in probabilities.indices {
      sums.add(
        probability: probabilities[row], label: labels[row],
        loss: Self.logLoss(probabilities[row], label: labels[row]), weight: weights[row])
    }
    self = sums.scores
  }
}
