import DualNumbers
import Losses
import Testing

@Suite("Losses that know what a row is worth")
struct AmountLossTests {
  static let cases = LossCatalogue.builtIn.entries
    .filter { $0.profile.properties.needsAmounts }
    .flatMap { entry in
      entry.profile.tuningGrid.map { LossCase(name: entry.profile.name, settings: $0) }
    }

  static let amounts = [0, 0.01, 9.5, 10, 88.25, 25_000]

  private func make(_ spot: LossCase) throws -> any AmountLoss {
    try #require(try spot.make() as? any AmountLoss)
  }

  private func evaluate(
    _ loss: any Loss, _ logits: [Float], _ labels: [Float], _ amounts: [Float]
  ) -> (sum: Double, gradient: [Float], curvature: [Float]) {
    var gradient = [Float](repeating: .nan, count: logits.count)
    var curvature = gradient
    var first = gradient.mutableSpan
    var second = curvature.mutableSpan
    var state = loss.initialState(in: rare)
    let sum = loss.derivatives(
      at: logits.span, of: LossBatch(labels: labels, amounts: amounts), in: rare, state: &state,
      gradient: &first, curvature: &second)
    return (sum, gradient, curvature)
  }

  @Test("the catalogue has them")
  func names() {
    #expect(Set(Self.cases.map(\.name)) == ["amount-weighted-cross-entropy", "bahnsen-cost"])
  }

  @Test("derivatives agree with differences", arguments: cases)
  func differences(_ spot: LossCase) throws { try checkDifferences(make(spot)) }

  private func checkDifferences(_ loss: some AmountLoss) {
    let h = 1e-3
    func difference(_ f: (Double) -> Double, at x: Double) -> Double {
      (45 * (f(x + h) - f(x - h)) - 9 * (f(x + 2 * h) - f(x - 2 * h))
        + (f(x + 3 * h) - f(x - 3 * h))) / (60 * h)
    }
    for label in [0.0, 1.0] {
      for amount in Self.amounts {
        for z in stride(from: -20.03, to: 20, by: 0.617) {
          let jet: Jet<Double> = loss.value(
            .variable(z), label: Jet(label), amount: Jet(amount), in: rare)
          let first = difference(
            { loss.value($0, label: label, amount: amount, in: rare) }, at: z)
          let second = difference(
            { x in
              let slope: Slope<Double> = loss.value(
                .variable(x), label: Slope(label), amount: Slope(amount), in: rare)
              return slope.first
            }, at: z)
          let scale = jet.value.magnitude + jet.first.magnitude + jet.second.magnitude
          #expect((jet.first - first).magnitude <= 1e-8 * scale, "at \(z), \(label), \(amount)")
          #expect((jet.second - second).magnitude <= 1e-8 * scale, "at \(z), \(label), \(amount)")
        }
      }
    }
  }

  @Test("the batch in Float agrees with the same in Double", arguments: cases)
  func precision(_ spot: LossCase) throws {
    let loss = try make(spot)
    let logits = Array(stride(from: Float(-80), through: 80, by: 0.371))
    for label in [Float(0), 1] {
      for amount in Self.amounts {
        let labels = logits.map { _ in label }
        let amounts = logits.map { _ in Float(amount) }
        let batch = evaluate(loss, logits, labels, amounts)
        var exact = BatchEvaluation(logits: logits.map(Double.init), wantsCurvature: true)
        var state = loss.initialState(in: rare)
        let sum = loss.exactDerivatives(
          of: LossBatch(labels: labels, amounts: amounts), in: rare, state: &state,
          evaluation: &exact)
        #expect((batch.sum - sum).magnitude <= 1e-6 * sum)
        for row in logits.indices {
          let (first, second) = (exact.gradient[row], exact.curvature[row])
          // What an alarm costs and what it saves cancel where they are nearly the same.
          let l = Double.logistic(Double(logits[row]))
          let slack =
            spot.name == "bahnsen-cost" ? 1e-6 * (amount + 100) * l.sigmoid * l.complement : 0
          #expect(
            (Double(batch.gradient[row]) - first).magnitude
              <= max(1e-5 * first.magnitude + slack, 1e-34))
          #expect(
            (Double(batch.curvature[row]) - second).magnitude
              <= max(1e-5 * second.magnitude + 1e-6 * first.magnitude + slack, 1e-34))
        }
      }
    }
  }

  @Test("each batch length equals its rows one by one", arguments: cases)
  func batchLengths(_ spot: LossCase) throws {
    let loss = try make(spot)
    let logits = (0..<17).map { Float($0) * 0.83 - 6.1 }
    let labels = (0..<17).map { Float($0 % 4 == 1 ? 1 : 0) }
    let amounts = (0..<17).map { Float($0 % 5) * 7.25 }
    let rows = (0..<17).map { evaluate(loss, [logits[$0]], [labels[$0]], [amounts[$0]]) }
    for count in 0...17 {
      let batch = evaluate(
        loss, Array(logits.prefix(count)), Array(labels.prefix(count)),
        Array(amounts.prefix(count)))
      #expect(batch.gradient == rows.prefix(count).map { $0.gradient[0] })
      #expect(batch.curvature == rows.prefix(count).map { $0.curvature[0] })
      let sum = rows.prefix(count).reduce(0) { $0 + $1.sum }
      #expect((batch.sum - sum).magnitude <= 1e-6 * sum.magnitude)
    }
  }

  @Test("a positive without amount weighs nothing and harms nothing")
  func zeroAmounts() throws {
    let weighted = evaluate(AmountWeightedCrossEntropy(), [-80, 0, 80], [1, 1, 1], [0, 0, 0])
    #expect(weighted.sum == 0)
    #expect(weighted.gradient.allSatisfy { $0 == 0 })
    #expect(weighted.curvature.allSatisfy { $0 == 0 })
    // An alarm costs what it costs, whether or not there is something to win.
    let cost = evaluate(BahnsenCost(), [0, 0], [1, 0], [0, 0])
    #expect(cost.sum == 10)
    #expect(cost.gradient == [2.5, 2.5])
  }

  @Test("costs are those of the definition")
  func costs() {
    let loss = BahnsenCost()
    let p = Double.sigmoid(0.4)
    #expect(
      (loss.value(0.4, label: 1, amount: 88, in: rare) - (10 * p + 88 * (1 - p))).magnitude < 1e-13)
    #expect((loss.value(0.4, label: 0, amount: 88, in: rare) - 10 * p).magnitude < 1e-14)
  }

  @Test("equal amounts make it weighted cross-entropy", arguments: [0.5, 10, 9990])
  func equalAmounts(_ amount: Float) throws {
    let logits = (0..<50).map { Float($0) * 0.5 - 12 }
    let labels = logits.indices.map { Float($0 % 3 == 0 ? 1 : 0) }
    let byAmount = evaluate(
      AmountWeightedCrossEntropy(), logits, labels, logits.map { _ in amount })
    let byClass = try WeightedCrossEntropy(settings: ["positiveWeight": Double(amount) / 10])
      .evaluate(logits, labels, in: rare)
    #expect((byAmount.sum / byClass.sum / 10 - 1).magnitude < 1e-6)
    for (a, b) in zip(byAmount.gradient, byClass.gradient) {
      #expect((a / b / 10 - 1).magnitude < 1e-6)
    }
  }

  @Test(
    "the posterior comes back from the best logit of a row", arguments: [0.01, 10, 88.25, 25_000])
  func recovery(_ amount: Double) throws {
    let loss = AmountWeightedCrossEntropy()
    for posterior in posteriors {
      // The minimiser of η a log(1 + e^-z) + (1 - η) c log(1 + e^z).
      let z = logit(posterior) + .log(amount / 10)
      let recovered = try #require(loss.recoverPosterior(fromLogit: z, amount: amount, in: rare))
      #expect((recovered / posterior - 1).magnitude < 1e-12)
      let atOptimum: Slope<Double> =
        loss.value(.variable(z), label: 1, amount: Slope(amount), in: rare).scaled(by: posterior)
        + loss.value(.variable(z), label: 0, amount: Slope(amount), in: rare)
        .scaled(by: 1 - posterior)
      #expect(atOptimum.first.magnitude < 1e-12 * amount)
    }
  }

  @Test("a batch of logits comes back with its amounts, and not without them")
  func batchRecovery() throws {
    let loss = AmountWeightedCrossEntropy()
    let logits: [Float] = [0, 1, -3]
    let posteriors = loss.recoverPosteriors(
      fromLogits: logits.span, amounts: [Float(10), 0, 20].span, in: rare)
    #expect(
      posteriors == [
        0.5, rare.prevalence, .sigmoid(-3 - .log(2)),
      ])
    #expect(loss.recoverPosteriors(fromLogits: logits.span, amounts: Span(), in: rare) == nil)
    #expect(
      BahnsenCost().recoverPosteriors(
        fromLogits: logits.span, amounts: [Float(10), 0, 20].span, in: rare) == nil)
  }

  @Test("the optimal constant weighs the classes by their mean amounts")
  func optimalConstant() throws {
    let context = LossContext(positives: 1000, negatives: 999_000, positiveAmount: 120)
    let z = try #require(AmountWeightedCrossEntropy().optimalConstant(in: context))
    #expect((z - (logit(0.001) + .log(12))).magnitude < 1e-12)
  }
}
