import CounterRandom
import Foundation
import Testing

@Suite("Normals are accurate, symmetric and the same in any batch")
struct NormalTests {
  @Test("Quantiles agree with 50-digit reference values to 1e-14, from 5e-324 on")
  func quantiles() throws {
    for known in try Reference.load().quantiles {
      let x = InverseNormal.quantile(known.p)
      #expect(abs(x - known.x) <= max(1e-14 * abs(known.x), 1e-15), "p = \(known.p)")
    }
    for known in try Reference.load().uniformWords {
      let x = InverseNormal.quantile(known.uniform)
      #expect(abs(x - known.quantile) <= 1e-14 * abs(x))
    }
  }

  @Test("Quantiles of 0, 1, and of what is no probability")
  func specialQuantiles() {
    #expect(InverseNormal.quantile(0) == -.infinity)
    #expect(InverseNormal.quantile(1) == .infinity)
    #expect(InverseNormal.quantile(0.5) == 0)
    for p in [-0.1, 1.1, .nan, .infinity] { #expect(InverseNormal.quantile(p).isNaN) }
  }

  @Test("A word gives the centre of one of 2⁵³ cells, exactly and symmetrically")
  func offsets() {
    #expect(InverseNormal.offset(of: 0) == -0.5 + 0x1p-54)
    #expect(InverseNormal.offset(of: .max) == 0.5 - 0x1p-54)
    #expect(InverseNormal.offset(of: 1 << 63) == 0x1p-54)
    let extreme = InverseNormal.quantile(atOffset: InverseNormal.offset(of: .max))
    #expect(abs(extreme - 8.292_361_075_813_6) < 1e-12)
    var generator = CounterGenerator(seed: 1, stream: 0)
    for _ in 0..<500 {
      let word = generator.next()
      let (q, mirrored) = (InverseNormal.offset(of: word), InverseNormal.offset(of: ~word))
      #expect(q == -mirrored)
      #expect(InverseNormal.quantile(atOffset: q) == -InverseNormal.quantile(atOffset: mirrored))
      #expect(abs(InverseNormal.quantile(atOffset: q) - InverseNormal.quantile(0.5 + q)) < 1e-13)
    }
  }

  @Test("Quantiles grow with the offset, across the borders of the three pieces")
  func monotone() {
    let borders = [-0.5 + 1.3888e-11, -0.425, 0, 0.425, 0.5 - 1.3888e-11]
    for border in borders {
      let step = max(abs(abs(border) - 0.5) * 1e-6, 0x1p-53)
      let values = (-20...20).map { InverseNormal.quantile(atOffset: border + Double($0) * step) }
      #expect(values == values.sorted(), "around \(border)")
    }
  }

  @Test("Rows of a stream are the same in any range")
  func ranges() {
    let stream = CounterStream(seed: 3, purpose: .test, scenario: 1)
    func draw(_ rows: Range<UInt64>) -> [Double] {
      var values = [Double](repeating: 0, count: rows.count * 28)
      var span = values.mutableSpan
      stream.normals(rows: Array(rows).span, perRow: 28, firstBlock: 1, into: &span)
      return values
    }
    let whole = draw(0..<200)
    #expect(draw(0..<1) == Array(whole[..<28]))
    #expect(draw(73..<163) == Array(whole[(73 * 28)..<(163 * 28)]))
    #expect(draw(73..<73).isEmpty)
    let words = stream.words(row: 5, block: 14)
    #expect(
      whole[5 * 28 + 27] == InverseNormal.quantile(atOffset: InverseNormal.offset(of: words.1)))
    // Rows beyond 2³² have words of their own.
    #expect(draw(1 << 32..<1 + 1 << 32) != draw(0..<1))
  }

  @Test("Moments of 56,000 normals")
  func moments() {
    var values = [Double](repeating: 0, count: 56_000)
    var span = values.mutableSpan
    CounterStream(seed: 4, purpose: .training, scenario: 1)
      .normals(rows: Array(0..<UInt64(2000)).span, perRow: 28, firstBlock: 1, into: &span)
    let n = Double(values.count)
    func moment(_ power: Double) -> Double { values.reduce(0) { $0 + pow($1, power) } / n }
    // Four standard errors each: variances of z, z², z³, z⁴ are 1, 2, 15, 96.
    let expected: [(power: Double, mean: Double, variance: Double)] = [
      (1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96),
    ]
    for (power, mean, variance) in expected {
      #expect(abs(moment(power) - mean) < 4 * (variance / n).squareRoot(), "moment \(power)")
    }
  }
}
