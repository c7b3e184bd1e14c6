public import Foundation
internal import Hashing
public import Losses

/// A plan fixed in a file: what each task of an array does, wherever and whenever it runs.
///
/// The file holds the suite's text, so that the suite may be edited while tasks wait.
public struct TaskPlan: Codable, Sendable {
  /// The format that this version writes.
  static let currentFormat = 1

  /// A suite file as it was when the plan was made.
  struct SuiteText: Codable, Sendable {
    /// Path as the user gave it.
    let path: String
    /// The folder that paths in it are relative to.
    let folder: String
    /// Its bytes.
    let bytes: Data
  }

  let format: Int
  /// The version of Lopsided that made it.
  let version: String
  /// The version of whatever determines results.
  let resultVersion: Int
  /// Hash of all trials of the suite.
  let identity: String
  /// The suite's name.
  public let name: String
  let suite: SuiteText
  /// The files of the plug-ins that its losses come from, as the user gave them.
  public let plugins: [String]
  /// The result store, where shards are merged.
  public let store: String
  /// What each task does.
  let tasks: [WorkTask]

  /// Deals out what is missing of a plan.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - pieces: What is missing of it.
  ///   - count: Tasks at most.
  ///   - store: The result store.
  /// - Throws: ``SlurmError/changedSuite(path:)`` when the suite file is not the one that was read.
  init(_ plan: SuitePlan, pieces: [WorkPiece], count: Int, store: URL) throws {
    format = Self.currentFormat
    version = LopsidedVersion.current
    resultVersion = TrialIdentity.resultVersion
    identity = try plan.identity()
    name = plan.suite.name
    let file = URL(filePath: plan.suite.path)
    guard let bytes = try? Data(contentsOf: file),
      SuiteFile.hash(of: bytes) == plan.suite.fileHash
    else { throw SlurmError.changedSuite(path: plan.suite.path) }
    suite = SuiteText(
      path: plan.suite.path, folder: file.absoluteURL.deletingLastPathComponent().path,
      bytes: bytes)
    plugins = plan.plugins
    self.store = store.absoluteURL.path
    tasks = pieces.dealt(to: count)
  }

  /// Reads a plan file.
  ///
  /// - Throws: ``SlurmError``.
  public init(contentsOf url: URL) throws(SlurmError) {
    struct Header: Decodable {
      let format: Int
      let version: String
    }
    let path = url.relativePath
    guard let data = try? Data(contentsOf: url) else { throw .missingPlan(path: path) }
    do {
      let header = try JSONDecoder().decode(Header.self, from: data)
      guard header.format == Self.currentFormat else {
        throw SlurmError.otherFormat(path: path, version: header.version)
      }
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch let error as SlurmError {
      throw error
    } catch {
      throw .unreadablePlan(path: path)
    }
    guard resultVersion == TrialIdentity.resultVersion else {
      throw .otherVersion(path: path, found: version, results: resultVersion)
    }
  }

  /// Writes the plan file as a whole or not at all.
  func write(to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(self).write(to: url, options: .atomic)
  }

  /// Plans the suite anew and checks that data and losses are still those of the plan.
  ///
  /// - Parameter losses: The losses that the suite may name, plug-ins included.
  /// - Returns: The plan of the whole suite.
  /// - Throws: ``SuiteError``, or ``SlurmError/otherData(name:)``.
  public func plan(losses: LossCatalogue) throws -> SuitePlan {
    var plan = try SuitePlan(
      try SuiteFile.read(
        Array(suite.bytes), path: suite.path, folder: URL(filePath: suite.folder), losses: losses))
    plan.plugins = plugins
    guard try plan.identity() == identity else { throw SlurmError.otherData(name: name) }
    return plan
  }
}

extension SuiteFile {
  /// Reads the bytes of a suite file that stood in a folder.
  static func read(
    _ bytes: [UInt8], path: String, folder: URL, losses: LossCatalogue
  ) throws(SuiteError) -> Suite {
    let (parser, node) = try parser(of: bytes, path: path, folder: folder, losses: losses)
    return try parser.suite(node)
  }

  /// What ``Suite/fileHash`` is for these bytes.
  static func hash(of data: Data) -> String { SHA256.hexadecimal(of: Array(data)) }
}
