public import Foundation
internal import Hashing
public import Losses
internal import Yams

/// Reads suite files; `docs/suite-files.md` describes every key.
public enum SuiteFile {
  /// Reads and checks a suite file.
  ///
  /// - Parameters:
  ///   - url: the YAML file. Paths inside it are relative to its folder.
  ///   - losses: the losses that it may name.
  /// - Returns: the suite.
  /// - Throws: ``SuiteError``, naming file, line and column.
  public static func read(
    _ url: URL, losses: LossCatalogue = .builtIn
  ) throws(SuiteError) -> Suite {
    let (parser, node) = try parser(of: url, losses: losses)
    return try parser.suite(node)
  }

  /// What tells which results belong to a suite file.
  public struct Identity: Equatable, Sendable {
    /// The suite's name.
    public let name: String
    /// Path of the file as the user gave it.
    public let path: String
    /// SHA-256 of the file's bytes.
    public let fileHash: String
  }

  /// Reads a suite's name alone: the losses that it names need not be known, nor its data be there.
  ///
  /// - Throws: ``SuiteError`` when there is no such file, or no valid name in it.
  public static func identity(of url: URL) throws(SuiteError) -> Identity {
    let (parser, node) = try parser(of: url, losses: .builtIn)
    return Identity(
      name: try parser.name(node), path: parser.path, fileHash: parser.fileHash)
  }

  private static func parser(
    of url: URL, losses: LossCatalogue
  ) throws(SuiteError) -> (SuiteParser, Node) {
    let path = url.relativePath
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw .missingFile(path: path)
    }
    guard let data = try? Data(contentsOf: url) else {
      throw .unreadableFile(path: path)
    }
    return try parser(
      of: Array(data), path: path, folder: url.deletingLastPathComponent(), losses: losses)
  }

  /// Reads the bytes of a suite file that once stood in a folder.
  static func parser(
    of bytes: [UInt8], path: String, folder: URL, losses: LossCatalogue
  ) throws(SuiteError) -> (SuiteParser, Node) {
    let node: Node?
    do { node = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)) } catch {
      throw notYAML(error, path: path)
    }
    guard let node else {
      throw .notYAML(
        place: SourcePlace(file: path, line: 1, column: 1), problem: "the file is empty")
    }
    let parser = SuiteParser(
      path: path, folder: folder, fileHash: SHA256.hexadecimal(of: bytes), catalogue: losses)
    return (parser, node)
  }

  private static func notYAML(_ error: any Error, path: String) -> SuiteError {
    func at(_ mark: Mark?, _ problem: String) -> SuiteError {
      .notYAML(
        place: SourcePlace(file: path, line: mark?.line ?? 1, column: mark?.column ?? 1),
        problem: problem)
    }
    return switch error {
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      at(mark, problem)
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      at(context.mark, "the key \(keys.joined(separator: ", ")) stands there twice")
    default: at(nil, "\(error)")
    }
  }
}

extension SuiteFile {
  /// A name for a suite or a data set made from any text: what an identifier cannot hold becomes
  /// a hyphen.
  public static func identifier(from text: String) -> String {
    SuiteParser.identifier(from: text)
  }
}
