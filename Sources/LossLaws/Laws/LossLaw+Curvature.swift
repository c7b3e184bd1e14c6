internal import DualNumbers
internal import Losses

extension LossLaw {
  /// The second derivative is that of the gradient.
  static let curvature = LossLaw(
    id: "curvature",
    statement: """
      The curvature agrees with fourth-order differences of the gradient in Double, the state \
      frozen.
      """
  ) { subject, tally in
    if subject.properties.isPointwise {
      Differences.checkRows(subject, &tally, "curvature against differences of the gradient") {
        jet in
        (jet.first, jet.second)
      }
    } else {
      Differences.checkBatches(subject, &tally, "curvature against differences of the gradient") {
        exact, row in (exact.gradient[row], exact.curvature[row])
      }
    }
  }
}
