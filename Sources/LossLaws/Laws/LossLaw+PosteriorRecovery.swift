internal import DualNumbers
internal import Losses

extension LossLaw {
  /// What is recovered is the posterior.
  static let posteriorRecovery = LossLaw(
    id: "recovery",
    statement: """
      The recovered posterior is the one whose best logit was given, and lies in 0...1 for every \
      logit; a loss that recovers none says nil.
      """,
    exemption: { subject in
      subject.properties.recoversPosterior ? unlessPointwise(subject) : nil
    },
    verify: { subject, tally in
      guard subject.properties.recoversPosterior else {
        for z in [Float(-3), 0, 3] {
          tally.require(
            recovered(subject, Double(z)) == nil && batch(subject, z, amount: 100) == nil,
            at: LawResult.Place(what: "a posterior from a loss that has none", logit: Double(z)))
        }
        return
      }
      for posterior in RowGrid.posteriors + [0.9, 0.999] {
        for amount in subject.rowAmounts {
          checkMinimizer(subject, &tally, posterior, amount)
        }
      }
      for z in stride(from: Float(-80), through: 80, by: 1) {
        let one = batch(subject, z, amount: 100)
        tally.require(
          one.map { (0...1).contains($0) } ?? false,
          at: LawResult.Place(
            what: "recovered \(one.map { "\($0)" } ?? "nothing")", logit: Double(z)))
      }
    })

  private static let tolerance = 1e-6

  private static func checkMinimizer(
    _ subject: LawSubject, _ tally: inout LawTally, _ posterior: Double, _ amount: Double
  ) {
    let best = minimizingLogit {
      subject.risk($0, posterior: posterior, positiveAmount: amount, negativeAmount: amount)
    }
    let place = LawResult.Place(what: "recovered from the best logit at \(posterior)", logit: best)
    guard let best else {
      // Then no logit may claim it.
      let ends = [Float(-80), 80].map { batch(subject, $0, amount: Float(amount)) ?? .nan }
      tally.require(
        posterior < ends[0] || posterior > ends[1],
        "the best logit at posterior \(posterior) lies at infinity, but it is recovered from one")
      return
    }
    if !subject.properties.needsAmounts {
      tally.compare(
        recovered(subject, best) ?? .nan, posterior, scale: posterior, tolerance: tolerance,
        at: place)
    }
    // By the batch the logit is a Float: compared with the posterior that makes that one best.
    let rounded = Double(Float(best))
    let positive = subject.row(rounded, 1, amount: amount).first
    let negative = subject.row(rounded, 0, amount: amount).first
    let expected = negative / (negative - positive)
    tally.compare(
      batch(subject, Float(best), amount: Float(amount)) ?? .nan,
      expected.isFinite ? expected : posterior, scale: posterior, tolerance: tolerance, at: place)
  }

  private static func recovered(_ subject: LawSubject, _ z: Double) -> Double? {
    subject.loss.recoverPosterior(fromLogit: z, in: subject.context)
  }

  private static func batch(_ subject: LawSubject, _ z: Float, amount: Float) -> Double? {
    let amounts = subject.properties.needsAmounts ? [amount] : []
    return subject.loss.recoverPosteriors(
      fromLogits: [z].span, amounts: amounts.span, in: subject.context)?.first
  }
}
