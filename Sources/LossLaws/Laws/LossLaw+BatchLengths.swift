internal import Losses

extension LossLaw {
  /// The last, partial eight rows of a batch are like the others.
  static let batchLengths = LossLaw(
    id: "lengths",
    statement: """
      A batch of any length from 0 to 17 fills one derivative a row: those of its rows one by one, \
      or of the same batch in Double.
      """
  ) { subject, tally in
    let logits = (0..<17).map { Float($0) * 0.83 - 6.1 }
    let labels = (0..<17).map { Float($0 % 4 == 1 ? 1 : 0) }
    let all = subject.batch(labels)
    let rows = logits.indices.map { row in
      subject.single(
        [logits[row]],
        of: LossBatch(
          labels: [labels[row]], amounts: all.amounts.isEmpty ? [] : [all.amounts[row]]))
    }
    for count in 0...17 {
      let batch = subject.batch(Array(labels.prefix(count)))
      let prefix = Array(logits.prefix(count))
      let whole = subject.single(prefix, of: batch)
      let exact = subject.exact(prefix.map(Double.init), of: batch)
      let isPointwise = subject.properties.isPointwise
      let sum = isPointwise ? rows.prefix(count).reduce(0) { $0 + $1.sum } : exact.value
      let slope = exact.gradient.map(\.magnitude).max() ?? 0
      tally.compare(
        whole.sum, sum, scale: sum.magnitude + (isPointwise ? 0 : 0.1 * slope),
        tolerance: isPointwise ? 1e-6 : 1e-5, negligible: 1e-37,
        at: LawResult.Place(what: "value of \(count) rows"))
      for row in 0..<count {
        func place(_ what: String) -> LawResult.Place {
          LawResult.Place(
            what: "\(what) in a batch of \(count)", logit: Double(logits[row]),
            label: Double(labels[row]), row: row)
        }
        guard isPointwise else {
          let (first, second) = (exact.gradient[row], exact.curvature[row])
          tally.compare(
            Double(whole.gradient[row]), first,
            scale: first.magnitude + 0.1 * second.magnitude, tolerance: 1e-5, negligible: 1e-37,
            at: place("gradient"))
          tally.compare(
            Double(whole.curvature[row]), second,
            scale: second.magnitude + 0.1 * first.magnitude, tolerance: 1e-5, negligible: 1e-37,
            at: place("curvature"))
          continue
        }
        tally.require(
          whole.gradient[row] == rows[row].gradient[0], at: place("gradient differs from alone"))
        tally.require(
          whole.curvature[row] == rows[row].curvature[0], at: place("curvature differs from alone"))
      }
    }
  }
}
