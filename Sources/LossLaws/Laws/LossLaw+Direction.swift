internal import DualNumbers
internal import Losses

extension LossLaw {
  /// The loss points the right way.
  ///
  /// It need not fall all the way on the label's own side: label smoothing has its minimum there,
  /// and hinge is flat beyond its margin. Where amounts count, rows are worth much: a fraud smaller
  /// than the cost of an alarm is better missed.
  static let direction = LossLaw(
    id: "direction",
    statement: """
      The loss is not negative, does not grow from the wrong side up to even odds, and is smaller \
      on the side of the label than as far on the other.
      """,
    scope: "sums over rows",
    exemption: unlessPointwise
  ) { subject, tally in
    let distances = [0.5, 1, 2, 3, 5, 8]
    for amount in subject.properties.needsAmounts ? [1000.0, 2500] : subject.rowAmounts {
      for label in RowGrid.labels {
        let side = label == 1 ? 1.0 : -1
        func loss(_ margin: Double) -> Double {
          subject.row(side * margin, label, amount: amount).value
        }
        func place(_ what: String, _ margin: Double) -> LawResult.Place {
          subject.rowPlace(what, side * margin, label, amount: amount)
        }
        var previous = Double.infinity
        for margin in distances.reversed().map({ -$0 }) + [0] {
          let value = loss(margin)
          tally.require(value >= 0, at: place("the loss is \(value)", margin))
          tally.require(
            value <= previous, at: place("the loss grows towards its label", margin))
          previous = value
        }
        for margin in distances {
          let value = loss(margin)
          tally.require(value >= 0, at: place("the loss is \(value)", margin))
          tally.require(
            value < loss(-margin), at: place("not smaller than on the wrong side", margin))
        }
      }
    }
  }
}
