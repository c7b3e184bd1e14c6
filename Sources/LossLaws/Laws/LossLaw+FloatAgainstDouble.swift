internal import DualNumbers
internal import Losses

extension LossLaw {
  /// The training loops compute what the formula says.
  static let floatAgainstDouble = LossLaw(
    id: "float",
    statement: """
      The loops in Float agree with Double in value, gradient and curvature, and the loops that \
      compute less give the same numbers.
      """
  ) { subject, tally in
    if subject.properties.isPointwise {
      let logits = Array(stride(from: Float(-80), through: 80, by: 0.371))
      for label in [Float(0), 1] {
        checkRows(subject, &tally, logits, label)
      }
    }
    for example in subject.examples {
      if !subject.properties.isPointwise { checkBatch(subject, &tally, example) }
      checkPaths(subject, &tally, example)
    }
    let long = (0..<203).map { Float($0 - 101) * 0.13 }
    let labels = (0..<203).map { Float($0 % 3 == 0 ? 1 : 0) }
    checkPaths(
      subject, &tally,
      ExampleBatch(name: "long", logits: long, batch: subject.batch(labels)))
  }

  /// How far `Float` may be from `Double`, relative to the number and a tenth of its neighbouring
  /// derivative: near a change of sign digits cancel, and that one is the measure.
  private static let tolerance = 1e-5

  /// What underflows in `Float` is no error.
  private static let negligible = 1e-37

  /// What underflows, times what the chain rule multiplies a value by to get its derivatives.
  private static func negligible(_ exact: Jet<Double>) -> Double {
    let most = max(exact.first.magnitude, exact.second.magnitude)
    let value = exact.value.magnitude
    return negligible * (value > 0 && most > value ? most / value : 1)
  }

  private static func checkRows(
    _ subject: LawSubject, _ tally: inout LawTally, _ logits: [Float], _ label: Float
  ) {
    let batch = subject.batch(logits.map { _ in label })
    let single = subject.single(logits, of: batch)
    var sum = 0.0
    for (row, z) in logits.enumerated() {
      let amount = batch.amounts.isEmpty ? 100 : Double(batch.amounts[row])
      let exact = subject.row(Double(z), Double(label), amount: amount)
      sum += exact.value
      let one = LossBatch(
        labels: [label], amounts: batch.amounts.isEmpty ? [] : [batch.amounts[row]])
      let triples = [
        ("value", subject.sum([z], of: one), exact.value, exact.first),
        ("gradient", Double(single.gradient[row]), exact.first, exact.second),
        ("curvature", Double(single.curvature[row]), exact.second, exact.first),
      ]
      for (what, observed, expected, neighbour) in triples {
        tally.compare(
          observed, expected, scale: expected.magnitude + 0.1 * neighbour.magnitude,
          tolerance: tolerance, negligible: what == "value" ? negligible : negligible(exact),
          at: subject.rowPlace("\(what) in Float", Double(z), Double(label), amount: amount))
      }
    }
    tally.compare(
      single.sum, sum, scale: sum.magnitude, tolerance: 1e-6, negligible: negligible,
      at: subject.rowPlace("sum of 432 rows in Float", Double(logits[0]), Double(label)))
  }

  private static func checkBatch(
    _ subject: LawSubject, _ tally: inout LawTally, _ example: ExampleBatch
  ) {
    let single = subject.single(example.logits, of: example.batch)
    let exact = subject.exact(example.exactLogits, of: example.batch)
    let slope = exact.gradient.map(\.magnitude).max() ?? 0
    tally.compare(
      single.sum, exact.value, scale: exact.value.magnitude + 0.1 * slope, tolerance: tolerance,
      negligible: negligible,
      at: LawResult.Place(what: "value of the \(example.name) batch in Float"))
    for row in example.logits.indices {
      let (first, second) = (exact.gradient[row], exact.curvature[row])
      tally.compare(
        Double(single.gradient[row]), first, scale: first.magnitude + 0.1 * second.magnitude,
        tolerance: tolerance, negligible: negligible,
        at: example.place("gradient in Float", row: row))
      tally.compare(
        Double(single.curvature[row]), second, scale: second.magnitude + 0.1 * first.magnitude,
        tolerance: tolerance, negligible: negligible,
        at: example.place("curvature in Float", row: row))
    }
  }

  /// The gradient alone, and the value alone, are those of the loop that computes all.
  private static func checkPaths(
    _ subject: LawSubject, _ tally: inout LawTally, _ example: ExampleBatch
  ) {
    let both = subject.single(example.logits, of: example.batch)
    let alone = subject.gradientOnly(example.logits, of: example.batch)
    let sum = subject.sum(example.logits, of: example.batch)
    for (what, value) in [("with the gradient alone", alone.sum), ("alone", sum)] {
      tally.compare(
        value, both.sum, scale: both.sum.magnitude, tolerance: 1e-12, negligible: negligible,
        at: LawResult.Place(what: "value \(what) in the \(example.name) batch"))
    }
    for row in example.logits.indices {
      let (first, second) = (Double(both.gradient[row]), Double(both.curvature[row]))
      tally.compare(
        Double(alone.gradient[row]), first,
        scale: first.magnitude + 0.1 * second.magnitude, tolerance: 1e-6,
        negligible: negligible, at: example.place("gradient alone", row: row))
    }
  }
}
