import Foundation
import Testing

@Suite("The command line")
struct CommandTests {
  let command: Command

  init() throws { command = try Command() }

  static let suite = """
    name: tiny
    replicates: 3
    configurations: 2
    losses: [cross-entropy, weighted-cross-entropy]
    models:
      - name: logistic
        batch-size: 200
        epochs: 2
        learning-rates: [0.01, 0.1]
    datasets:
      - id: rows
        file: rows.csv
        label: fraud
    """

  /// Rows whose second column tells the fraud apart, more or less.
  static let rows: String = {
    var text = "hour,amount,fraud\n"
    for row in 0..<1000 {
      let fraud = row % 25 == 0
      text += "\(row % 24),\(Double(row * 7 % 13) + (fraud ? 4.5 : 0)),\(fraud ? 1 : 0)\n"
    }
    return text
  }()

  private func files(_ folder: String) throws -> [String: Data] {
    let url = command.folder.appending(path: folder)
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: url.path) {
      files[name] = FileManager.default.contents(atPath: url.appending(path: name).path)
    }
    return files
  }

  @Test("A suite runs and is reported, the same bytes for one job and two, and after a kill")
  func endToEnd() throws {
    try command.write(Self.rows, to: "rows.csv")
    try command.write(Self.suite, to: "tiny.yaml")
    let first = try command.run("run", "tiny.yaml", "--jobs", "1")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("6 trials: 6 run now, 0 kept from before, 0 failed."))
    #expect(first.errors.contains("tiny: 100 %"))
    #expect(try command.run("report", "tiny.yaml").status == 0)
    let report = try files("reports/tiny")
    #expect(report.keys.contains("report.md"))
    #expect(report.keys.contains("results.csv"))
    #expect(report.keys.contains("manifest.json"))
    #expect(report.keys.contains { $0.hasSuffix(".svg") })
    #expect(try command.text("reports/tiny/report.md").contains("## The answer"))

    // The suite file is not needed for a report.
    try FileManager.default.moveItem(
      at: command.folder.appending(path: "tiny.yaml"),
      to: command.folder.appending(path: "moved.yaml"))
    #expect(
      try command.run("report", "results/tiny.sqlite", "--output", "again").status == 0)
    #expect(try files("again") == report)
    try command.write(Self.suite, to: "tiny.yaml")

    #expect(
      try command.run("run", "tiny.yaml", "--jobs", "2", "--store", "two.sqlite").status == 0)
    #expect(
      try command.run("report", "tiny.yaml", "--store", "two.sqlite", "--output", "two").status
        == 0)
    #expect(try files("two") == report)

    let long = Self.suite.replacingOccurrences(of: "replicates: 3", with: "replicates: 200")
    try command.write(long, to: "long.yaml")
    let process = command.process(["run", "long.yaml", "--store", "killed.sqlite"])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // Killed as soon as something is saved, long before the end.
    while (try? command.saved("killed.sqlite")) ?? 0 == 0, process.isRunning {
      Thread.sleep(forTimeInterval: 0.02)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    let saved = try command.saved("killed.sqlite")
    #expect((1..<400).contains(saved))
    let resumed = try command.run("run", "tiny.yaml", "--store", "killed.sqlite")
    #expect(resumed.status == 0)
    #expect(!resumed.output.contains(" 0 kept"))
    #expect(
      try command.run("report", "tiny.yaml", "--store", "killed.sqlite", "--output", "killed")
        .status == 0)
    #expect(try files("killed") == report)
  }

  @Test("A failed trial ends in status 1, with its results kept and reported")
  func failedTrial() throws {
    try command.write(Self.rows, to: "rows.csv")
    try command.write(
      Self.suite.replacingOccurrences(of: "[0.01, 0.1]", with: "[1e38, 3e38]")
        .replacingOccurrences(of: "batch-size: 200", with: "batch-size: 5")
        .replacingOccurrences(
          of: "- name: logistic", with: "- name: logistic\n    optimizer: sgd"),
      to: "tiny.yaml")
    let outcome = try command.run("run", "tiny.yaml")
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.output.contains("6 failed"))
    #expect(try command.run("report", "tiny.yaml").status == 0)
    #expect(try command.text("reports/tiny/report.md").contains("diverged"))
  }

  @Test("Data are generated, imported, and ready to run")
  func data() throws {
    #expect(try command.run("data", "list").output.contains("--preset worldline"))
    let generated = try command.run(
      "data", "generate", "gauss", "--rows", "3001", "--prevalence", "0.01", "--output", "g",
      "--bayes-rows", "640")
    #expect(generated.status == 0, "\(generated.errors)")
    #expect(generated.output.contains("g: 3001 rows, 30 positive, 28 features"))
    #expect(command.exists("g/features.npy"))
    #expect(command.exists("g/oracle/posterior.npy"))
    let again = try command.run(
      "data", "generate", "gauss", "--rows", "1000", "--output", "g", "--bayes-rows", "64")
    #expect(again.status == 65)
    #expect(again.errors.contains("'g'"))

    var csv = "a,b,y\n"
    for row in 0..<200 { csv += "\(row),\(row % 7),\(row % 20 == 0 ? 1 : 0)\n" }
    try command.write(csv, to: "mine.csv")
    let imported = try command.run("data", "import", "mine.csv", "--label", "y")
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(imported.output.contains("positive: y = 1, 10 rows (5.0 %)"))
    #expect(imported.output.contains("Next: lopsided run datasets/imported/mine/suite.yaml"))
    #expect(command.exists("datasets/imported/mine/suite.yaml"))
    #expect(
      try command.run("data", "import", "mine.csv", "--label", "y", "--overwrite").status == 0)
    let imports = command.folder.appending(path: "datasets/imported").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: imports) == ["mine"])
    let described = try command.run("data", "describe", "typologies", "--preset", "easi")
    #expect(described.status == 65)
    #expect(described.errors.contains("easy"))
  }

  @Test("Bad input is one sentence and status 65; wrong usage is status 64")
  func errors() throws {
    let missing = try command.run("run", "nowhere.yaml")
    #expect(missing.status == 65)
    #expect(missing.errors.hasPrefix("Error: There is no suite file at nowhere.yaml."))
    let unknown = try command.run("report", "nothing")
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains("lopsided run"))
    #expect(try command.run("run").status == 64)
    #expect(try command.run("run", "x", "--jobs", "0").status == 64)
    try command.write("a,y\n1,0\n2,x\n", to: "bad.csv")
    let bad = try command.run("data", "import", "bad.csv", "--label", "y")
    #expect(bad.status == 65)
    #expect(bad.errors.contains("bad.csv"))
    #expect(!command.exists("datasets/imported/bad"))
  }
}
