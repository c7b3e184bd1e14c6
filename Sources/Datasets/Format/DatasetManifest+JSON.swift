internal import Foundation

extension DatasetManifest {
  /// The manifest as JSON: keys in alphabetical order, two spaces of indentation.
  ///
  /// - Throws: ``DatasetError/invalidManifest(path:reason:)`` when a number is not finite.
  func json(path: String) throws(DatasetError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(self)) + [0x0A]
    } catch {
      throw .invalidManifest(path: path, reason: Self.reason(error))
    }
  }

  /// Reads a manifest.
  ///
  /// - Throws: ``DatasetError/invalidManifest(path:reason:)``.
  init(json: [UInt8], path: String) throws(DatasetError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(json))
    } catch {
      throw .invalidManifest(path: path, reason: Self.reason(error))
    }
    guard (1...2).contains(formatVersion) else {
      throw .invalidManifest(
        path: path, reason: "its formatVersion is \(formatVersion); 1 and 2 are read")
    }
    guard rows.count >= 0, blockRows > 0 else {
      throw .invalidManifest(path: path, reason: "rows.count and blockRows must be positive")
    }
  }

  /// What is wrong and where, in words of the manifest.
  private static func reason(_ error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      return "it has no '\(place(context.codingPath + [key]).dropFirst())'"
    case DecodingError.typeMismatch(let type, let context),
      DecodingError.valueNotFound(let type, let context):
      return "'\(place(context.codingPath).dropFirst())' must be a \(type)"
    case DecodingError.dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? "it is not valid JSON"
        : "'\(place(context.codingPath).dropFirst())' is not valid: \(context.debugDescription)"
    case EncodingError.invalidValue(let value, let context):
      return "'\(place(context.codingPath).dropFirst())' cannot be \(value)"
    default:
      return "\(error)"
    }
  }
}
