internal import DualNumbers
internal import Losses

/// Comparing derivatives with differences, for the two laws of derivatives.
extension Differences {
  /// What a derivative may be off, relative to the scale of its place.
  private static let tolerance = 1e-8

  /// Compares at single rows.
  static func checkRows(
    _ subject: LawSubject, _ tally: inout LawTally, _ what: String,
    _ pair: (Jet<Double>) -> (primitive: Double, derivative: Double)
  ) {
    for amount in subject.rowAmounts {
      for label in RowGrid.labels {
        for z in RowGrid.smooth {
          let jet = subject.row(z, label, amount: amount)
          let outcome = compare(
            pair(jet).derivative,
            scale: jet.value.magnitude + jet.first.magnitude + jet.second.magnitude,
            tolerance: tolerance
          ) { pair(subject.row(z + $0, label, amount: amount)).primitive }
          record(outcome, &tally, subject.rowPlace(what, z, label, amount: amount))
        }
      }
    }
  }

  /// Compares at the rows of the example batches.
  static func checkBatches(
    _ subject: LawSubject, _ tally: inout LawTally, _ what: String,
    _ pair: (LawSubject.Exact, Int) -> (primitive: Double, derivative: Double)
  ) {
    for example in subject.examples {
      var state = subject.frozenState(at: example)
      let center = subject.exact(example.exactLogits, of: example.batch, state: &state)
      let largest =
        center.gradient.indices.map {
          center.gradient[$0].magnitude + center.curvature[$0].magnitude
        }.max() ?? 0
      let mean = center.value.magnitude / Double(example.logits.count)
      for row in example.logits.indices {
        let outcome = compare(
          pair(center, row).derivative, scale: mean + largest, tolerance: tolerance
        ) { offset in
          var logits = example.exactLogits
          logits[row] += offset
          return pair(subject.exact(logits, of: example.batch, state: &state), row).primitive
        }
        record(outcome, &tally, example.place(what, row: row))
      }
    }
  }

  private static func record(
    _ outcome: Outcome, _ tally: inout LawTally, _ place: LawResult.Place
  ) {
    switch outcome {
    case .kink: tally.skip()
    case .error(let error): tally.note(error, tolerance: tolerance, at: place)
    }
  }
}
