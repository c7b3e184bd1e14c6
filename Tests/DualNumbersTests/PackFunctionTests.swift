import DualNumbers
import Testing

@Suite("Functions on eight lanes agree with the C library")
struct PackFunctionTests {
  /// The largest error of `function` over `points`, in units of the last place of the exact result.
  func worstError(
    over points: some Sequence<Float>, _ function: (Pack) -> Pack, _ exact: (Double) -> Double
  ) -> Double {
    var worst = 0.0
    for point in points {
      let expected = exact(Double(point))
      let observed = Double(function(Pack(repeating: point)).lanes[3])
      let unit = Double(max(Float(expected).magnitude.ulp, Float.leastNormalMagnitude.ulp))
      worst = max(worst, (observed - expected).magnitude / unit)
    }
    return worst
  }

  @Test("exp is good to 2 ulp wherever the result is a normal number")
  func exponential() {
    let points = stride(from: Float(-87.3), to: 88.3, by: 0.013)
    #expect(worstError(over: points, Pack.exp, Double.exp) < 2)
  }

  @Test("expm1 is good to 3 ulp wherever the result is finite, and reaches its limits")
  func exponentialLessOne() {
    let points = stride(from: Float(-88), to: 88.3, by: 0.0131)
    #expect(worstError(over: points, Pack.expm1, Double.expm1) < 3)
    let small = stride(from: Float(-1e-3), to: 1e-3, by: 1.7e-6)
    #expect(worstError(over: small, Pack.expm1, Double.expm1) < 3)
    #expect(Pack.expm1(0).lanes[0] == 0)
    #expect(Pack.expm1(-1000).lanes[0] == -1)
    #expect(Pack.expm1(88.6).lanes[0] == .infinity)
    #expect(Pack.expm1(Pack(repeating: .nan)).lanes[0].isNaN)
  }

  @Test("exp reaches its limits and lets a NaN through")
  func exponentialLimits() {
    #expect(Pack.exp(0).lanes[0] == 1)
    #expect(Pack.exp(-88).lanes[0] == 0)
    #expect(Pack.exp(-1000).lanes[0] == 0)
    #expect(Pack.exp(Pack(repeating: -.infinity)).lanes[0] == 0)
    #expect(Pack.exp(1000).lanes[0] == .infinity)
    #expect(Pack.exp(Pack(repeating: .infinity)).lanes[0] == .infinity)
    #expect(Pack.exp(Pack(repeating: .nan)).lanes[0].isNaN)
  }

  @Test("log is good to 3 ulp over all magnitudes")
  func logarithm() {
    let points = (-60...60).flatMap { exponent in
      stride(from: Float(1), to: 2, by: 0.0037)
        .map { Float(sign: .plus, exponent: exponent, significand: $0) }
    }
    #expect(worstError(over: points, Pack.log, Double.log) < 3)
  }

  @Test("log reaches its limits")
  func logarithmLimits() {
    #expect(Pack.log(1).lanes[0] == 0)
    #expect(Pack.log(0).lanes[0] == -.infinity)
    #expect(Pack.log(-1).lanes[0].isNaN)
    #expect(Pack.log(Pack(repeating: .infinity)).lanes[0] == .infinity)
    #expect(Pack.log(Pack(repeating: .nan)).lanes[0].isNaN)
  }

  @Test("log1p keeps its digits down to the smallest arguments")
  func logarithmOfOnePlus() {
    let small = (-40...0).flatMap { exponent in
      stride(from: Float(1), to: 2, by: 0.037)
        .map { Float(sign: .plus, exponent: exponent, significand: $0) }
    }
    let points = small + small.map { -0.49 * $0 } + stride(from: Float(1), to: 100, by: 0.37)
    #expect(worstError(over: points, Pack.log1p, Double.log1p) < 4)
  }

  @Test("sqrt is rounded correctly")
  func squareRoot() {
    let points = stride(from: Float(0), to: 50, by: 0.0173)
    #expect(worstError(over: points, Pack.sqrt, Double.sqrt) <= 0.5)
  }

  @Test("pow is within its stated error", arguments: [-1.5, 0.3, 0.7, 1, 2, 3.5])
  func power(_ exponent: Double) {
    for base in stride(from: Float(0.001), to: 8, by: 0.0173) {
      let expected = Double.pow(Double(base), exponent)
      let observed = Double(Pack.pow(Pack(repeating: base), exponent).lanes[0])
      let allowed = (2 + 3 * (exponent * Double.log(Double(base))).magnitude) * 1.2e-7
      #expect((observed / expected - 1).magnitude < allowed, "base \(base)")
    }
  }

  @Test("a power of zero is 0, 1 or infinite as its exponent says")
  func powerOfZero() {
    #expect(Pack.pow(0, 0.5).lanes[0] == 0)
    #expect(Pack.pow(0, 0).lanes[0] == 1)
    #expect(Pack.pow(0, -1).lanes[0] == .infinity)
  }

  @Test("the logistic function and its logarithms keep their digits in both tails")
  func logistic() {
    let points = Array(stride(from: Float(-80), through: 80, by: 0.0371)) + [0]
    func worst(_ lanes: (Logistic<Pack>) -> Pack, _ exact: (Logistic<Double>) -> Double) -> Double {
      worstError(over: points, { lanes(.init($0)) }, { exact(Double.logistic($0)) })
    }
    #expect(worst(\.sigmoid, \.sigmoid) < 4)
    #expect(worst(\.complement, \.complement) < 4)
    #expect(worst(\.negativeLogSigmoid, \.negativeLogSigmoid) < 4)
    #expect(worst(\.negativeLogComplement, \.negativeLogComplement) < 4)
  }

  @Test("comparisons choose lane by lane")
  func choice() {
    let a = Pack(SIMD8(0, 1, 2, 3, 4, 5, 6, 7))
    #expect(Pack.choose(a .< 4, a, -a).lanes == SIMD8(0, 1, 2, 3, -4, -5, -6, -7))
    #expect(Pack.max(a, 3).lanes == SIMD8(3, 3, 3, 3, 4, 5, 6, 7))
    #expect(Pack.min(a, 3).lanes == SIMD8(0, 1, 2, 3, 3, 3, 3, 3))
    #expect(Pack.abs(-a).lanes == a.lanes)
    let labels = Pack(SIMD8(0, 1, 0, 1, 0, 1, 0, 1))
    #expect(Pack.margin(a, label: labels).lanes == SIMD8(0, 1, -2, 3, -4, 5, -6, 7))
    #expect(
      a.weighted(positive: 10, negative: 1, label: labels).lanes
        == SIMD8(0, 10, 2, 30, 4, 50, 6, 70))
  }
}

extension Logistic where N == Pack {
  fileprivate init(_ z: Pack) { self = Pack.logistic(z) }
}
