import CounterRandom
import Testing

/// Values from mpmath with 50 digits, rounded to the nearest double.
private struct Known: Sendable {
  let x, sin, cos, tanh, sinh, asinh: Double

  init(_ values: (Double, Double, Double, Double, Double, Double)) {
    (x, sin, cos, tanh, sinh, asinh) = values
  }
}

@Suite("Trigonometric and hyperbolic functions agree with 50-digit values")
struct PortableTrigonometryTests {
  private static let known: [Known] = [
    Known(
      (
        1e-300, 1e-300, 1.0, 1e-300, 1e-300, 1e-300
      )),
    Known(
      (
        1e-09, 1e-09, 1.0, 1e-09, 1e-09, 1e-09
      )),
    Known(
      (
        0.001, 0.0009999998333333417, 0.9999995000000417, 0.0009999996666668, 0.001000000166666675,
        0.0009999998333334083
      )),
    Known(
      (
        0.1, 0.09983341664682815, 0.9950041652780258, 0.09966799462495582, 0.10016675001984403,
        0.09983407889920756
      )),
    Known(
      (
        0.3, 0.29552020666133955, 0.955336489125606, 0.2913126124515909, 0.3045202934471426,
        0.29567304756342244
      )),
    Known(
      (
        0.5, 0.479425538604203, 0.8775825618903728, 0.46211715726000974, 0.5210953054937474,
        0.48121182505960347
      )),
    Known(
      (
        0.549999, 0.5226863764058758, 0.8525250447463084, 0.5005194617103419, 0.5781504486423292,
        0.5254795717624199
      )),
    Known(
      (
        0.55, 0.5226872289306592, 0.8525245220595057, 0.5005202111902353, 0.5781516037434543,
        0.5254804479785136
      )),
    Known(
      (
        0.7853981633974483, 0.7071067811865475, 0.7071067811865476, 0.6557942026326724,
        0.8686709614860095, 0.7212254887267797
      )),
    Known(
      (
        0.7853981633974484, 0.7071067811865476, 0.7071067811865475, 0.6557942026326725,
        0.8686709614860098, 0.7212254887267798
      )),
    Known(
      (
        0.999, 0.8409302618566215, 0.5411435065615721, 0.76117386166057, 1.173658700352452,
        0.8806663034322094
      )),
    Known(
      (
        1.0, 0.8414709848078965, 0.5403023058681398, 0.7615941559557649, 1.1752011936438014,
        0.881373587019543
      )),
    Known(
      (
        1.5, 0.9974949866040544, 0.0707372016677029, 0.9051482536448664, 2.1292794550948173,
        1.1947632172871092
      )),
    Known(
      (
        1.5707963267948966, 1.0, 6.123233995736766e-17, 0.9171523356672744, 2.3012989023072947,
        1.233403117511217
      )),
    Known(
      (
        2.0, 0.9092974268256817, -0.4161468365471424, 0.9640275800758169, 3.6268604078470186,
        1.4436354751788103
      )),
    Known(
      (
        3.0, 0.1411200080598672, -0.9899924966004454, 0.9950547536867305, 10.017874927409903,
        1.8184464592320668
      )),
    Known(
      (
        3.141592653589793, 1.2246467991473532e-16, -1.0, 0.99627207622075, 11.548739357257746,
        1.8622957433108482
      )),
    Known(
      (
        4.7, -0.9999232575641008, -0.01238866346289056, 0.9998345655542966, 54.96903858751091,
        2.2518395970315983
      )),
    Known(
      (
        6.283185307179586, -2.4492935982947064e-16, 1.0, 0.9999930253396107, 267.74489404101644,
        2.537297501373361
      )),
    Known(
      (
        10.0, -0.5440211108893698, -0.8390715290764524, 0.9999999958776927, 11013.232874703393,
        2.99822295029797
      )),
    Known(
      (
        16.6, -0.7783520785342984, -0.627828035246386, 0.9999999999999923, 8095774.520882623,
        3.5034558872012673
      )),
    Known(
      (
        19.99, 0.9088188512406862, 0.41719095823083163, 1.0, 240168860.52817237, 3.689004368245385
      )),
    Known(
      (
        25.0, -0.13235175009777303, 0.9912028118634736, 1.0, 36002449668.69294, 3.9124227656412556
      )),
    Known(
      (
        100.0, -0.5063656411097588, 0.8623188722876839, 1.0, 1.3440585709080678e+43,
        5.298342365610589
      )),
    Known(
      (
        355.0, -3.014435335948845e-05, -0.999999999545659, 1.0, 7.473277002362671e+153,
        6.565266953762845
      )),
    Known(
      (
        700.5, 0.07509100210558642, -0.9971766851480127, 1.0, 8.360929810337492e+303,
        7.244942055812617
      )),
    Known(
      (
        1000.0, 0.8268795405320025, 0.5623790762907029, 1.0, .infinity, 7.600902709541988
      )),
    Known(
      (
        12345.678, -0.7040813137533816, 0.7101193587160628, 1.0, .infinity, 10.114208503492028
      )),
    Known(
      (
        999999.5, -0.756251087561678, 0.654281508650351, 1.0, .infinity, 14.508657238524345
      )),
  ]

  private func isNear(_ value: Double, _ exact: Double, ulps: Double) -> Bool {
    value == exact || abs(value - exact) <= ulps * exact.ulp
  }

  @Test("Within the units in the last place that are stated, and odd or even")
  func values() {
    for known in Self.known {
      let x = known.x
      #expect(isNear(PortableMath.sin(x), known.sin, ulps: 2), "sin(\(x))")
      #expect(isNear(PortableMath.cos(x), known.cos, ulps: 2), "cos(\(x))")
      #expect(isNear(PortableMath.tanh(x), known.tanh, ulps: 2), "tanh(\(x))")
      #expect(isNear(PortableMath.sinh(x), known.sinh, ulps: 2), "sinh(\(x))")
      #expect(isNear(PortableMath.asinh(x), known.asinh, ulps: 3), "asinh(\(x))")
      #expect(PortableMath.sin(-x) == -PortableMath.sin(x))
      #expect(PortableMath.cos(-x) == PortableMath.cos(x))
      #expect(PortableMath.tanh(-x) == -PortableMath.tanh(x))
      #expect(PortableMath.sinh(-x) == -PortableMath.sinh(x))
      #expect(PortableMath.asinh(-x) == -PortableMath.asinh(x))
    }
  }

  @Test("Identities hold on a fine grid, across every change of method")
  func identities() {
    for step in 0..<8000 {
      let x = Double(step) * 0.003
      let (sine, cosine) = (PortableMath.sin(x), PortableMath.cos(x))
      #expect(abs(sine * sine + cosine * cosine - 1) <= 4e-16, "x = \(x)")
      #expect(abs(PortableMath.sin(x + 1e-9) - sine - 1e-9 * cosine) <= 4e-16, "x = \(x)")
      let there = PortableMath.asinh(PortableMath.sinh(x))
      #expect(abs(there - x) <= 4 * max(x, 0.001).ulp, "x = \(x)")
      let power = PortableMath.exp(-2 * x)
      #expect(abs(PortableMath.tanh(x) - (1 - power) / (1 + power)) <= 4e-16, "x = \(x)")
    }
  }

  @Test("Beyond their range they say so")
  func range() {
    #expect(PortableMath.sin(1.1e6).isNaN)
    #expect(PortableMath.cos(.infinity).isNaN)
    #expect(PortableMath.sin(.nan).isNaN)
    #expect(PortableMath.tanh(.infinity) == 1)
    #expect(PortableMath.tanh(-.infinity) == -1)
    #expect(PortableMath.tanh(.nan).isNaN)
    #expect(PortableMath.sinh(-.infinity) == -.infinity)
    #expect(PortableMath.sin(0) == 0)
    #expect(PortableMath.cos(0) == 1)
  }
}
