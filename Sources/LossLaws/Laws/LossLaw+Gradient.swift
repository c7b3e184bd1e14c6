internal import DualNumbers
internal import Losses

extension LossLaw {
  /// The first derivative is that of the value.
  static let gradient = LossLaw(
    id: "gradient",
    statement: """
      The gradient agrees with fourth-order differences of the value in Double, the state frozen.
      """
  ) { subject, tally in
    if subject.properties.isPointwise {
      Differences.checkRows(subject, &tally, "gradient against differences of the value") { jet in
        (jet.value, jet.first)
      }
    } else {
      Differences.checkBatches(subject, &tally, "gradient against differences of the value") {
        exact, row in
        (exact.value, exact.gradient[row])
      }
    }
  }
}
