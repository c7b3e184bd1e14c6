import Foundation
import Testing

@Suite("The status of a suite")
struct StatusTests {
  let command: Command

  init() throws {
    command = try Command()
    try command.write(CommandTests.rows, to: "rows.csv")
    try command.write(CommandTests.suite, to: "tiny.yaml")
  }

  @Test("Before, after, and when the suite has grown: what is done and what is missing")
  func grown() throws {
    let before = try command.run("status", "tiny.yaml")
    #expect(before.status == 0, "\(before.errors)")
    #expect(before.output.contains("tiny: 6 trials, 0 done, 0 failed, 6 missing\n"))
    #expect(before.output.contains("To go on: lopsided run tiny.yaml"))
    #expect(!before.output.contains("left."))
    #expect(!command.exists("results"))
    #expect(try command.run("status", "none.sqlite").status == 65)

    #expect(try command.run("run", "tiny.yaml").status == 0)
    let after = try command.run("status", "tiny.yaml")
    #expect(after.output.contains("tiny: 6 trials, 6 done, 0 failed, 0 missing\n"))
    #expect(after.output.contains("Next: lopsided report tiny.yaml"))

    // A loss and a replicate more: what was there stays, and only the rest is run.
    try command.write(
      CommandTests.suite.replacingOccurrences(of: "replicates: 3", with: "replicates: 4")
        .replacingOccurrences(of: "[cross-entropy,", with: "[mse, cross-entropy,"),
      to: "tiny.yaml")
    let grown = try command.run("status", "tiny.yaml")
    #expect(grown.output.contains("tiny: 12 trials, 6 done, 0 failed, 6 missing\n"))
    #expect(grown.output.contains("About 0 s left.") || grown.output.contains("About 1 s left."))
    let stored = try command.run("status", "results/tiny.sqlite")
    #expect(stored.output.contains("tiny: 6 trials, 6 done, 0 failed, 0 missing\n"))
    let run = try command.run("run", "tiny.yaml")
    #expect(run.output.contains("12 trials: 6 run now, 6 kept from before, 0 failed."))

    // Back again: what is no longer planned is told of.
    try command.write(CommandTests.suite, to: "tiny.yaml")
    let back = try command.run("status", "tiny.yaml")
    #expect(back.output.contains("tiny: 6 trials, 6 done, 0 failed, 0 missing\n"))
    #expect(back.output.contains("holds 6 trials of earlier forms"))

    // A suite that cannot be planned: the plan of the last run.
    try FileManager.default.removeItem(at: command.folder.appending(path: "rows.csv"))
    let without = try command.run("status", "tiny.yaml")
    #expect(without.errors.contains("This is the plan of the last run."))
    #expect(without.output.contains("tiny: 12 trials, 12 done, 0 failed, 0 missing\n"))
  }

  @Test("Trials of earlier forms are dropped when that is asked for")
  func garbage() throws {
    #expect(try command.run("gc", "tiny.yaml").status == 65)
    let keeping = CommandTests.suite + "\nkeep-scores: true\n"
    try command.write(keeping, to: "tiny.yaml")
    #expect(try command.run("run", "tiny.yaml").status == 0)
    try command.write(
      keeping.replacingOccurrences(of: "replicates: 3", with: "replicates: 2"), to: "tiny.yaml")
    #expect(try command.run("run", "tiny.yaml").status == 0)
    let dry = try command.run("gc", "tiny.yaml")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.output.contains("results/tiny.sqlite: 2 of 6 trials would be dropped, "))
    #expect(dry.output.contains("; kept scores of 2, "))
    #expect(dry.output.contains("Nothing was changed; --delete drops what would be."))
    let wet = try command.run("gc", "tiny.yaml", "--delete")
    #expect(wet.output.contains("results/tiny.sqlite: 2 of 6 trials dropped, "))
    #expect(try command.run("gc", "tiny.yaml").output.contains("0 of 4 trials would be dropped"))
    let run = try command.run("run", "tiny.yaml")
    #expect(run.output.contains("4 trials: 0 run now, 4 kept from before, 0 failed."))
  }

  @Test("A line for each trial with --verbose, and the estimate of memory in one line")
  func verbose() throws {
    let run = try command.run("run", "tiny.yaml", "--verbose", "--jobs", "1", "--memory", "0.5")
    #expect(run.status == 0)
    let lines = run.errors.split(separator: "\n")
    let trials = lines.filter { $0.contains(": average-precision 0.") }
    #expect(trials.count == 6)
    #expect(
      trials.contains { $0.hasPrefix("rows, replicate 2, logistic, weighted-cross-entropy: ") })
    #expect(
      lines.contains {
        $0.hasPrefix("tiny: 1 job; each takes up to ")
          && $0.hasSuffix(" by estimate, all may take 500 MB")
      })
    #expect(try command.run("run", "tiny.yaml", "--memory", "0").status == 64)
    #expect(try command.run("run", "tiny.yaml", "--fresh", "--only-failed").status == 64)
  }
}
