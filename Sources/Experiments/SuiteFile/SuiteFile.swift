internal import Datasets
public import Foundation
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
    let path = url.relativePath
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw .missingFile(path: path)
    }
    guard let data = try? Data(contentsOf: url) else {
      throw .unreadableFile(path: path)
    }
    let node: Node?
    do { node = try Yams.compose(yaml: String(decoding: data, as: UTF8.self)) } catch {
      throw notYAML(error, path: path)
    }
    guard let node else {
      throw .notYAML(
        place: SourcePlace(file: path, line: 1, column: 1), problem: "the file is empty")
    }
    let folder = url.deletingLastPathComponent()
    return try SuiteParser(
      path: path, folder: folder, fileHash: SHA256.hexadecimal(of: Array(data)), catalogue: losses
    ).suite(node)
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
