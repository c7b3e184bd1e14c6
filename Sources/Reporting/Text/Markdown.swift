internal import Drawing

/// Pieces of GitHub Markdown.
package enum Markdown {
  /// Text that shows as it is, also in a table cell: markup characters are escaped.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\\", "|", "*", "_", "`", "[", "]", "~", "$": result += "\\" + String(character)
      case let space where space.isNewline || space == "\t": result += " "
      default: result.append(character)
      }
    }
    return result
  }

  package static func heading(_ text: String, level: Int) -> String {
    String(repeating: "#", count: level) + " " + escaped(text)
  }

  package static func image(_ alternative: String, path: String) -> String {
    "![\(escaped(alternative))](\(path))"
  }

  package static func link(_ text: String, to anchor: String) -> String { "[\(text)](#\(anchor))" }

  package static func bullets(_ items: [String]) -> String {
    items.map { "- " + $0 }.joined(separator: "\n")
  }

  /// Paragraphs, tables and the like, set apart by blank lines; empty ones vanish.
  package static func blocks(_ blocks: [String]) -> String {
    blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The fragment that forges give a heading.
  package static func anchor(of heading: String) -> String {
    String(
      heading.lowercased().compactMap { character -> Character? in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || character == "-" || character == "_"
          ? character : nil
      })
  }

  /// A name for a file: ASCII letters, digits and hyphens.
  package static func slug(_ text: String) -> String {
    var result = ""
    for character in text.lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        result.append(character)
      } else if !result.isEmpty, result.last != "-" {
        result.append("-")
      }
    }
    while result.last == "-" { result.removeLast() }
    return result.isEmpty ? "x" : String(result.prefix(60))
  }
}

/// "a", "a and b", "a, b and c".
func listed(_ items: [String], by conjunction: String = "and") -> String {
  guard let last = items.last, items.count > 1 else { return items.first ?? "" }
  return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// More of them than this in a sentence are a table, which stands elsewhere.
let sentenceLimit = 8

/// Like ``listed(_:by:)``, but of more than a sentence can hold only the first and a count.
func listedBriefly(_ items: [String], by conjunction: String = "and") -> String {
  guard items.count > sentenceLimit else { return listed(items, by: conjunction) }
  let shown = sentenceLimit - 2
  return items.prefix(shown).joined(separator: ", ") + " and \(items.count - shown) more"
}

/// "1 trial", "2 trials".
func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  NumberText.count(count) + " " + (count == 1 ? noun : plural ?? noun + "s")
}
