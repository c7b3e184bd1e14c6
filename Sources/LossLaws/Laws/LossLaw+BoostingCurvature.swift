internal import Losses

extension LossLaw {
  /// Trees can be boosted with it.
  static let boostingCurvature = LossLaw(
    id: "boosting",
    statement: """
      The boosting curvature is finite and not negative, and positive somewhere where the gradient \
      is not zero.
      """
  ) { subject, tally in
    var isUsable = false
    var batches = subject.examples
    if subject.properties.isPointwise {
      let logits = Array(stride(from: Float(-20), through: 20, by: 0.25))
      for label in [Float(0), 1] {
        batches.append(
          ExampleBatch(
            name: "one-label", logits: logits, batch: subject.batch(logits.map { _ in label })))
      }
    }
    for example in batches {
      let single = subject.single(example.logits, of: example.batch)
      var curvature = single.curvature
      var span = curvature.mutableSpan
      subject.loss.makeBoostable(
        &span, gradient: single.gradient.span, at: example.logits.span)
      for (row, value) in curvature.enumerated() {
        tally.require(
          value.isFinite && value >= 0,
          at: example.place("boosting curvature \(value)", row: row))
        if value > 0, single.gradient[row] != 0 { isUsable = true }
      }
    }
    tally.require(isUsable, "the boosting curvature is nowhere positive")
  }
}
