internal import DualNumbers
internal import Losses

extension LossLaw {
  /// The best output is the posterior, or is not, as declared.
  static let strictProperness = LossLaw(
    id: "proper",
    statement: """
      The best logit at posteriors from 0.0001 to 0.5 is the posterior's own where the loss is \
      declared strictly proper, and not at all of them where it is not.
      """,
    scope: "sums over rows at their default settings",
    exemption: { unlessPointwise($0) ?? unlessDefault($0) },
    verify: { subject, tally in
      var isProper = true
      for posterior in RowGrid.posteriors {
        let expected = Double.log(posterior) - .log1p(-posterior)
        let best = minimizingLogit { subject.risk($0, posterior: posterior) }
        let error = best.map { ($0 - expected).magnitude } ?? .infinity
        if error > 1e-7 { isProper = false }
        guard subject.properties.isStrictlyProper else { continue }
        tally.note(
          error, tolerance: 1e-7,
          at: LawResult.Place(what: "best logit at posterior \(posterior)", logit: best))
      }
      tally.require(
        isProper == subject.properties.isStrictlyProper,
        isProper
          ? "declared not proper, but the best output is the posterior"
          : "declared proper, but the best output is not the posterior")
    })
}
