import DualNumbers
import Losses
import Testing

@Suite("Values and derivatives agree with sixty-digit arithmetic")
struct LossReferenceTests {
  @Test("every loss of the table is compared")
  func coverage() throws {
    let table = try ReferenceTable.load()
    #expect(Set(table.entries.map(\.loss)).sorted() == ReferenceTable.families)
    for entry in table.entries { _ = try entry.make() }
    #expect(table.header.floatExceptions.perID.isEmpty)
    // Class weights, margins and offsets of the table follow from these counts.
    for entry in table.entries {
      if let positives = entry.params["n_pos"] { #expect(positives == rare.positives) }
      if let negatives = entry.params["n_neg"] { #expect(negatives == rare.negatives) }
    }
  }

  @Test(
    "in Double to 1e-12, or 1e-10 where an equation is solved", arguments: ReferenceTable.families)
  func double(_ family: String) throws {
    let table = try ReferenceTable.load()
    let entries = table.entries.filter { $0.loss == family }
    try #require(!entries.isEmpty)
    for entry in entries {
      let loss = try entry.make()
      try check(entry, at: table.z) { z, label in
        let jet = jet(of: loss, z, label)
        return [jet.value, jet.first, jet.second]
      } accept: { observed, expected in
        if expected == 0 { return observed.magnitude <= 1e-15 }
        if expected.magnitude < 2.3e-308 { return observed.magnitude <= 1e-300 }
        return (observed - expected).magnitude <= entry.tolerance.double * expected.magnitude
      }
    }
  }

  @Test(
    "in Float, by the batch, to 1e-5, or 1e-4 where an equation is solved",
    arguments: ReferenceTable.families)
  func float(_ family: String) throws {
    let table = try ReferenceTable.load()
    for entry in table.entries where entry.loss == family {
      let loss = try entry.make()
      try check(entry, at: table.z) { z, label in
        let batch = loss.evaluate([Float(z)], [Float(label)], in: rare)
        return [batch.sum, Double(batch.gradient[0]), Double(batch.curvature[0])]
      } accept: { observed, expected in
        if expected == 0 { return observed.magnitude <= 1e-15 }
        if expected.magnitude < 1.2e-38 { return observed.magnitude <= 1e-37 }
        if expected.magnitude > 3.4e38 { return observed.isInfinite }
        return (observed - expected).magnitude <= entry.tolerance.float * expected.magnitude
      }
    }
  }

  private func jet(of loss: some PointwiseLoss, _ z: Double, _ label: Double) -> Jet<Double> {
    loss.prepared(for: rare).jet(z, label: label, in: rare)
  }

  private func check(
    _ entry: ReferenceTable.Entry, at logits: [Double],
    _ evaluate: (Double, Double) -> [Double], accept: (Double, Double) -> Bool
  ) throws {
    for (index, z) in logits.enumerated() {
      for label in 0...1 {
        let observed = evaluate(z, Double(label))
        for order in 0...2 {
          let expected = (label == 1 ? entry.positive : entry.negative)[order][index]
          #expect(
            accept(observed[order], expected),
            """
            \(entry.id), z = \(z), y = \(label), derivative \(order): \(observed[order]) \
            instead of \(expected)
            """)
        }
      }
    }
  }
}
