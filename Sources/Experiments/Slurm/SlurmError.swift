/// Why a suite could not be run on a cluster, or its shards not be merged.
public enum SlurmError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A program of Slurm is not there.
  case missingTool(name: String)
  /// A program of Slurm ended with an error.
  case refused(tool: String, reason: String)
  /// A program of Slurm said something that is not understood.
  case unexpectedOutput(tool: String, output: String)
  /// More tasks than the cluster allows in one array.
  case tooManyTasks(asked: Int, limit: Int)
  /// Jobs of an earlier submission still work on the suite.
  case stillAtWork(jobs: [String])
  /// The suite file changed while it was read.
  case changedSuite(path: String)
  /// There is no plan file.
  case missingPlan(path: String)
  /// A file is not a plan file.
  case unreadablePlan(path: String)
  /// A plan file was written in another format.
  case otherFormat(path: String, version: String)
  /// A plan file or a shard belongs to a version whose results may differ.
  case otherVersion(path: String, found: String, results: Int)
  /// Data or losses have changed since the plan was made.
  case otherData(name: String)
  /// The plan has no such task.
  case noSuchTask(task: Int, count: Int)
  /// A task was not named, neither as an option nor by Slurm.
  case noTask
  /// A store is not a shard.
  case noShard(path: String)
  /// A shard belongs to another plan.
  case otherPlan(path: String, suite: String, suiteChanged: Bool)
  /// There is nothing to merge.
  case nothingToMerge(path: String)
  /// A file could not be written.
  case notWritten(path: String, reason: String)

  /// A full sentence for people.
  public var description: String {
    switch self {
    case .missingTool(let name):
      """
      The command \(name) was not found. Run `lopsided run … --executor slurm` on a machine from \
      which jobs are submitted, with Slurm's programs on the PATH; `--executor local` uses the \
      cores of this machine.
      """
    case .refused(let tool, let reason):
      "\(tool) refused: \(reason)"
    case .unexpectedOutput(let tool, let output):
      "\(tool) said \"\(output)\", which is not understood; it should have been a job number."
    case .tooManyTasks(let asked, let limit):
      """
      --array-size is \(asked), and this cluster takes at most \(limit) tasks in one array \
      (MaxArraySize). Ask for at most \(limit).
      """
    case .stillAtWork(let jobs):
      """
      Jobs of an earlier run still work on this suite: \(jobs.joined(separator: ", ")). Wait for \
      them, or cancel them with `scancel \(jobs.joined(separator: " "))`, before you start over.
      """
    case .changedSuite(let path):
      "The suite file \(path) changed while it was read. Try again."
    case .missingPlan(let path):
      "There is no plan file at \(path); `lopsided run … --executor slurm` writes it."
    case .unreadablePlan(let path):
      "\(path) is not a plan file of Lopsided, or is damaged; run the suite again for a new one."
    case .otherFormat(let path, let version):
      """
      The plan \(path) was written by Lopsided \(version), in a format that this version \
      (\(LopsidedVersion.current)) does not know. Run the suite again for a new plan.
      """
    case .otherVersion(let path, let found, let results):
      """
      \(path) is of Lopsided \(found) with results of version \(results); this is Lopsided \
      \(LopsidedVersion.current) with results of version \(TrialIdentity.resultVersion). Results \
      of unlike versions are not mixed: run the suite again with one version.
      """
    case .otherData(let name):
      """
      The data or losses of \(name) are not those that it was planned with: a data file, a plug-in \
      or the program has changed since it was submitted. Run the suite again for a new plan; what \
      is unchanged is kept.
      """
    case .noSuchTask(let task, let count):
      "There is no task \(task): the plan has tasks 0 to \(count - 1)."
    case .noTask:
      "Which task? Give --task, or let Slurm start the worker as part of an array."
    case .noShard(let path):
      "\(path) is the result store of a whole suite, not the shard of one task. Name shards alone."
    case .otherPlan(let path, let suite, let suiteChanged):
      """
      The shard \(path) belongs to another plan than \(suite): \
      \(suiteChanged
        ? "the suite file is not the one that it was made with."
        : "the suite file is the same, but data, losses or plug-ins have changed.") \
      Nothing was merged. Merge it with the plan file it was made with, or leave it out.
      """
    case .nothingToMerge(let path):
      "There are no shards at \(path); `lopsided run … --executor slurm` makes them."
    case .notWritten(let path, let reason):
      "\(path) could not be written (\(reason))."
    }
  }
}
