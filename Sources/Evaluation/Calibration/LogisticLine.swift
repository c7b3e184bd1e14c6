internal import Foundation

/// A straight line in the logit: σ(slope · z + intercept).
struct LogisticLine: Equatable, Sendable {
  /// The logit itself.
  static let identity = LogisticLine(slope: 1, intercept: 0)

  var slope: Double
  var intercept: Double

  @inline(__always)
  func logit(_ z: Double) -> Double { slope * z + intercept }
}

/// What a positive and a negative row are taken to be when a line is fitted.
struct LogisticTargets: Sendable {
  var positive: Double
  var negative: Double

  /// The labels themselves.
  static let labels = LogisticTargets(positive: 1, negative: 0)

  /// Platt's: one row of the other kind is thought to be added to each class.
  ///
  /// Source: J. Platt, *Probabilistic outputs for support vector machines*, Advances in Large Margin
  /// Classifiers, 1999.
  static func platt(positives: Double, negatives: Double) -> LogisticTargets {
    LogisticTargets(
      positive: (positives + 1) / (positives + 2), negative: 1 / (negatives + 2))
  }
}

/// Fits lines in the logit by maximum likelihood, several to the same rows.
///
/// Newton's method. A first solution comes from a few thousand bins of the logit, each with its mean
/// and spread; it is so near that one or two passes over the rows themselves reach the last digits.
/// Logits are centred and scaled, so that their unit does not matter.
struct LogisticProblem: Sendable {
  let values: [Double]
  let weights: [Double]?
  private let center: Double
  private let scale: Double
  /// Sums of the weights, and of weight times scaled logit.
  private let all: (weight: Double, value: Double)
  private let positives: (weight: Double, value: Double)
  private let bins: LogisticBins
  /// Whether a threshold on the logit parts the classes, so that no finite slope is the best.
  private let isSeparated: Bool

  /// A problem with checked logits, labels and weights of as many rows; `nil` without both classes.
  init?(_ values: [Double], labels: [UInt8], weights: [Double]? = nil) {
    let moments = LogisticMoments(values, weights: weights)
    guard moments.weight > 0 else { return nil }
    let (center, deviation) = (moments.center, moments.deviation)
    // Below this the logits differ by rounding alone.
    let scale = deviation > 1e-12 * max(1, abs(center)) ? deviation : 0
    var (weight, value) = (CompensatedSum(), CompensatedSum())
    var lowest = (negative: Double.infinity, positive: Double.infinity)
    var highest = (negative: -Double.infinity, positive: -Double.infinity)
    for row in values.indices {
      let z = values[row]
      guard labels[row] == 1 else {
        lowest.negative = z < lowest.negative ? z : lowest.negative
        highest.negative = z > highest.negative ? z : highest.negative
        continue
      }
      lowest.positive = min(lowest.positive, z)
      highest.positive = max(highest.positive, z)
      weight.add(weights?[row] ?? 1)
      if scale > 0 { value.add((weights?[row] ?? 1) * (z - center) / scale) }
    }
    isSeparated =
      lowest.positive >= highest.negative || highest.positive <= lowest.negative
    guard weight.value > 0, weight.value < moments.weight else { return nil }
    self.values = values
    self.weights = weights
    self.center = center
    self.scale = scale
    // The scaled logits add up to zero but for rounding, which the passes must share.
    all = (moments.weight, 0)
    positives = (weight.value, value.value)
    bins = LogisticBins(
      values, weights: weights, center: center, scale: scale,
      range: min(lowest.positive, lowest.negative)...max(highest.positive, highest.negative))
  }

  /// Weight of the positives and of the negatives.
  var classWeights: (positives: Double, negatives: Double) {
    (positives.weight, all.weight - positives.weight)
  }

  /// Slope and intercept; `nil` where no finite ones are best, because the labels are the targets and
  /// a threshold on the logit parts the classes.
  ///
  /// Where all logits are equal the slope is 0.
  func line(_ targets: LogisticTargets) -> LogisticLine? {
    guard scale > 0 else {
      let share = target(targets).weight / all.weight
      return LogisticLine(slope: 0, intercept: log(share / (1 - share)))
    }
    guard targets.negative > 0 || !isSeparated else { return nil }
    let target = target(targets)
    guard var point = bins.solve(target: target, weight: all.weight, isSlopeFree: true, slope: 0)
    else { return nil }
    for _ in 0..<Self.passLimit {
      let sums = sums(at: point)
      guard let step = sums.step(toward: target, isSlopeFree: true) else { return nil }
      point.slope += step.slope
      point.intercept += step.intercept
      if step.size < Self.lastStep { return unscaled(point) }
    }
    return nil
  }

  /// The intercept under a given slope of the logit.
  func intercept(_ targets: LogisticTargets, slope: Double) -> Double? {
    let target = target(targets)
    let fixed = slope * scale
    guard
      var point = bins.solve(
        target: target, weight: all.weight, isSlopeFree: false, slope: fixed)
    else { return nil }
    for _ in 0..<Self.passLimit {
      guard let step = sums(at: point).step(toward: target, isSlopeFree: false) else { return nil }
      point.intercept += step.intercept
      if step.size < Self.lastStep { return point.intercept - slope * center }
    }
    return nil
  }

  private static let passLimit = 60
  /// After a step of this size the error is the square of it.
  private static let lastStep = 1e-7

  private func unscaled(_ line: LogisticLine) -> LogisticLine {
    let slope = line.slope / scale
    return LogisticLine(slope: slope, intercept: line.intercept - slope * center)
  }

  private func target(_ targets: LogisticTargets) -> (weight: Double, value: Double) {
    let gap = targets.positive - targets.negative
    return (
      targets.negative * all.weight + gap * positives.weight,
      targets.negative * all.value + gap * positives.value
    )
  }

  /// Sums over all rows under a line in the scaled logit.
  private func sums(at line: LogisticLine) -> LogisticSums {
    let inverse = scale > 0 ? 1 / scale : 0
    return LogisticSums.over(
      values, weights: weights, slope: line.slope, intercept: line.intercept, center: center,
      inverseScale: inverse)
  }
}

/// Where logits lie and how far they spread: what makes them unit-free, and hence no more accurate
/// than that.
private struct LogisticMoments {
  var weight = 0.0
  var center = 0.0
  var deviation = 0.0

  init(_ values: [Double], weights: [Double]?) {
    let weight = weights.map { Self.sum($0) { $0 } } ?? Double(values.count)
    guard weight > 0 else { return }
    let center = Self.sum(values, weights) { $0 } / weight
    let square = Self.sum(values, weights) { ($0 - center) * ($0 - center) }
    (self.weight, self.center) = (weight, center)
    deviation = (square / weight).squareRoot()
  }

  /// In four sums side by side, so that none waits for another.
  @inline(__always)
  private static func sum(
    _ values: [Double], _ weights: [Double]? = nil, _ term: (Double) -> Double
  ) -> Double {
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    guard let weights else {
      let whole = values.count & ~3
      for row in stride(from: 0, to: whole, by: 4) {
        a += term(values[row])
        b += term(values[row + 1])
        c += term(values[row + 2])
        d += term(values[row + 3])
      }
      for row in whole..<values.count { a += term(values[row]) }
      return (a + b) + (c + d)
    }
    for row in values.indices { a += weights[row] * term(values[row]) }
    return a
  }
}
