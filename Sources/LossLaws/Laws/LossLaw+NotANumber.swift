extension LossLaw {
  /// A diverged model is seen.
  static let notANumber = LossLaw(
    id: "nan",
    statement: """
      A logit that is not a number makes the value, and the gradient of its row, not a number.
      """
  ) { subject, tally in
    let logits: [Float] = [.nan, 0, 1]
    for labels in [[Float(1), 0, 1], [0, 1, 0]] {
      let batch = subject.batch(labels)
      let single = subject.single(logits, of: batch)
      let alone = subject.gradientOnly(logits, of: batch)
      let exact = subject.exact(logits.map(Double.init), of: batch)
      let numbers = [
        ("value with both derivatives", single.sum),
        ("value with the gradient", alone.sum),
        ("value alone", subject.sum(logits, of: batch)),
        ("value in Double", exact.value),
        ("gradient with the curvature", Double(single.gradient[0])),
        ("gradient alone", Double(alone.gradient[0])),
        ("gradient in Double", exact.gradient[0]),
      ]
      for (what, number) in numbers {
        tally.require(
          number.isNaN,
          at: LawResult.Place(
            what: "\(what) is \(number)", logit: .nan, label: Double(labels[0]), row: 0))
      }
    }
  }
}
