/// Gives out identifiers, each once, as forges do: a second `results` is `results-1`.
struct Anchors {
  private var taken: Set<String> = []

  /// Keeps identifiers for elements that have them already.
  init(reserving reserved: [String] = []) { taken = Set(reserved) }

  /// An identifier that nobody has, as near to `name` as can be.
  mutating func take(_ name: String) -> String {
    var candidate = name
    var number = 0
    while !taken.insert(candidate).inserted {
      number += 1
      candidate = "\(name)-\(number)"
    }
    return candidate
  }

  /// The fragment that forges give a heading with these words.
  static func fragment(of words: String) -> String {
    let fragment = String(
      words.lowercased().compactMap { character -> Character? in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || character == "-" || character == "_"
          ? character : nil
      })
    return fragment.isEmpty ? "section" : fragment
  }
}
