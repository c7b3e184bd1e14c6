internal import Foundation

/// Manifests as JSON: keys in alphabetical order, two spaces of indentation.
enum ManifestJSON {
  /// - Throws: ``DatasetError/invalidManifest(path:reason:)`` when a number is not finite.
  static func bytes(of value: some Encodable, path: String) throws(DatasetError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(value)) + [0x0A]
    } catch {
      throw .invalidManifest(path: path, reason: reason(error))
    }
  }

  /// - Throws: ``DatasetError/invalidManifest(path:reason:)``.
  static func value<Value: Decodable>(
    from json: [UInt8], path: String
  ) throws(DatasetError) -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(json))
    } catch {
      throw .invalidManifest(path: path, reason: reason(error))
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
