internal import Losses

/// A small batch with both classes that laws are tried on. Its logits are exact in `Float`.
struct ExampleBatch {
  let name: String
  let logits: [Float]
  let batch: LossBatch

  /// The logits in `Double`.
  var exactLogits: [Double] { logits.map(Double.init) }

  /// The place of a row.
  func place(_ what: String, row: Int) -> LawResult.Place {
    LawResult.Place(
      what: "\(what) in the \(name) batch", logit: exactLogits[row],
      label: Double(batch.labels[row]), row: row)
  }
}

extension LawSubject {
  /// Batches of several sizes: classes that overlap, rare positives, ties nearly, and classes apart.
  var examples: [ExampleBatch] {
    [
      example("overlapping", rows: 24, from: -4, to: 4, shift: 1) { $0 % 5 == 2 },
      example("rare", rows: 40, from: -9, to: -3, shift: 1.5) { $0 == 11 || $0 == 29 },
      example("close", rows: 17, from: -6.05, to: -5.95, shift: 0.01) { $0 % 3 == 1 },
      example("separated", rows: 12, from: -4, to: -2, shift: 5.5) { $0 % 4 == 3 },
    ]
  }

  private func example(
    _ name: String, rows: Int, from low: Double, to high: Double, shift: Double,
    isPositive: (Int) -> Bool
  ) -> ExampleBatch {
    let labels = (0..<rows).map { Float(isPositive($0) ? 1 : 0) }
    let logits = labels.indices.map { row in
      Float(low + (high - low) * Self.spread(row) + shift * Double(labels[row]))
    }
    return ExampleBatch(name: name, logits: logits, batch: batch(labels))
  }

  /// The state after other rows and then the example have been seen, frozen: what is detached
  /// stands still, so that the gradient is the derivative of the value.
  func frozenState(at example: ExampleBatch) -> LossState {
    var state = state()
    for earlier in examples.prefix(2) {
      _ = exact(earlier.exactLogits, of: earlier.batch, state: &state)
    }
    _ = exact(example.exactLogits, of: example.batch, state: &state)
    state.isFrozen = true
    return state
  }
}
