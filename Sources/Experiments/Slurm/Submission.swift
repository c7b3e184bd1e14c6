internal import Foundation

/// Jobs that work, or worked, on a plan.
public struct Submission: Sendable {
  /// Where plan, shards and logs are.
  public let folder: SubmissionFolder
  /// What Slurm calls them.
  public let jobs: SubmittedJobs
}

/// What Slurm calls the jobs of a submission.
public struct SubmittedJobs: Codable, Equatable, Sendable {
  /// The array.
  public let array: String
  /// The job that merges.
  public let merge: String
  /// Tasks of the array.
  public let tasks: Int
  /// Trials of the plan.
  public let trials: Int
  /// Trials that had scores before.
  public let scored: Int
  /// Trials that had failed before; some of them may be run again.
  public let failed: Int
  /// Estimated memory of a task, in megabytes.
  public let megabytes: Int

  /// Both jobs.
  var all: [String] { [array, merge] }
}

extension SubmittedJobs {
  /// Reads what a folder says; `nil` when nothing was submitted from it.
  init?(in folder: SubmissionFolder) {
    guard let data = try? Data(contentsOf: folder.jobs),
      let jobs = try? JSONDecoder().decode(Self.self, from: data)
    else { return nil }
    self = jobs
  }

  /// Keeps it beside the plan.
  func write(to folder: SubmissionFolder) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try encoder.encode(self).write(to: folder.jobs, options: .atomic)
  }
}
