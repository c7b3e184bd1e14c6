public import Foundation

/// The folder of one submission, on a file system that the machines of the cluster share.
///
/// `plan.json`, `array.sh` and `merge.sh` are written before jobs are submitted, `jobs.json` after.
/// Each attempt of each task has a store of its own in `shards`.
public struct SubmissionFolder: Equatable, Sendable {
  /// The folder.
  public let url: URL

  /// The fixed plan.
  public var plan: URL { url.appending(path: "plan.json") }
  /// What Slurm called the jobs.
  var jobs: URL { url.appending(path: "jobs.json") }
  /// The script of the array.
  var arrayScript: URL { url.appending(path: "array.sh") }
  /// The script of the job that merges.
  var mergeScript: URL { url.appending(path: "merge.sh") }
  /// What tasks print.
  public var logs: URL { url.appending(path: "logs") }
  private var shards: URL { url.appending(path: "shards") }
  private var progress: URL { url.appending(path: "progress") }

  /// The submission that a plan file belongs to.
  public init(holding plan: URL) { url = plan.deletingLastPathComponent() }

  private init(_ url: URL) { self.url = url }

  /// The store of one attempt of a task.
  func shard(task: Int, attempt: Int) -> URL {
    shards.appending(path: attempt == 0 ? "\(task).sqlite" : "\(task)-\(attempt).sqlite")
  }

  /// How far a task is.
  func progress(task: Int) -> URL { progress.appending(path: "\(task)") }

  /// All stores of tasks, in the order of their names.
  func shardFiles() -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: shards.path)) ?? []
    return names.filter { $0.hasSuffix(".sqlite") }.sorted().map { shards.appending(path: $0) }
  }

  /// Makes the folder and those in it.
  func create() throws(SlurmError) {
    do {
      for folder in [shards, progress, logs] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
    } catch {
      throw .notWritten(path: url.relativePath, reason: "\(error.localizedDescription)")
    }
  }

  /// Throws shards away, merged or not; logs and scripts stay.
  func removeShards() {
    for folder in [shards, progress] { try? FileManager.default.removeItem(at: folder) }
  }

  // MARK: - Beside a store

  /// The folder of all submissions whose shards go into a store.
  static func parent(of store: URL) -> URL {
    let store = store.absoluteURL
    return store.deletingLastPathComponent().appending(
      path: store.deletingPathExtension().lastPathComponent + ".slurm")
  }

  /// All submissions beside a store, the earliest first.
  public static func all(beside store: URL) -> [SubmissionFolder] {
    numbers(in: parent(of: store)).map {
      SubmissionFolder(parent(of: store).appending(path: "\($0)"))
    }
  }

  /// A submission that is not there yet.
  static func next(beside store: URL) -> SubmissionFolder {
    let parent = parent(of: store)
    return SubmissionFolder(parent.appending(path: "\((numbers(in: parent).last ?? 0) + 1)"))
  }

  private static func numbers(in folder: URL) -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.compactMap { Int($0) }.sorted()
  }
}
