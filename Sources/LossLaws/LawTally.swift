/// Counts the comparisons of a law and keeps the worst.
struct LawTally {
  private var worst: (error: Double, tolerance: Double, place: LawResult.Place)?
  private var comparisons = 0
  private var skipped = 0

  /// Compares two numbers.
  ///
  /// - Parameters:
  ///   - observed: The number under test.
  ///   - expected: What it should be.
  ///   - scale: What the error is measured by.
  ///   - tolerance: How much of the scale the error may be.
  ///   - negligible: A difference that counts as none, where numbers underflow.
  ///   - place: Where it is.
  mutating func compare(
    _ observed: Double, _ expected: Double, scale: Double, tolerance: Double,
    negligible: Double = 0, at place: @autoclosure () -> LawResult.Place
  ) {
    let difference = (observed - expected).magnitude
    let isSame = observed == expected || difference <= negligible
    let error = isSame ? 0 : difference / scale
    note(error.isNaN ? .infinity : error, tolerance: tolerance, at: place())
  }

  /// Counts an error that was measured already.
  mutating func note(
    _ error: Double, tolerance: Double, at place: @autoclosure () -> LawResult.Place
  ) {
    comparisons += 1
    guard let worst else {
      worst = (error, tolerance, place())
      return
    }
    let (strain, most) = (Self.strain(error, tolerance), Self.strain(worst.error, worst.tolerance))
    // Of two that are right to the last bit, the one that could have been off tells more.
    let isWorse = strain > most || (strain == most && tolerance > worst.tolerance)
    if isWorse { self.worst = (error, tolerance, place()) }
  }

  /// How far an error uses up its tolerance.
  private static func strain(_ error: Double, _ tolerance: Double) -> Double {
    tolerance > 0 ? error / tolerance : error > 0 ? .infinity : 0
  }

  /// Demands that something holds.
  mutating func require(_ holds: Bool, _ what: @autoclosure () -> String) {
    require(holds, at: LawResult.Place(what: what()))
  }

  /// Demands that something holds at a place.
  mutating func require(_ holds: Bool, at place: @autoclosure () -> LawResult.Place) {
    note(holds ? 0 : 1, tolerance: 0, at: place())
  }

  /// Leaves a point out.
  mutating func skip() { skipped += 1 }

  /// The result so far. A law that compared nothing, or left out more than a tenth, is not passed.
  func result(of law: String) -> LawResult {
    var result = LawResult(law: law, verdict: .passed)
    result.comparisons = comparisons
    result.skipped = skipped
    guard let worst else {
      result.verdict = .failed
      result.worstError = 1
      result.place = LawResult.Place(what: "nothing could be compared")
      return result
    }
    result.worstError = worst.error
    result.tolerance = worst.tolerance
    if worst.error > 0 { result.place = worst.place }
    if worst.error > worst.tolerance {
      result.verdict = .failed
    } else if skipped * 10 > comparisons + skipped {
      result.verdict = .failed
      result.worstError = 1
      result.tolerance = 0
      result.place = LawResult.Place(what: "\(skipped) points straddle a kink")
    }
    return result
  }
}
