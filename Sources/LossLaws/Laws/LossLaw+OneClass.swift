internal import Losses

extension LossLaw {
  /// Batches without positives do no harm.
  static let oneClass = LossLaw(
    id: "one-class",
    statement: """
      A batch that lacks a class gives finite numbers, first and after other batches; where the \
      policy passes it over, it counts as zero.
      """
  ) { subject, tally in
    let properties = subject.properties
    let passesOver =
      switch properties.batches {
      case .skip: !properties.isPointwise
      case .stratified(positives: _): !properties.isPointwise
      case .any: false
      case .queue(rows: _): false
      }
    var later = subject.state()
    for example in subject.examples.prefix(2) {
      _ = subject.single(example.logits, of: example.batch, state: &later)
    }
    let logits = (0..<9).map { Float($0) * 0.83 - 6.1 }
    for label in [Float(0), 1] {
      let batch = subject.batch(logits.map { _ in label })
      for (start, name) in [(subject.state(), "first"), (later, "later")] {
        var state = start
        let single = subject.single(logits, of: batch, state: &state)
        tally.require(
          single.sum.isFinite && (!passesOver || single.sum == 0),
          at: LawResult.Place(what: "value \(single.sum), \(name)", label: Double(label)))
        for row in logits.indices {
          for (what, number) in [
            ("gradient", single.gradient[row]), ("curvature", single.curvature[row]),
          ] {
            tally.require(
              number.isFinite && (!passesOver || number == 0),
              at: LawResult.Place(
                what: "\(what) \(number), \(name)", logit: Double(logits[row]),
                label: Double(label), row: row))
          }
        }
      }
    }
  }
}
