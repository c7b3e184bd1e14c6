internal import DualNumbers
internal import Losses

extension LossLaw {
  /// Convex where it says so, and not where it does not.
  static let convexity = LossLaw(
    id: "convexity",
    statement: """
      A loss that is declared convex has no negative curvature and no falling gradient; one that \
      is not has one somewhere.
      """,
    scope: "every loss at its default settings; of a batch-wise loss only the claim to be convex",
    exemption: { subject in
      if let reason = unlessDefault(subject) { return reason }
      return subject.properties.isPointwise || subject.properties.isConvex
        ? nil : "some batches without negative curvature show nothing"
    },
    verify: { subject, tally in
      var deepest = (depth: 0.0, place: LawResult.Place(what: "no curvature is negative"))
      func see(_ depth: Double, _ place: @autoclosure () -> LawResult.Place) {
        if subject.properties.isConvex { tally.note(depth, tolerance: rounding, at: place()) }
        if depth > deepest.depth { deepest = (depth, place()) }
      }
      if subject.properties.isPointwise {
        for amount in subject.rowAmounts {
          for label in RowGrid.labels {
            var previous: Double?
            for z in stride(from: -40.0, through: 40, by: 0.1) {
              let jet = subject.row(z, label, amount: amount)
              let scale = jet.first.magnitude + jet.second.magnitude
              see(
                depth(jet.second, scale),
                subject.rowPlace("curvature \(jet.second)", z, label, amount: amount))
              if let previous {
                see(
                  depth(jet.first - previous, scale + previous.magnitude),
                  subject.rowPlace("falling gradient", z, label, amount: amount))
              }
              previous = jet.first
            }
          }
        }
      } else {
        for example in subject.examples {
          var state = subject.frozenState(at: example)
          let exact = subject.exact(example.exactLogits, of: example.batch, state: &state)
          for (row, curvature) in exact.curvature.enumerated() {
            see(
              depth(curvature, exact.gradient[row].magnitude + curvature.magnitude),
              example.place("curvature \(curvature)", row: row))
          }
        }
      }
      if !subject.properties.isConvex {
        tally.require(deepest.depth > 1e-6, "declared not convex, but no curvature is negative")
      }
    })

  /// What may be lost in the last digits.
  private static let rounding = 1e-10

  private static func depth(_ curvature: Double, _ scale: Double) -> Double {
    curvature < 0 ? -curvature / scale : 0
  }
}
