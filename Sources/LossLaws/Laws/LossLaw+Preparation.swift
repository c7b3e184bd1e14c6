internal import Losses

extension LossLaw {
  /// Preparing is idempotent.
  static let preparation = LossLaw(
    id: "preparation",
    statement: "Preparing twice is preparing once, and evaluating prepares."
  ) { subject, tally in
    let once = subject.loss.prepared(for: subject.context)
    let twice = once.prepared(for: subject.context)
    tally.require(once.settings == twice.settings, "settings change when prepared again")
    for example in subject.examples {
      let raw = subject.single(example.logits, of: example.batch)
      for (loss, name) in [(once, "prepared"), (twice, "prepared twice")] {
        var state = loss.initialState(in: subject.context)
        var gradient = [Float](repeating: .nan, count: example.logits.count)
        var curvature = gradient
        var first = gradient.mutableSpan
        var second = curvature.mutableSpan
        let sum = loss.derivatives(
          at: example.logits.span, of: example.batch, in: subject.context, state: &state,
          gradient: &first, curvature: &second)
        tally.require(sum == raw.sum, "another value when \(name), in the \(example.name) batch")
        for row in gradient.indices {
          tally.require(
            gradient[row] == raw.gradient[row] && curvature[row] == raw.curvature[row],
            at: example.place("other derivatives when \(name)", row: row))
        }
      }
    }
  }
}
