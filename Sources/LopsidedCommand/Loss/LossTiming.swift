internal import Foundation
internal import Losses

/// How long a loss takes a row on this machine, on one core.
struct LossTiming: Encodable {
  /// The loss's name.
  let name: String
  /// Nanoseconds a row for value and gradient.
  let gradient: Double
  /// Nanoseconds a row for value, gradient and curvature.
  let derivatives: Double

  /// Times losses in turns, on rows like those of a fraud model, one in a thousand positive.
  ///
  /// - Parameters:
  ///   - losses: The losses.
  ///   - rows: Rows of the one batch.
  ///   - passes: How often each is done; the fastest counts.
  ///
  /// - Returns: One timing a loss, in their order.
  static func inTurns(_ losses: [any Loss], rows: Int, passes: Int) -> [LossTiming] {
    let input = LossTimingInput(rows: rows)
    var gradient = [Float](repeating: 0, count: rows)
    var curvature = gradient
    let clock = ContinuousClock()
    let prepared = losses.map { $0.prepared(for: input.context) }
    var states = prepared.map { $0.initialState(in: input.context) }
    var fastest = losses.map { _ in (gradient: Double.infinity, derivatives: Double.infinity) }
    // The first pass warms up.
    for pass in 0...passes {
      for (index, loss) in prepared.enumerated() {
        let one = clock.measure {
          var first = gradient.mutableSpan
          _ = loss.gradient(
            at: input.logits.span, of: input.batch, in: input.context, state: &states[index],
            gradient: &first)
        }
        let both = clock.measure {
          var first = gradient.mutableSpan
          var second = curvature.mutableSpan
          _ = loss.derivatives(
            at: input.logits.span, of: input.batch, in: input.context, state: &states[index],
            gradient: &first, curvature: &second)
        }
        guard pass > 0 else { continue }
        fastest[index].gradient = min(fastest[index].gradient, one / .nanoseconds(1))
        fastest[index].derivatives = min(fastest[index].derivatives, both / .nanoseconds(1))
      }
    }
    return zip(losses, fastest).map { loss, time in
      LossTiming(
        name: loss.profile.name, gradient: time.gradient / Double(rows),
        derivatives: time.derivatives / Double(rows))
    }
  }
}

extension LossTiming {
  /// Nanoseconds a number for sorting the logits, the fastest of a few passes.
  static func sort(rows: Int, passes: Int) -> Double {
    let logits = LossTimingInput(rows: rows).logits.map { Double($0) }
    let clock = ContinuousClock()
    let times = (0..<passes).map { _ in
      var copy = logits
      return clock.measure { copy.sort() } / .nanoseconds(1)
    }
    return (times.min() ?? 0) / Double(rows)
  }
}

/// The rows that losses are timed on: the same for all.
private struct LossTimingInput {
  let logits: [Float]
  let batch: LossBatch
  let context = LossContext(positives: 1000, negatives: 999_000)

  init(rows: Int) {
    // A fixed sequence spread like the logits of a trained model; no speed hangs on more.
    var word: UInt64 = 7
    func next() -> Double {
      word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(word >> 11) / 9_007_199_254_740_992
    }
    let labels = (0..<rows).map { Float($0 % 1000 == 500 ? 1 : 0) }
    logits = labels.map { label in
      Float((next() + next() + next() + next() - 2) * 3.5) - 4 + 4 * label
    }
    batch = LossBatch(labels: labels, amounts: (0..<rows).map { _ in Float(exp(3 + 2 * next())) })
  }
}
