/// A sum of doubles whose rounding error does not grow with the number of terms (Neumaier).
///
/// The result depends on the order of the terms alone; every published sum is taken in row order.
///
/// Source: A. Neumaier, *Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen*,
/// ZAMM 54 (1974).
struct CompensatedSum: Sendable {
  private var total = 0.0
  private var compensation = 0.0

  /// The sum so far.
  var value: Double { total + compensation }

  /// Adds a term; Knuth's two-sum needs no comparison of magnitudes, hence no branch.
  @inline(__always)
  mutating func add(_ term: Double) {
    let sum = total + term
    let part = sum - total
    compensation += (total - (sum - part)) + (term - part)
    total = sum
  }
}
