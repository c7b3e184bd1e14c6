internal import Losses

/// The time that a loss takes for a row, beside cross-entropy's, measured in turns.
struct LossSpeed {
  private static let rows = 1 << 17
  #if DEBUG
    private static let rounds = 3
  #else
    private static let rounds = 15
  #endif

  let loss: any Loss
  let context: LossContext

  var text: String {
    let labels = (0..<Self.rows).map { Float($0 % 1000 == 500 ? 1 : 0) }
    let amounts = labels.indices.map { Float(20 + $0 % 300) }
    let batch = LossBatch(labels: labels, amounts: amounts)
    let logits = labels.indices.map { Float(($0 * 7919) % 12_007) / 1200 - 9 + 2 * labels[$0] }
    let reference: any Loss = CrossEntropy()
    var own = Timing()
    var other = Timing()
    for _ in 0..<Self.rounds {
      other.measure(reference, logits, batch, context)
      own.measure(loss, logits, batch, context)
    }
    return """
        speed on \(Self.rows) rows, the best of \(Self.rounds) turns with cross-entropy:\
      \(Self.note)
        value and gradient: \(line(own.gradient, other.gradient))
        value, gradient and curvature: \(line(own.both, other.both))
      """
  }

  private func line(_ own: Duration, _ other: Duration) -> String {
    let each = nanoseconds(own) / Double(Self.rows)
    let ratio = nanoseconds(own) / nanoseconds(other)
    return "\(each.brief) ns a row, \(ratio.brief) times cross-entropy"
  }

  private func nanoseconds(_ duration: Duration) -> Double {
    let (seconds, attoseconds) = duration.components
    return Double(seconds) * 1e9 + Double(attoseconds) / 1e9
  }

  private static var note: String {
    #if DEBUG
      " (built for debugging; times of a release build differ)"
    #else
      ""
    #endif
  }

  /// The shortest times so far.
  private struct Timing {
    var gradient = Duration.seconds(1_000_000)
    var both = Duration.seconds(1_000_000)

    mutating func measure(
      _ loss: any Loss, _ logits: [Float], _ batch: LossBatch, _ context: LossContext
    ) {
      let clock = ContinuousClock()
      var gradient = [Float](repeating: 0, count: logits.count)
      var curvature = gradient
      var state = loss.initialState(in: context)
      var first = gradient.mutableSpan
      var second = curvature.mutableSpan
      self.gradient = min(
        self.gradient,
        clock.measure {
          _ = loss.gradient(
            at: logits.span, of: batch, in: context, state: &state, gradient: &first)
        })
      both = min(
        both,
        clock.measure {
          _ = loss.derivatives(
            at: logits.span, of: batch, in: context, state: &state, gradient: &first,
            curvature: &second)
        })
    }
  }
}
