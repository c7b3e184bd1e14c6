/// Labels of rows, a bit each: a million of them stay in a processor's second-level cache while
/// batches of rows from anywhere are put together.
public struct LabelBits: Sendable {
  /// Row 64 `w` + `b` in bit `b` of word `w`.
  let words: [UInt64]

  /// Packs labels, 0 or 1.
  public init(_ labels: [UInt8]) {
    let source = labels.span
    words = stride(from: 0, to: source.count, by: 64).map { first in
      var word: UInt64 = 0
      for row in first..<min(first + 64, source.count) {
        word |= UInt64(source[row] & 1) &<< UInt64(row - first)
      }
      return word
    }
  }
}
