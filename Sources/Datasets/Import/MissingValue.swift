/// The words that stand for a missing value, or for infinity, in files that other programs write.
struct MissingValue: Sendable {
  private static let usual: [[UInt8]] = ["na", "n/a", "nan", "null", "none", "?"].map {
    Array($0.utf8)
  }

  /// Whether the usual words count; if not, only `?` and `<null>` do.
  private let takesUsual: Bool
  /// Texts named by the user.
  private let texts: [[UInt8]]
  /// Those of the texts that are numbers.
  let numbers: [Float]

  /// The words that stand for a missing value.
  ///
  /// - Parameters:
  ///   - texts: Texts that do so besides the usual ones.
  ///   - takesUsual: Whether the usual words do so, or `?` and `<null>` alone.
  init(texts: [String] = [], takesUsual: Bool = true) {
    self.takesUsual = takesUsual
    self.texts = texts.map { Array($0.utf8) }
    numbers = texts.compactMap { text in
      let bytes = Array(text.utf8) + [newline]
      var index = 0
      let value = DecimalNumber.read(bytes.span, at: &index)
      return index == bytes.count - 1 ? value : nil
    }
  }

  /// Whether the text in `range` is empty or says that there is no value.
  @inline(__always)
  func isOne(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    isUsual(bytes, range) || !texts.isEmpty && isNamed(bytes, range)
  }

  @inline(never)
  private func isNamed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    texts.contains { equal($0, bytes, range) }
  }

  /// Whether the text in `range` is empty or says so without the user's having named it.
  @inline(__always)
  func isUsual(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if takesUsual { return Self.isOne(bytes, range) }
    return range.isEmpty || equal(Array("?".utf8), bytes, range)
      || equal(Array("<null>".utf8), bytes, range)
  }

  private func equal(_ text: [UInt8], _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    text.count == range.count
      && text.indices.allSatisfy { text[$0] == bytes[range.lowerBound + $0] }
  }

  /// Whether the text in `range` is empty or one of the usual words.
  @inline(__always)
  static func isOne(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= 5 else { return false }
    guard !range.isEmpty else { return true }
    // Most cells are told apart from all the words by their first byte.
    let first = bytes[range.lowerBound]
    let mayBeOne =
      first | 0x20 == UInt8(ascii: "n") || first == UInt8(ascii: "?")
      || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    return mayBeOne && isUsualWord(bytes, range)
  }

  @inline(never)
  private static func isUsualWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    // A not-a-number may have a sign.
    if range.count == 4, bytes[start] == UInt8(ascii: "-") || bytes[start] == UInt8(ascii: "+") {
      start += 1
    }
    for word in usual where word.count == range.upperBound - start {
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
