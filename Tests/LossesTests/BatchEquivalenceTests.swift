import DualNumbers
import Losses
import Testing

@Suite("Batch-wise losses that are one another in disguise")
struct BatchEquivalenceTests {
  private let sample = RandomBatch(200, positives: 20)

  @Test("gradient harmonizing with one bin is cross-entropy")
  func oneBin() throws {
    for momentum in [0, 0.75] {
      let loss = try GradientHarmonizing(settings: ["bins": 1, "momentum": momentum])
      expectAgreement(loss.exact(sample), mean(of: CrossEntropy(), weights: [1 / 200, 1 / 200]))
    }
  }

  @Test("gradient harmonizing gives each bin the same total weight")
  func bins() throws {
    let loss = GradientHarmonizing()
    let state = loss.frozenState(after: [sample])
    let errors = zip(sample.logits, sample.labels).map { z, y in
      Double.sigmoid(y > 0.5 ? -z : z)
    }
    for bin in 0..<10 {
      let rows = errors.filter { Int($0 * 10) == bin }.count
      #expect(state.numbers[bin] == Double(rows))
      if rows > 0 { #expect((state.numbers[10 + bin] * Double(rows) - 20).magnitude < 1e-12) }
    }
  }

  @Test("Tversky with equal weights is Dice with twice the smoothing, and soft F₁ without")
  func dice() throws {
    for smoothing in [0, 1, 10.0] {
      let tversky = try Tversky(settings: ["falseNegativeWeight": 0.5, "smoothing": smoothing])
      let dice = try Dice(settings: ["smoothing": 2 * smoothing])
      expectAgreement(tversky.exact(sample), dice.exact(sample))
      if smoothing == 0 { expectAgreement(SoftFBeta().exact(sample), dice.exact(sample)) }
    }
  }

  @Test("soft F-beta is Tversky with a weight of β² / (1 + β²)", arguments: [0.5, 1, 2, 4])
  func beta(_ beta: Double) throws {
    let weight = beta * beta / (1 + beta * beta)
    let tversky = try Tversky(settings: ["falseNegativeWeight": weight, "smoothing": 0])
    expectAgreement(try SoftFBeta(settings: ["beta": beta]).exact(sample), tversky.exact(sample))
  }

  @Test("focal Tversky with exponent 1 is Tversky")
  func focalTversky() throws {
    expectAgreement(
      try FocalTversky(settings: ["exponent": 1]).exact(sample), Tversky().exact(sample))
  }

  @Test("mean false error is squared error with balanced classes; its square is of each class")
  func meanFalseError() throws {
    let balanced = mean(of: MeanSquaredError(), weights: [1 / 180, 1 / 20])
    expectAgreement(MeanFalseError().exact(sample), balanced)
    let misses = mean(of: MeanSquaredError(), weights: [0, 1 / 20])
    let alarms = mean(of: MeanSquaredError(), weights: [1 / 180, 0])
    let squared = MeanSquaredFalseError().exact(sample)
    let expected = misses.value * misses.value + alarms.value * alarms.value
    #expect((squared.value - expected).magnitude <= 1e-12 * expected)
    for row in sample.logits.indices {
      let part = sample.labels[row] > 0.5 ? misses : alarms
      let slope = 2 * part.value * part.gradient[row]
      #expect((squared.gradient[row] - slope).magnitude <= 1e-12 * slope.magnitude)
    }
  }

  @Test("the Matthews loss is one less the correlation of labels with probabilities, coin tosses")
  func matthews() {
    let p = sample.logits.map { Double.sigmoid($0) }
    let y = sample.labels.map { Double($0) }
    let (rows, alarms, positives) = (200.0, p.reduce(0, +), y.reduce(0, +))
    let both = zip(p, y).reduce(0) { $0 + $1.0 * $1.1 }
    let correlation =
      (both * rows - alarms * positives)
      / (alarms * positives * (rows - alarms) * (rows - positives)).squareRoot()
    #expect((MatthewsLoss().exact(sample).value - (1 - correlation)).magnitude < 1e-12)
  }

  @Test("partial AUC over the whole range is the pairwise squared hinge")
  func wholeRange() throws {
    let partial = try OneWayPartialAUCCVaR(settings: ["beta": 1])
    expectAgreement(partial.exact(sample), PairwiseSquaredHinge().exact(sample))
  }

  @Test("partial AUC looks at the highest negatives alone")
  func highest() throws {
    let partial = try OneWayPartialAUCCVaR(settings: ["beta": 0.25])
    let negatives = sample.logits.indices.filter { sample.labels[$0] <= 0.5 }
    let highest = negatives.sorted { sample.logits[$0] > sample.logits[$1] }.prefix(45)
    let kept = sample.logits.indices.filter { sample.labels[$0] > 0.5 || highest.contains($0) }
    let part = PairwiseSquaredHinge().exact(
      RandomBatch(logits: kept.map { sample.logits[$0] }, labels: kept.map { sample.labels[$0] }))
    let whole = partial.exact(sample)
    expectAgreement(
      Exact(
        value: whole.value, gradient: kept.map { whole.gradient[$0] },
        curvature: kept.map { whole.curvature[$0] }), part)
    #expect(negatives.allSatisfy { highest.contains($0) || whole.gradient[$0] == 0 })
  }

  @Test("soft partial AUC tends to the pairwise squared hinge at high temperature")
  func hot() throws {
    let soft = try OneWayPartialAUCKL(settings: ["temperature": 1e6, "averaging": 1])
    expectAgreement(soft.exact(sample), PairwiseSquaredHinge().exact(sample), to: 1e-4)
  }

  @Test("stochastic average precision without memory is the surrogate of the batch")
  func noMemory() throws {
    let loss = try SOAP(settings: ["averaging": 1])
    var state = loss.initialState(in: rare)
    let earlier = RandomBatch(200, positives: 20, seed: 5)
    _ = loss.exact(earlier.logits, earlier.batch, state: &state)
    let found = loss.exact(sample.logits, sample.batch, state: &state)
    func surrogate(_ logits: [Double]) -> Double {
      let positives = logits.indices.filter { sample.labels[$0] > 0.5 }
      let ratios = positives.map { i in
        let terms = logits.map { max(0, 1 - logits[i] + $0) }.map { $0 * $0 }
        return positives.reduce(0) { $0 + terms[$1] } / terms.reduce(0, +)
      }
      return 1 - ratios.reduce(0, +) / Double(positives.count)
    }
    #expect((found.value - surrogate(sample.logits)).magnitude < 1e-12)
    for row in stride(from: 0, to: 200, by: 7) {
      var (up, down) = (sample.logits, sample.logits)
      up[row] += 1e-5
      down[row] -= 1e-5
      let slope = (surrogate(up) - surrogate(down)) / 2e-5
      #expect((found.gradient[row] - slope).magnitude < 1e-9)
    }
  }

  @Test("smooth average precision tends to average precision at low temperature")
  func cold() throws {
    let loss = try SmoothAP(settings: ["temperature": 0.001])
    let order = sample.logits.indices.sorted { sample.logits[$0] > sample.logits[$1] }
    var (hits, precision) = (0.0, 0.0)
    for (rank, row) in order.enumerated() where sample.labels[row] > 0.5 {
      hits += 1
      precision += hits / Double(rank + 1)
    }
    #expect((loss.exact(sample).value - (1 - precision / hits)).magnitude < 1e-3)
  }

  @Test("the AUC margin loss at its own best numbers is the squared surrogate of AUC")
  func game() {
    let loss = AUCM()
    var state = loss.initialState(in: rare)
    for _ in 0..<2000 { _ = loss.exact(sample.logits, sample.batch, state: &state) }
    state.isFrozen = true
    // Ying, Wen and Lyu, Stochastic online AUC maximization, 2016: the mean of (1 - p₊ + p₋)².
    let p = sample.logits.map { Double.sigmoid($0) }
    let positives = p.indices.filter { sample.labels[$0] > 0.5 }
    let negatives = p.indices.filter { sample.labels[$0] <= 0.5 }
    let pairs = positives.flatMap { i in
      negatives.map { (1 - p[i] + p[$0]) * (1 - p[i] + p[$0]) }
    }
    let value = loss.exact(sample.logits, sample.batch, state: &state).value
    #expect((value - pairs.reduce(0, +) / Double(pairs.count)).magnitude < 1e-9)
  }

  /// The sum of a loss of single rows, each class with a weight.
  private func mean(of loss: some PointwiseLoss, weights: [Double]) -> Exact {
    let zeros = sample.logits.map { _ in 0.0 }
    var result = Exact(value: 0, gradient: zeros, curvature: zeros)
    for (row, label) in sample.labels.enumerated() {
      let jet = loss.jet(sample.logits[row], label: Double(label), in: rare)
        .scaled(by: weights[Int(label)])
      result.value += jet.value
      result.gradient[row] = jet.first
      result.curvature[row] = jet.second
    }
    return result
  }
}
