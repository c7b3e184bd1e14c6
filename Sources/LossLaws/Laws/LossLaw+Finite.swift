internal import Losses

extension LossLaw {
  /// No overflow where training may get to.
  static let finite = LossLaw(
    id: "finite",
    statement: "Value, gradient and curvature are finite for every logit from -80 to 80."
  ) { subject, tally in
    let logits = Array(stride(from: Float(-80), through: 80, by: 2.5)) + [0, -0.0, 1e-30]
    if subject.properties.isPointwise {
      for label in [Float(0), 1] {
        check(subject, &tally, logits, logits.map { _ in label }, "rows of one label")
      }
    }
    // Every second row, then its opposite; all right, all wrong, and all tied.
    let alternating = logits.indices.map { Float($0 % 2) }
    check(subject, &tally, logits, alternating, "alternating labels")
    check(subject, &tally, logits, alternating.map { 1 - $0 }, "alternating labels")
    for (z, name) in [(Float(80), "all right"), (-80, "all wrong"), (0, "all tied at 0")] {
      let labels = (0..<20).map { Float($0 % 4 == 0 ? 1 : 0) }
      check(subject, &tally, labels.map { z * (2 * $0 - 1) }, labels, name)
    }
    for z in [Float(-80), 80] {
      let labels = (0..<20).map { Float($0 % 4 == 0 ? 1 : 0) }
      check(subject, &tally, labels.map { _ in z }, labels, "all tied at \(z)")
    }
  }

  private static func check(
    _ subject: LawSubject, _ tally: inout LawTally, _ logits: [Float], _ labels: [Float],
    _ name: String
  ) {
    let batch = subject.batch(labels)
    var state = subject.state()
    let single = subject.single(logits, of: batch, state: &state)
    // A plug-in that is refused says why.
    tally.require(state.fault == nil, state.fault ?? "")
    let exact = subject.exact(logits.map(Double.init), of: batch)
    tally.require(single.sum.isFinite, "value in Float, \(name)")
    tally.require(exact.value.isFinite, "value in Double, \(name)")
    for row in logits.indices {
      let numbers = [
        ("gradient in Float", Double(single.gradient[row])),
        ("curvature in Float", Double(single.curvature[row])),
        ("gradient in Double", exact.gradient[row]),
        ("curvature in Double", exact.curvature[row]),
      ]
      for (what, number) in numbers {
        tally.require(
          number.isFinite,
          at: LawResult.Place(
            what: "\(what) is \(number), \(name)", logit: Double(logits[row]),
            label: Double(labels[row]), row: row))
      }
    }
  }
}
