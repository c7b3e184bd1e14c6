import DualNumbers
import Losses
import Testing

@Suite("Every loss of the catalogue obeys the laws")
struct LossLawTests {
  @Test("derivatives agree with differences", arguments: LossCase.pointwise + LossCase.edges)
  func differences(_ spot: LossCase) throws {
    let loss = try spot.formula().prepared(for: rare)
    checkDifferences(loss)
  }

  private func checkDifferences(_ loss: some PointwiseLoss) {
    let h = 1e-3
    func difference(_ f: (Double) -> Double, at x: Double) -> Double {
      // Of sixth order: at h a steep loss (LDAM multiplies the logit by 30) defeats the fourth.
      (45 * (f(x + h) - f(x - h)) - 9 * (f(x + 2 * h) - f(x - 2 * h))
        + (f(x + 3 * h) - f(x - 3 * h))) / (60 * h)
    }
    for label in [0.0, 1.0] {
      // An irrational step keeps clear of kinks.
      for z in stride(from: -20.03, to: 20, by: 0.617) {
        let jet = loss.jet(z, label: label, in: rare)
        let first = difference({ loss.value($0, label: label, in: rare) }, at: z)
        let second = difference({ loss.slope($0, label: label, in: rare).first }, at: z)
        let scale = jet.value.magnitude + jet.first.magnitude + jet.second.magnitude
        #expect((jet.first - first).magnitude <= 1e-8 * scale, "slope at \(z), y = \(label)")
        #expect((jet.second - second).magnitude <= 1e-8 * scale, "curvature at \(z), y = \(label)")
      }
    }
  }

  @Test("the batch in Float agrees with the formula in Double", arguments: LossCase.pointwise)
  func precision(_ spot: LossCase) throws {
    try checkPrecision(spot.formula())
  }

  private func checkPrecision(_ loss: some PointwiseLoss) throws {
    let prepared = loss.prepared(for: rare)
    for label in [Float(0), 1] {
      let logits = Array(stride(from: Float(-80), through: 80, by: 0.371))
      let labels = logits.map { _ in label }
      let batch = loss.evaluate(logits, labels, in: rare)
      var sum = 0.0
      for (row, z) in logits.enumerated() {
        let exact = prepared.jet(Double(z), label: Double(label), in: rare)
        sum += exact.value
        let single = loss.total([z], [label], in: rare)
        #expect(agree(single, exact.value), "value at \(z), y = \(label)")
        #expect(agree(Double(batch.gradient[row]), exact.first), "slope at \(z), y = \(label)")
        // Near a change of sign digits cancel; the slope is then the measure.
        #expect(
          agree(Double(batch.curvature[row]), exact.second, slack: 1e-6 * exact.first.magnitude),
          "curvature at \(z), y = \(label)")
      }
      #expect((batch.sum / sum - 1).magnitude < 1e-6)
    }
  }

  private func agree(_ observed: Double, _ expected: Double, slack: Double = 0) -> Bool {
    // No more than the smallest normal number times what the chain rule multiplies by: LDAM's
    // curvature by 900.
    (observed - expected).magnitude <= max(1e-5 * expected.magnitude + slack, 1e-34)
  }

  @Test("the gradient alone is the gradient of both", arguments: LossCase.all + LossCase.edges)
  func gradientOnly(_ spot: LossCase) throws {
    let loss = try spot.make()
    let logits = (0..<203).map { Float($0 - 101) * 0.13 }
    let labels = (0..<203).map { Float($0 % 3 == 0 ? 1 : 0) }
    let both = loss.evaluate(logits, labels, in: rare)
    let alone = loss.slopes(logits, labels, in: rare)
    #expect(both.sum == alone.sum)
    for (a, b) in zip(both.gradient, alone.gradient) {
      #expect((a - b).magnitude <= 1e-6 * a.magnitude + 1e-37)
    }
    let sum = loss.total(logits, labels, in: rare)
    #expect((sum - both.sum).magnitude <= 1e-12 * both.sum.magnitude)
  }

  @Test("each batch length equals its rows one by one", arguments: LossCase.pointwise)
  func batchLengths(_ spot: LossCase) throws {
    let loss = try spot.make()
    let logits = (0..<17).map { Float($0) * 0.83 - 6.1 }
    let labels = (0..<17).map { Float($0 % 4 == 1 ? 1 : 0) }
    let rows = zip(logits, labels).map { loss.evaluate([$0], [$1], in: rare) }
    for count in 0...17 {
      let batch = loss.evaluate(Array(logits.prefix(count)), Array(labels.prefix(count)), in: rare)
      #expect(batch.gradient == rows.prefix(count).map { $0.gradient[0] })
      #expect(batch.curvature == rows.prefix(count).map { $0.curvature[0] })
      let sum = rows.prefix(count).reduce(0) { $0 + $1.sum }
      #expect((batch.sum - sum).magnitude <= 1e-6 * sum.magnitude)
    }
  }

  @Test("all is finite for |z| <= 80", arguments: LossCase.all + LossCase.edges)
  func finiteness(_ spot: LossCase) throws {
    let loss = try spot.make()
    let logits = Array(stride(from: Float(-80), through: 80, by: 2.5)) + [0, -0.0, 1e-30]
    for label in [Float(0), 1] {
      let batch = loss.evaluate(logits, logits.map { _ in label }, in: rare)
      #expect(batch.sum.isFinite)
      #expect(batch.gradient.allSatisfy { $0.isFinite })
      #expect(batch.curvature.allSatisfy { $0.isFinite })
    }
  }

  @Test("a diverged logit shows in loss and gradient", arguments: LossCase.all)
  func divergence(_ spot: LossCase) throws {
    let batch = try spot.make().evaluate([.nan, 0, 1], [1, 0, 1], in: rare)
    #expect(batch.sum.isNaN)
    #expect(batch.gradient[0].isNaN)
  }

  @Test(
    "the loss is not negative and smaller on the side of the label", arguments: LossCase.pointwise)
  func direction(_ spot: LossCase) throws {
    let loss = try spot.make()
    for label in [Float(0), 1] {
      let side: Float = label == 1 ? 1 : -1
      let losses = [-5, -2, 0, 2, 5].map { z in
        loss.total([side * z], [label], in: rare)
      }
      #expect(losses.allSatisfy { $0 >= 0 })
      // Label smoothing rises again where the model is surer than the softened label.
      #expect(losses.dropLast() == losses.dropLast().sorted(by: >)[...])
      #expect(losses[4] <= losses[0])
    }
  }

  @Test(
    "convexity is as declared",
    arguments: LossCase.pointwiseNames)
  func convexity(_ name: String) throws {
    let loss = try LossCase(name: name, settings: [:]).make()
    let logits = Array(stride(from: Float(-40), through: 40, by: 0.1))
    let curvatures = [Float(0), 1].flatMap { label in
      loss.evaluate(logits, logits.map { _ in label }, in: rare).curvature
    }
    #expect(curvatures.allSatisfy { $0 >= 0 } == type(of: loss).properties.isConvex)
  }

  @Test("preparing twice is preparing once", arguments: LossCase.all + LossCase.edges)
  func preparation(_ spot: LossCase) throws {
    let once = try spot.make().prepared(for: rare)
    let logits = [Float](arrayLiteral: -3, -1, 0, 2)
    let labels = [Float](arrayLiteral: 0, 1, 0, 1)
    let first = once.evaluate(logits, labels, in: rare)
    let second = once.prepared(for: rare).evaluate(logits, labels, in: rare)
    #expect(first.sum == second.sum)
    #expect(first.gradient == second.gradient)
  }
}
