import Foundation
import Testing

@Suite("Running on a cluster", .serialized)
struct SlurmCommandTests {
  let command: Command

  init() throws {
    command = try Command()
    try command.write(CommandTests.rows, to: "rows.csv")
    try command.write(CommandTests.suite, to: "tiny.yaml")
  }

  /// Puts a program of the same name as one of Slurm's first on the PATH.
  private func fake(_ name: String, _ body: String) throws {
    let folder = command.folder.appending(path: "bin")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try command.write("#!/bin/sh\n\(body)\n", to: "bin/\(name)")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: folder.appending(path: name).path)
  }

  /// An sbatch that keeps its arguments and numbers its jobs, and a controller that knows none.
  private func fakeCluster() throws {
    try fake(
      "sbatch",
      """
      echo "$@" >> sbatch.txt
      echo "$((40 + $(wc -l < sbatch.txt)));cluster"
      """)
    try fake("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1")
    try fake("scontrol", "echo 'MaxArraySize            = 1001'")
    try fake("scancel", "echo \"$@\" >> scancel.txt")
  }

  private func run(
    _ arguments: String..., hasSystem: Bool = true
  ) throws -> Command.Outcome {
    let process = command.process(["run", "tiny.yaml", "--executor", "slurm"] + arguments)
    let bin = command.folder.appending(path: "bin").path
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PATH": hasSystem ? "\(bin):/usr/bin:/bin" : bin]) { $1 }
    return try command.run(process)
  }

  @Test("Submits the array and the job that merges; its tasks and merge give the local report")
  func submit() throws {
    try fakeCluster()
    #expect(try command.run("run", "tiny.yaml", "--store", "local.sqlite").status == 0)
    #expect(try command.run("report", "local.sqlite", "--output", "local").status == 0)
    let outcome = try run("--array-size", "4", "--partition", "long", "--sbatch=--exclusive")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("Submitted job 41, 4 tasks"))
    #expect(outcome.output.contains("job 42, which merges"))
    #expect(outcome.output.contains("To follow: lopsided run tiny.yaml --executor slurm --wait"))
    let submitted = try command.text("sbatch.txt").split(separator: "\n")
    #expect(submitted.count == 2)
    #expect(submitted[0].hasPrefix("--parsable /"))
    #expect(submitted[0].hasSuffix("results/tiny.slurm/1/array.sh"))
    #expect(submitted[1].contains("--dependency=afterany:41"))
    let script = try command.text("results/tiny.slurm/1/array.sh")
    #expect(script.contains("#SBATCH --array=0-3\n"))
    #expect(script.contains("#SBATCH --partition=long\n"))
    #expect(script.contains("#SBATCH --exclusive\n"))

    for task in 0..<4 {
      let worked = try command.run("worker", "results/tiny.slurm/1/plan.json", "--task", "\(task)")
      #expect(worked.status == 0, "\(worked.errors)")
      #expect(command.exists("results/tiny.slurm/1/shards/\(task).sqlite"))
    }
    let merged = try command.run("merge", "results/tiny.slurm/1/plan.json")
    #expect(merged.status == 0, "\(merged.errors)")
    #expect(
      merged.output.contains("4 shards, 6 trials added.\n6 trials: 6 scored, 0 failed, 0 missing."))
    #expect(!command.exists("results/tiny.slurm/1/shards/0.sqlite"))
    #expect(try command.run("merge", "tiny.yaml").output.contains("0 shards, 0 trials added."))
    #expect(try command.run("report", "tiny.yaml").status == 0)
    for file in ["report.md", "results.csv", "manifest.json"] {
      #expect(try command.text("reports/tiny/\(file)") == (try command.text("local/\(file)")))
    }
    let again = try run()
    #expect(again.output.contains("6 trials: nothing is missing, 0 failed."))
    #expect(try command.text("sbatch.txt").split(separator: "\n").count == 2)
  }

  @Test("The next run merges what there is, and submits only what is missing")
  func next() throws {
    try fakeCluster()
    #expect(try run("--array-size", "3").status == 0)
    #expect(try command.run("worker", "results/tiny.slurm/1/plan.json", "--task", "1").status == 0)
    try fake("squeue", "echo '41|[0,2]|PENDING|Resources'")
    let busy = try run()
    #expect(busy.status == 0)
    #expect(busy.output.contains("still at work: 41, 3 tasks"))
    #expect(busy.output.contains("scancel 41 42"))
    let fresh = try run("--fresh")
    #expect(fresh.status == 64)
    #expect(fresh.errors.contains("Jobs of an earlier run still work on this suite: 41, 42."))
    try fakeCluster()
    #expect(try run().status == 0)
    let script = try command.text("results/tiny.slurm/2/array.sh")
    #expect(script.contains("#SBATCH --array=0-1\n"))
  }

  @Test("Says what is wrong when Slurm is not there, refuses, or says something odd")
  func refusals() throws {
    let missing = try run(hasSystem: false)
    #expect(missing.status == 70)
    #expect(missing.errors.contains("The command sbatch was not found."))

    try fakeCluster()
    try fake("sbatch", "echo 'sbatch: error: invalid partition specified: lnog' >&2; exit 1")
    let refused = try run("--partition", "lnog")
    #expect(refused.status == 70)
    #expect(refused.errors.contains("sbatch refused: sbatch: error: invalid partition"))
    #expect(!command.exists("results/tiny.slurm/1"))

    try fake("sbatch", "echo 'Welcome!'")
    #expect(try run().errors.contains("sbatch said \"Welcome!\""))

    // The second job is refused: the first must not stay.
    try fakeCluster()
    try fake("sbatch", "case \"$*\" in *merge.sh) echo no >&2; exit 1;; esac; echo 77")
    #expect(try run().errors.contains("sbatch refused: no"))
    #expect(try command.text("scancel.txt") == "77\n")

    let many = try run("--array-size", "2000")
    #expect(many.status == 64)
    #expect(many.errors.contains("takes at most 1001 tasks in one array"))
    for (arguments, reason) in [
      (["--array-size", "0"], "--array-size is 0; it must be at least 1."),
      (["--executor", "local", "--time", "30"], "--time goes with --executor slurm."),
    ] {
      let outcome = try command.run(["run", "tiny.yaml"] + arguments)
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains(reason))
    }
    let worker = try command.run("worker", "tiny.yaml", "--task", "0")
    #expect(worker.status == 65)
    #expect(worker.errors.contains("is not a plan file of Lopsided"))
  }
}
