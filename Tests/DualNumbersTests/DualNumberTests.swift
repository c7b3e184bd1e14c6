import DualNumbers
import Testing

/// A function to differentiate, in the three numbers that take part.
struct Formula: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var range: ClosedRange<Double>
  var value: @Sendable (Double) -> Double
  var slope: @Sendable (Slope<Double>) -> Slope<Double>
  var jet: @Sendable (Jet<Double>) -> Jet<Double>

  static let all: [Formula] = [
    Formula(
      testDescription: "exp", range: -20...20, value: Double.exp, slope: Slope.exp, jet: Jet.exp),
    Formula(
      testDescription: "expm1", range: -20...20, value: Double.expm1, slope: Slope.expm1,
      jet: Jet.expm1),
    Formula(
      testDescription: "log", range: 0.7...20, value: Double.log, slope: Slope.log, jet: Jet.log),
    Formula(
      testDescription: "log1p", range: -0.3...20, value: Double.log1p, slope: Slope.log1p,
      jet: Jet.log1p),
    Formula(
      testDescription: "sqrt", range: 0.7...20, value: Double.sqrt, slope: Slope.sqrt,
      jet: Jet.sqrt),
    Formula(
      testDescription: "pow 2.5", range: 0.7...5, value: { .pow($0, 2.5) },
      slope: { .pow($0, 2.5) }, jet: { .pow($0, 2.5) }),
    Formula(
      testDescription: "pow -0.7", range: 0.7...5, value: { .pow($0, -0.7) },
      slope: { .pow($0, -0.7) }, jet: { .pow($0, -0.7) }),
    Formula(
      testDescription: "sigmoid", range: -30...30, value: Double.sigmoid, slope: Slope.sigmoid,
      jet: Jet.sigmoid),
    Formula(
      testDescription: "complement", range: -30...30, value: { Double.logistic($0).complement },
      slope: { Slope.logistic($0).complement }, jet: { Jet.logistic($0).complement }),
    Formula(
      testDescription: "softplus", range: -30...30, value: Double.softplus, slope: Slope.softplus,
      jet: Jet.softplus),
    Formula(
      testDescription: "-log sigmoid", range: -30...30,
      value: { Double.logistic($0).negativeLogSigmoid },
      slope: { Slope.logistic($0).negativeLogSigmoid },
      jet: { Jet.logistic($0).negativeLogSigmoid }),
    Formula(
      testDescription: "a rational function", range: -3...3, value: rational, slope: rational,
      jet: rational),
    Formula(
      testDescription: "a composition", range: -3...3, value: composed, slope: composed,
      jet: composed),
  ]
}

/// Every operator once.
private func rational<N: LossNumber>(_ x: N) -> N {
  (x * x - 3 * x + 0.5) / (2 + x * x) + (-x).scaled(by: 0.25)
}

/// The chain rule through all functions.
private func composed<N: LossNumber>(_ x: N) -> N {
  let s = N.sigmoid(x * x - 1)
  return N.exp(-s) * N.log(1 + s * s) + N.log1p(N.sqrt(s)) * N.pow(s, 1.5)
    + N.softplus(x.weighted(positive: 3, negative: 2, label: 1))
}

@Suite("Dual numbers carry exact derivatives")
struct DualNumberTests {
  @Test("derivatives agree with differences of fourth order", arguments: Formula.all)
  func differences(of formula: Formula) {
    let h = 1e-3
    func difference(_ f: (Double) -> Double, at x: Double) -> Double {
      (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)
    }
    let points = stride(
      from: formula.range.lowerBound, through: formula.range.upperBound,
      by: (formula.range.upperBound - formula.range.lowerBound) / 97)
    for x in points {
      let jet = formula.jet(.variable(x))
      let slope = formula.slope(.variable(x))
      let value = formula.value(x)
      #expect((jet.value - value).magnitude <= 1e-15 * value.magnitude)
      #expect((slope.value - value).magnitude <= 1e-15 * value.magnitude)
      #expect((slope.first - jet.first).magnitude <= 1e-13 * jet.first.magnitude)
      let first = difference(formula.value, at: x)
      #expect(
        (jet.first - first).magnitude <= 1e-8 * (first.magnitude + value.magnitude), "at \(x)")
      let second = difference({ formula.slope(.variable($0)).first }, at: x)
      #expect(
        (jet.second - second).magnitude
          <= 1e-8 * (second.magnitude + first.magnitude + value.magnitude), "at \(x)")
    }
  }

  @Test("a constant has no derivative and takes none along")
  func constants() {
    let c: Jet<Double> = 3
    #expect((c.value, c.first, c.second) == (3, 0, 0))
    let x = Jet.variable(2.0) * c
    #expect((x.value, x.first, x.second) == (6, 3, 0))
    let y = Slope.variable(2.0) * Slope(0.5)
    #expect((y.value, y.first) == (1, 0.5))
  }

  @Test("derivatives of a power at zero are their limits")
  func powersAtZero() {
    let square = Jet<Double>.pow(.variable(0), 2)
    #expect((square.value, square.first, square.second) == (0, 0, 2))
    let line = Jet<Double>.pow(.variable(0), 1)
    #expect((line.value, line.first, line.second) == (0, 1, 0))
    let one = Jet<Double>.pow(.variable(0), 0)
    #expect((one.value, one.first, one.second) == (1, 0, 0))
    #expect(Jet<Double>.pow(.variable(0), 0.5).first == .infinity)
  }

  @Test("the mirrored logistic function is that of the negated logit, bit by bit")
  func mirrored() {
    for z in [0, -0.0, 1e-300, 0.3, 1, 17.2, 36.8, 700, 800, 1e300] {
      for z in [z, -z] {
        let (mirrored, other) = (Double.logistic(z).mirrored, Double.logistic(-z))
        #expect(mirrored.sigmoid == other.sigmoid)
        #expect(mirrored.complement == other.complement)
        #expect(mirrored.negativeLogSigmoid == other.negativeLogSigmoid)
        #expect(mirrored.negativeLogComplement == other.negativeLogComplement)
      }
    }
  }

  @Test("the kinks of max, min and abs take one side whole")
  func kinks() {
    let x = Jet.variable(-2.0)
    #expect(Jet.max(x, 0).first == 0)
    #expect(Jet.min(x, 0).first == 1)
    #expect(Jet.abs(x).first == -1)
    #expect(Jet.abs(Jet.variable(0.0)).first == 1)
  }
}
