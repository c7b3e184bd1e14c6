import CounterRandom
import Foundation
import Testing

@Suite("Elementary functions agree with the C library's within 1 unit in the last place")
struct PortableMathTests {
  @Test("log, over all magnitudes and around 1")
  func logarithm() {
    for step in 0..<4000 {
      let x = Foundation.exp(Double(step) * 0.3543 - 708)
      #expect(abs(PortableMath.log(x) - Foundation.log(x)) <= Foundation.log(x).ulp, "log(\(x))")
      let near = 0.5 + Double(step) * 0.0004
      let exact = Foundation.log(near)
      #expect(abs(PortableMath.log(near) - exact) <= exact.ulp, "log(\(near))")
    }
    #expect(PortableMath.log(1) == 0)
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(.infinity) == .infinity)
    #expect(PortableMath.log(-1).isNaN)
    #expect(PortableMath.log(.nan).isNaN)
    #expect(abs(PortableMath.log(.leastNonzeroMagnitude) + 744.440_071_921_381_3) < 1e-12)
  }

  @Test("exp, over all of its range")
  func exponential() {
    for step in 0...4000 {
      let x = Double(step) * 0.354 - 707.5
      let exact = Foundation.exp(x)
      #expect(abs(PortableMath.exp(x) - exact) <= exact.ulp, "exp(\(x))")
    }
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.exp(-.infinity) == 0)
    #expect(PortableMath.exp(-709) == 0)
    #expect(PortableMath.exp(.infinity) == .infinity)
    #expect(PortableMath.exp(709.782).isFinite)
    #expect(PortableMath.exp(710) == .infinity)
    #expect(PortableMath.exp(.nan).isNaN)
  }

  @Test("sigmoid and log1p keep small numbers")
  func small() {
    #expect(PortableMath.sigmoid(0) == 0.5)
    #expect(PortableMath.sigmoid(-.infinity) == 0)
    #expect(PortableMath.sigmoid(.infinity) == 1)
    #expect(abs(PortableMath.sigmoid(-40) / Foundation.exp(-40.0) - 1) < 1e-15)
    for x in [0, 1e-300, 1e-17, 1e-9, 1e-3, 0.4, 1, 1e9] {
      #expect(abs(PortableMath.log1p(x) - Foundation.log1p(x)) <= 2 * Foundation.log1p(x).ulp)
    }
  }
}
