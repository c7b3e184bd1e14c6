/// What stands above the rows of an attribute file.
struct AttributeFileHeader {
  /// A column as it is declared.
  struct Attribute {
    let name: String
    /// The levels of a nominal attribute.
    var levels: LevelTable?
    /// The kind of an attribute that is neither nominal nor numeric.
    var refusedKind: String?
    let line: Int
  }

  private(set) var attributes: [Attribute] = []
  /// The label's name, where the file says it.
  private(set) var label: String?
  /// Attributes that KEEL's lists of inputs and outputs leave out.
  private(set) var unusedInputs: [String] = []
  /// The index behind `@data`.
  private(set) var end = 0
  /// The number of lines up to there.
  private(set) var lineCount = 0

  private let file: String
  private var inputs: [String]?

  /// Reads the header at the start of `text`.
  init(_ text: Span<UInt8>, file: String) throws(ImportError) {
    self.file = file
    var index = 0
    while index < text.count {
      var lineEnd = index
      while text[lineEnd] != newline { lineEnd += 1 }
      lineCount += 1
      let bytes = (index..<lineEnd).map { text[$0] }
      index = lineEnd + 1
      guard !bytes.contains(0) else {
        throw .binary(file: file, line: lineCount, resembles: nil)
      }
      if try read(String(decoding: bytes, as: UTF8.self)) {
        end = index
        try finish()
        return
      }
    }
    // Two newlines have been added, so that there is a last line.
    let added = text.count > 2 && text[text.count - 3] == newline ? 2 : 1
    throw .attributeFile(
      file: file, line: max(1, lineCount - added),
      reason: "the file ends without @data, below which rows stand.")
  }

  /// Reads a line; `true` for the one behind which rows begin.
  private mutating func read(_ line: String) throws(ImportError) -> Bool {
    let line = line.trimmed
    guard let first = line.first, first != "%" else { return false }
    let keyword = line.prefix { !$0.isWhitespace }.lowercased()
    let rest = line.dropFirst(keyword.count).trimmed
    switch keyword {
    case "@relation": break
    case "@attribute": attributes.append(try attribute(rest))
    case "@inputs", "@input": inputs = try list(rest)
    case "@outputs", "@output":
      let outputs = try list(rest)
      guard outputs.count == 1 else {
        throw error("the file has \(outputs.count) outputs; it must have one, the label.")
      }
      label = outputs[0]
    case "@data": return true
    default:
      throw error(
        "\(quoted(String(line.prefix(60)))) is not known above @data. Valid are @relation, "
          + "@attribute, @inputs, @outputs, @data and comments that begin with %.")
    }
    return false
  }

  private mutating func finish() throws(ImportError) {
    guard !attributes.isEmpty else { throw error("no @attribute stands above @data.") }
    var seen: [String: Int] = [:]
    for (column, attribute) in attributes.enumerated() {
      if let first = seen.updateValue(column, forKey: attribute.name) {
        throw .attributeFile(
          file: file, line: attribute.line,
          reason: "attributes \(first + 1) and \(column + 1) are both named "
            + "\(quoted(attribute.name)). Every attribute needs a name of its own.")
      }
    }
    for name in (inputs ?? []) + (label.map { [$0] } ?? []) where seen[name] == nil {
      throw error("\(quoted(name)) is an input or output, but no attribute has that name.")
    }
    label = label ?? attributes.first { $0.name.lowercased() == "class" }?.name
    if let inputs {
      unusedInputs = attributes.map(\.name).filter { !inputs.contains($0) && $0 != label }
    }
  }

  private func attribute(_ declaration: String) throws(ImportError) -> Attribute {
    let (name, rest) = try Self.word(declaration[...], stops: "{[", self)
    let kind = rest.trimmed
    guard !name.isEmpty, !kind.isEmpty else {
      throw error("an attribute needs a name and a kind, as in @attribute amount numeric.")
    }
    var attribute = Attribute(name: name, line: lineCount)
    if kind.first == "{" {
      guard kind.last == "}" else { throw error("the list of levels is not closed by }.") }
      var table = LevelTable()
      for level in try list(String(kind.dropFirst().dropLast())) {
        let bytes = Array(level.utf8)
        let count = table.count
        guard table.code(of: bytes.indices, in: bytes.span) == UInt32(count) else {
          throw error("the level \(quoted(level)) is declared twice.")
        }
      }
      guard table.count > 0 else { throw error("the attribute \(quoted(name)) has no levels.") }
      attribute.levels = table
      return attribute
    }
    let word = kind.lowercased().prefix { !$0.isWhitespace && $0 != "[" }
    switch word {
    case "numeric", "real", "integer": break
    case "string", "date", "relational": attribute.refusedKind = String(word)
    default:
      throw error(
        "the attribute \(quoted(name)) is of the kind \(quoted(String(word))). Valid are numeric, "
          + "real, integer and lists of levels, as in {yes, no}.")
    }
    return attribute
  }

  /// Words between commas.
  private func list(_ text: String) throws(ImportError) -> [String] {
    var words: [String] = []
    var rest = text.trimmed[...]
    while !rest.isEmpty {
      let (word, behind) = try Self.word(rest, stops: ",", self)
      words.append(word)
      rest = behind.trimmed[...]
      if rest.first == "," { rest = rest.dropFirst().trimmed[...] }
    }
    return words
  }

  /// The word, quoted or not, at the start of `text`, and what stands behind it.
  private static func word(
    _ text: Substring, stops: String, _ header: Self
  ) throws(ImportError) -> (String, Substring) {
    guard let mark = text.first, mark == "'" || mark == "\"" else {
      let isList = stops == ","
      let word = text.prefix { !stops.contains($0) && (isList || !$0.isWhitespace) }
      return (String(word).trimmed, text.dropFirst(word.count))
    }
    var word = ""
    var rest = text.dropFirst()
    while let character = rest.first, character != mark {
      rest = rest.dropFirst()
      if character == "\\", let escaped = rest.first {
        word.append(escaped)
        rest = rest.dropFirst()
      } else {
        word.append(character)
      }
    }
    guard rest.first == mark else { throw header.error("a quote is not closed.") }
    return (word, rest.dropFirst())
  }

  private func error(_ reason: String) -> ImportError {
    .attributeFile(file: file, line: lineCount, reason: reason)
  }
}

extension StringProtocol {
  /// The text without white space around it.
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
