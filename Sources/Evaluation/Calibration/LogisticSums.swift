internal import CounterRandom

/// What a Newton step needs: sums of p, p u, and of p (1 − p) times 1, u and u², u being the scaled
/// logit and p the probability under the present line.
struct LogisticSums: Sendable {
  var probability = 0.0
  var product = 0.0
  var curvature = 0.0
  var curvatureProduct = 0.0
  var curvatureSquare = 0.0

  /// The step to where the gradient is zero; `nil` where the curvature vanishes.
  func step(
    toward target: (weight: Double, value: Double), isSlopeFree: Bool
  ) -> (slope: Double, intercept: Double, size: Double)? {
    let (first, second) = (target.weight - probability, target.value - product)
    guard curvature > 0 else { return nil }
    var (slope, intercept) = (0.0, first / curvature)
    if isSlopeFree {
      let determinant = curvature * curvatureSquare - curvatureProduct * curvatureProduct
      guard determinant > 1e-14 * curvature * curvatureSquare else { return nil }
      slope = (curvature * second - curvatureProduct * first) / determinant
      intercept = (curvatureSquare * first - curvatureProduct * second) / determinant
    }
    // Far from the solution a full step may overshoot.
    let size = max(abs(slope), abs(intercept))
    let share = size > 4 ? 4 / size : 1
    return (slope * share, intercept * share, size)
  }

  /// The sums over rows, eight at once.
  static func over(
    _ values: [Double], weights: [Double]?, slope: Double, intercept: Double, center: Double,
    inverseScale: Double
  ) -> LogisticSums {
    var lanes = Lanes()
    let whole = values.count & ~7
    unsafe values.withUnsafeBufferPointer { values in
      guard let start = values.baseAddress else { return }
      if let weights {
        unsafe weights.withUnsafeBufferPointer { weights in
          guard let heavy = weights.baseAddress else { return }
          for row in stride(from: 0, to: whole, by: 8) {
            unsafe lanes.add(
              DoublePack(at: start + row), weight: DoublePack(at: heavy + row), slope, intercept,
              center, inverseScale)
          }
        }
      } else {
        for row in stride(from: 0, to: whole, by: 8) {
          unsafe lanes.add(
            DoublePack(at: start + row), weight: 1.0, slope, intercept, center, inverseScale)
        }
      }
    }
    if whole < values.count {
      // The rest, with rows of no weight to fill a pack.
      var (rest, heavy) = (SIMD8<Double>(repeating: center), SIMD8<Double>(repeating: 0))
      for row in whole..<values.count {
        rest[row - whole] = values[row]
        heavy[row - whole] = weights?[row] ?? 1
      }
      lanes.add(
        DoublePack(rest), weight: DoublePack(heavy), slope, intercept, center, inverseScale)
    }
    return lanes.sums
  }

  private struct Lanes {
    var probability = DoublePack(0)
    var product = DoublePack(0)
    var curvature = DoublePack(0)
    var curvatureProduct = DoublePack(0)
    var curvatureSquare = DoublePack(0)

    @inline(__always)
    mutating func add(
      _ value: DoublePack, weight: DoublePack, _ slope: Double, _ intercept: Double,
      _ center: Double, _ inverseScale: Double
    ) {
      let scaled = (value - DoublePack(center)) * DoublePack(inverseScale)
      let logit = DoublePack(slope) * scaled + DoublePack(intercept)
      let power = PortableMath.expOfNegative(-logit.magnitude)
      let share = 1.0 / (1.0 + power)
      let p = weight * (DoublePack.choose(logit.signMask, power, 1.0) * share)
      let w = weight * (power * share * share)
      let wu = w * scaled
      probability = probability + p
      product = product + p * scaled
      curvature = curvature + w
      curvatureProduct = curvatureProduct + wu
      curvatureSquare = curvatureSquare + wu * scaled
    }

    var sums: LogisticSums {
      func total(_ pack: DoublePack) -> Double {
        var sum = 0.0
        for lane in 0..<8 { sum += pack.lanes[lane] }
        return sum
      }
      return LogisticSums(
        probability: total(probability), product: total(product), curvature: total(curvature),
        curvatureProduct: total(curvatureProduct), curvatureSquare: total(curvatureSquare))
    }
  }
}
