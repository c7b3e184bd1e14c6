/// The words that stand for a missing value, or for infinity, in files that other programs write.
enum MissingValue {
  private static let words: [[UInt8]] = ["na", "n/a", "nan", "null", "none", "?"].map {
    Array($0.utf8)
  }

  /// Whether the text in `range` is empty or says that there is no value.
  static func isOne(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= 5 else { return false }
    guard !range.isEmpty else { return true }
    var start = range.lowerBound
    // A not-a-number may have a sign.
    if range.count == 4, bytes[start] == UInt8(ascii: "-") || bytes[start] == UInt8(ascii: "+") {
      start += 1
    }
    for word in words where word.count == range.upperBound - start {
      if word.indices.allSatisfy({ lowercase(bytes[start + $0]) == word[$0] }) { return true }
    }
    return false
  }

  /// Whether `text` says infinity.
  static func isInfinity(_ text: String) -> Bool {
    ["inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"].contains(text.lowercased())
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}
