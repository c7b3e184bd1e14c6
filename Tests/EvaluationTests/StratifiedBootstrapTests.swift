import CounterRandom
import Evaluation
import Testing

@Suite("Intervals by resampling the test rows")
struct StratifiedBootstrapTests {
  /// Scores with ties, a fifth of the rows positive.
  private func input(rows: Int = 400, seed: UInt64 = 1) -> EvaluationInput {
    var generator = CounterGenerator(seed: seed, stream: 9)
    var logits: [Float] = []
    var labels: [UInt8] = []
    for row in 0..<rows {
      labels.append(row % 5 == 0 ? 1 : 0)
      let score = generator.normal() + (row % 5 == 0 ? 1 : 0)
      logits.append(Float((score * 8).rounded() / 8))
    }
    let posterior = logits.map { 1 / (1 + exponential(-Double($0) + 1)) }
    return EvaluationInput(
      logits: logits, labels: labels, recovered: posterior, validationLogits: logits,
      validationLabels: labels, posterior: posterior)
  }

  private func exponential(_ x: Double) -> Double { PortableMath.exp(x) }

  @Test("A resample's metrics are those of its rows, written out")
  func resample() throws {
    let input = input()
    let bootstrap = try StratifiedBootstrap(input, seed: 7)
    var room = bootstrap.makeRoom()
    for index in 0..<5 {
      let metrics = bootstrap.metrics(ofResample: index, room: &room)
      var generator = CounterGenerator(seed: 7, stream: UInt64(index))
      var rows: [Int] = []
      for label: UInt8 in [1, 0] {
        let own = input.labels.indices.filter { input.labels[$0] == label }
        for _ in own { rows.append(own[Int(generator.integer(below: UInt64(own.count)))]) }
      }
      let logits = rows.map { input.logits[$0] }
      let labels = rows.map { input.labels[$0] }
      var evaluator = Evaluator()
      let expected = try evaluator.evaluate(
        EvaluationInput(
          logits: logits, labels: labels, recovered: rows.map { input.recovered?[$0] ?? 0 },
          validationLogits: logits, validationLabels: labels,
          posterior: rows.map { input.posterior?[$0] ?? 0 })
      ).metrics
      #expect(metrics.count == 11)
      for (key, value) in metrics {
        #expect(abs(value - (expected[key] ?? .infinity)) < 1e-12, "\(key)")
      }
    }
  }

  @Test("Intervals hold the estimate, and shrink with the root of the rows")
  func widths() throws {
    func interval(_ rows: Int) throws -> (ClosedRange<Double>, Double) {
      let input = input(rows: rows)
      let bootstrap = try StratifiedBootstrap(input, seed: 3)
      var room = bootstrap.makeRoom()
      let all = (0..<400).map { bootstrap.metrics(ofResample: $0, room: &room) }
      let ranked = try RankedScores(scores: input.logits, labels: input.labels)
      return (
        try #require(StratifiedBootstrap.intervals(all)[MetricKey.areaUnderROC]),
        try #require(ranked.areaUnderROC)
      )
    }
    let (small, smallValue) = try interval(200)
    let (large, largeValue) = try interval(3200)
    #expect(small.contains(smallValue))
    #expect(large.contains(largeValue))
    let ratio = (small.upperBound - small.lowerBound) / (large.upperBound - large.lowerBound)
    #expect((3.2...4.9).contains(ratio), "16 times the rows, a fourth of the width: \(ratio)")
    // Hanley and McNeil 1982: the standard error at this area with 40 positives and 160 negatives.
    let a = smallValue
    let (q1, q2) = (a / (2 - a), 2 * a * a / (1 + a))
    let variance = (a * (1 - a) + 39 * (q1 - a * a) + 159 * (q2 - a * a)) / (40 * 160)
    let width = 2 * 1.96 * variance.squareRoot()
    #expect(abs((small.upperBound - small.lowerBound) / width - 1) < 0.2)
  }

  @Test("Percentiles lie between the two nearest values")
  func percentiles() throws {
    let values = (0...40).map { ["x": Double($0)] }
    let interval = try #require(StratifiedBootstrap.intervals(values.reversed())["x"])
    #expect(interval == 1...39)
    #expect(StratifiedBootstrap.intervals([["x": 1]]).isEmpty)
    #expect(StratifiedBootstrap.intervals([["x": .infinity], ["x": 1]]).isEmpty)
  }

  @Test("Scores that are no numbers are refused")
  func refusal() {
    #expect(throws: EvaluationError.self) {
      try StratifiedBootstrap(
        EvaluationInput(
          logits: [1, .nan], labels: [0, 1], validationLogits: [], validationLabels: []), seed: 1)
    }
  }
}
