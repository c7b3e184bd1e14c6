internal import Spelling
internal import Yams

/// A YAML mapping that knows where it stands and refuses keys it was not told of.
struct SuiteMapping {
  let file: String
  private let node: Node
  private let mapping: Node.Mapping

  /// Takes a node for a mapping; `keys` are all that may stand in it.
  init(_ node: Node, file: String, what: String, keys: [String]) throws(SuiteError) {
    guard let mapping = node.mapping else {
      throw .badValue(
        place: Self.place(of: node, in: file), key: what, value: Self.show(node),
        valid: "a mapping with the keys \(keys.joined(separator: ", "))")
    }
    self.file = file
    self.node = node
    self.mapping = mapping
    for (key, _) in mapping {
      let name = key.scalar?.string ?? Self.show(key)
      guard keys.contains(name) else {
        throw .unknownKey(
          place: Self.place(of: key, in: file), key: name,
          suggestion: Spelling.suggestion(for: name, among: keys))
      }
    }
  }

  /// Where the mapping begins.
  var place: SourcePlace { Self.place(of: node, in: file) }

  /// Where a key's value stands, or the mapping when the key is missing.
  func place(of key: String) -> SourcePlace {
    Self.place(of: mapping[key] ?? node, in: file)
  }

  static func place(of node: Node, in file: String) -> SourcePlace {
    SourcePlace(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }

  static func show(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "empty" : "\"\(scalar.string)\""
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  subscript(key: String) -> Node? { mapping[key] }

  // MARK: - Values

  func string(_ key: String) throws(SuiteError) -> String? {
    guard let node = mapping[key] else { return nil }
    guard let scalar = node.scalar, !scalar.string.isEmpty else {
      throw bad(key, node, "text")
    }
    return scalar.string
  }

  func string(_ key: String, meaning: String) throws(SuiteError) -> String {
    guard let value = try string(key) else {
      throw .missingKey(place: place, key: key, meaning: meaning)
    }
    return value
  }

  /// A list of texts, or one text by itself.
  func strings(_ key: String) throws(SuiteError) -> [String]? {
    guard let node = mapping[key] else { return nil }
    if node.scalar != nil { return try string(key).map { [$0] } }
    var texts: [String] = []
    for item in try list(key) ?? [] {
      guard let text = item.scalar?.string, !text.isEmpty else {
        throw .badValue(
          place: Self.place(of: item, in: file), key: key, value: Self.show(item), valid: "text")
      }
      texts.append(text)
    }
    return texts
  }

  /// A word from a list; the nearest is named when it is not in it.
  func word(_ key: String, among valid: [String]) throws(SuiteError) -> String? {
    guard let value = try string(key) else { return nil }
    guard valid.contains(value) else {
      throw .unusable(
        place: place(of: key),
        reason:
          "\"\(key)\" is \"\(value)\". \(Spelling.suggestion(for: value, among: valid))")
    }
    return value
  }

  func integer(_ key: String, in range: ClosedRange<Int>) throws(SuiteError) -> Int? {
    guard let node = mapping[key] else { return nil }
    let text = node.scalar.map { $0.string.filter { $0 != "_" } }
    guard let text, let value = Int(text), range.contains(value) else {
      let upper = range.upperBound == .max ? "" : " and at most \(range.upperBound)"
      throw bad(key, node, "a whole number of at least \(range.lowerBound)\(upper)")
    }
    return value
  }

  func number(
    _ key: String, valid: String, where holds: (Double) -> Bool
  ) throws(SuiteError) -> Double? {
    guard let node = mapping[key] else { return nil }
    return try Self.number(node, key: key, file: file, valid: valid, where: holds)
  }

  func numbers(
    _ key: String, valid: String, where holds: (Double) -> Bool
  ) throws(SuiteError) -> [Double]? {
    guard let items = try list(key) else { return nil }
    var values: [Double] = []
    for item in items {
      values.append(try Self.number(item, key: key, file: file, valid: valid, where: holds))
    }
    return values
  }

  func list(_ key: String) throws(SuiteError) -> [Node]? {
    guard let node = mapping[key] else { return nil }
    guard let sequence = node.sequence, !sequence.isEmpty else {
      throw bad(key, node, "a list with at least one entry")
    }
    return Array(sequence)
  }

  /// Settings of a loss: names and numbers.
  static func settings(_ node: Node, key: String, file: String) throws(SuiteError)
    -> [String: Double]
  {
    guard let mapping = node.mapping else {
      throw .badValue(
        place: place(of: node, in: file), key: key, value: show(node),
        valid: "settings by name, such as {gamma: 2}")
    }
    var settings: [String: Double] = [:]
    for (name, value) in mapping {
      guard let name = name.scalar?.string else {
        throw .badValue(
          place: place(of: name, in: file), key: key, value: show(name),
          valid: "settings by name, such as {gamma: 2}")
      }
      settings[name] = try number(
        value, key: name, file: file, valid: "a finite number", where: \.isFinite)
    }
    return settings
  }

  private static func number(
    _ node: Node, key: String, file: String, valid: String, where holds: (Double) -> Bool
  ) throws(SuiteError) -> Double {
    guard let text = node.scalar?.string, let value = Double(text), holds(value) else {
      throw .badValue(
        place: place(of: node, in: file), key: key, value: show(node), valid: valid)
    }
    return value
  }

  private func bad(_ key: String, _ node: Node, _ valid: String) -> SuiteError {
    .badValue(
      place: Self.place(of: node, in: file), key: key, value: Self.show(node), valid: valid)
  }
}
