import Foundation
import Testing

@Suite("Runs until comparisons are decided")
struct SequentialCommandTests {
  let command: Command

  init() throws { command = try Command() }

  private static let suite = """
    name: tiny
    replicates: 3
    configurations: 1
    practical-equivalence: 0.02
    losses:
      - cross-entropy
      - {name: cross-entropy, id: twin, seed: 2}
      - {name: weighted-cross-entropy, id: weighted, settings: {positiveWeight: 10}}
    models:
      - {name: logistic, batch-size: 50, epochs: 1, learning-rates: [0.01]}
    datasets:
      - id: rows
        file: rows.csv
        label: fraud
        time: day
        split: {by: time}
    """

  private static let rows: String = {
    var text = "day,amount,hour,fraud\n"
    for row in 0..<600 {
      let fraud = row % 25 == 0
      text += "\(row),\(Double(row * 7 % 13) + (fraud ? 4.5 : 0)),\(row % 24),\(fraud ? 1 : 0)\n"
    }
    return text
  }()

  private func report(_ store: String) throws -> String {
    let outcome = try command.run("report", "tiny.yaml", "--store", store, "--output", "out")
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try command.text("out/report.md") + command.text("out/results.csv")
      + command.text("out/manifest.json")
  }

  private func run(_ store: String, jobs: Int, cap: Int = 10) throws -> Command.Outcome {
    try command.run(
      "run", "tiny.yaml", "--store", store, "--jobs", "\(jobs)", "--until-decided",
      "--max-replicates", "\(cap)")
  }

  @Test("Rounds are the same for one job and two, and after a kill")
  func rounds() throws {
    try command.write(Self.rows, to: "rows.csv")
    try command.write(Self.suite, to: "tiny.yaml")
    let one = try run("one.sqlite", jobs: 1)
    #expect(one.status == 0, "\(one.errors)")
    #expect(one.errors.contains("tiny: after 3 replicates 0 of 2 comparisons are decided"))
    #expect(one.errors.contains("going on to 4"))
    let whole = try report("one.sqlite")
    #expect(whole.contains("--until-decided --max-replicates 10"))
    #expect(whole.contains("confidence sequence"))
    _ = try run("two.sqlite", jobs: 2)
    #expect(try report("two.sqlite") == whole)

    let process = command.process([
      "run", "tiny.yaml", "--store", "killed.sqlite", "--until-decided", "--max-replicates", "10",
    ])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Killed in a later round.
    while (try? command.saved("killed.sqlite")) ?? 0 < 10, process.isRunning {
      Thread.sleep(forTimeInterval: 0.02)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let resumed = try run("killed.sqlite", jobs: 2)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(!resumed.output.contains(" 0 kept"))
    #expect(try report("killed.sqlite") == whole)

    // A run that is not looked at has the suite's replicates, and says nothing of looking.
    let plain = try command.run("run", "tiny.yaml", "--store", "one.sqlite")
    #expect(plain.output.contains("9 trials: 0 run now, 9 kept from before"))
    #expect(try !report("one.sqlite").contains("--until-decided"))
  }

  @Test("Options that do not go together are refused")
  func refusals() throws {
    try command.write(Self.rows, to: "rows.csv")
    try command.write(Self.suite, to: "tiny.yaml")
    let alone = try command.run("run", "tiny.yaml", "--max-replicates", "10")
    #expect(alone.status == 64)
    #expect(alone.errors.contains("--max-replicates goes with --until-decided alone"))
    let few = try run("one.sqlite", jobs: 1, cap: 2)
    #expect(few.status == 65)
    #expect(few.errors.contains("--max-replicates 3 or more"))
  }
}
