internal import Datasets
public import Foundation
internal import Training

/// What the chosen models of a trial gave to the rows that they are judged on: enough to compute
/// any metric anew without training.
struct KeptScores: Equatable, Sendable {
  /// One learner's logits.
  struct Learner: Equatable, Sendable {
    /// Place of its configuration in the tuning plan.
    var configuration: Int
    /// The share of the planned epochs that was finished when the model was kept.
    var progress: Double
    /// One a row of the test part.
    var test: [Float]
    /// One a row of the validation part.
    var validation: [Float]
    /// One a row drawn by class, for suites that ask for them.
    var byClass: [Float]?
  }

  /// The tuned learner.
  var tuned: Learner
  /// The one with default settings, unless it is the tuned one or has no scores.
  var defaults: Learner?

  /// All learners, the tuned one first.
  var learners: [Learner] { [tuned] + (defaults.map { [$0] } ?? []) }
}

/// The scores of a suite's trials: a folder beside its store with one file for each trial.
public struct ScoreArchive: Sendable {
  /// The folder.
  public let folder: URL

  /// The scores beside a store.
  ///
  /// - Parameter store: the store's file.
  public init(beside store: URL) {
    folder = store.deletingPathExtension().appendingPathExtension("scores")
  }

  /// The scores in a folder.
  init(folder: URL) { self.folder = folder }

  static let fileExtension = "scores"

  private func file(_ key: String) -> URL {
    folder.appending(path: key).appendingPathExtension(Self.fileExtension)
  }

  /// Keys of the trials whose scores are kept, with the bytes that they take; damaged files too.
  ///
  /// - Returns: bytes by key; empty where there is no folder.
  public func bytes() -> [String: Int] {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.fileSizeKey])
    var bytes: [String: Int] = [:]
    for file in files ?? [] where file.pathExtension == Self.fileExtension {
      let size = (try? file.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
      bytes[file.deletingPathExtension().lastPathComponent] = size
    }
    return bytes
  }

  /// Removes the scores of trials.
  ///
  /// - Parameter keys: the trials' keys.
  /// - Throws: what the file system says.
  public func remove(_ keys: some Sequence<String>) throws {
    for key in keys { try FileManager.default.removeItem(at: file(key)) }
  }

  /// Keeps scores; a file is there as a whole or not at all.
  func write(_ scores: KeptScores, of key: String) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try ScoreFile.data(of: scores).write(to: file(key), options: .atomic)
    } catch {
      throw ScoreArchiveError(folder: folder.path, reason: error.localizedDescription)
    }
  }

  /// The scores of a trial; `nil` where none are kept, or the file is damaged.
  func scores(of key: String) -> KeptScores? {
    (try? Data(contentsOf: file(key), options: .mappedIfSafe)).flatMap(ScoreFile.scores)
  }
}

/// Why scores could not be kept.
struct ScoreArchiveError: Error, CustomStringConvertible {
  let folder: String
  let reason: String

  var description: String {
    "Its scores could not be kept in \(folder): \(reason) Make room there and run again."
  }
}
