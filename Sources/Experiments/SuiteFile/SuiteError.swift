/// Why a suite could not be read or planned.
public enum SuiteError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no such file.
  case missingFile(path: String)
  /// The file is there and cannot be read, or is a folder.
  case unreadableFile(path: String)
  /// The file is not YAML.
  case notYAML(place: SourcePlace, problem: String)
  /// A key that no suite file has.
  case unknownKey(place: SourcePlace, key: String, suggestion: String)
  /// A key that must be there is not.
  case missingKey(place: SourcePlace, key: String, meaning: String)
  /// A value is of the wrong kind or outside its range.
  case badValue(place: SourcePlace, key: String, value: String, valid: String)
  /// Something the suite refers to could not be used.
  case unusable(place: SourcePlace, reason: String)

  /// A full sentence for people.
  public var description: String {
    switch self {
    case .missingFile(let path):
      "There is no suite file at \(path). Suites are YAML files, such as Benchmarks/Suites/quick.yaml."
    case .unreadableFile(let path):
      "The suite file \(path) cannot be read. It must be a YAML file, not a folder."
    case .notYAML(let place, let problem):
      "\(place): the file is not valid YAML: \(problem)."
    case .unknownKey(let place, let key, let suggestion):
      "\(place): unknown key \"\(key)\". \(suggestion)"
    case .missingKey(let place, let key, let meaning):
      "\(place): the key \"\(key)\" is missing; it gives \(meaning)."
    case .badValue(let place, let key, let value, let valid):
      "\(place): \"\(key)\" is \(value); it must be \(valid)."
    case .unusable(let place, let reason):
      "\(place): \(reason)"
    }
  }
}

/// A place in a file.
public struct SourcePlace: Equatable, Sendable, CustomStringConvertible {
  /// The file's path as the user gave it.
  public let file: String
  /// Line, counted from 1.
  public let line: Int
  /// Column, counted from 1.
  public let column: Int

  /// A place in a file.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`
  public var description: String { "\(file):\(line):\(column)" }
}
