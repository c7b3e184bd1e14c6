internal import Losses

/// The time that a loss takes for a row, beside cross-entropy's, measured in turns.
struct LossSpeed {
  private static let rows = 1 << 17
  #if DEBUG
    private static let passes = 3
  #else
    private static let passes = 15
  #endif

  let loss: any Loss

  var text: String {
    let times = LossTiming.inTurns(
      [loss, CrossEntropy()], rows: Self.rows, passes: Self.passes)
    return """
        speed on \(Self.rows) rows, the best of \(Self.passes) turns with cross-entropy:\
      \(Self.note)
        value and gradient: \(line(times[0].gradient, times[1].gradient))
        value, gradient and curvature: \(line(times[0].derivatives, times[1].derivatives))
      """
  }

  private func line(_ own: Double, _ other: Double) -> String {
    "\(own.brief) ns a row, \((own / other).brief) times cross-entropy"
  }

  private static var note: String {
    #if DEBUG
      " (built for debugging; times of a release build differ)"
    #else
      ""
    #endif
  }
}
