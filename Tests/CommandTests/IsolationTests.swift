import Foundation
import Testing

@Suite(
  "Trials in processes of their own",
  .enabled(
    if: Compiler.path != nil,
    "There is no C compiler 'cc': plug-ins cannot be built and tested."))
struct IsolationTests {
  let command: Command

  init() throws {
    command = try Command()
    try command.write(CommandTests.rows, to: "rows.csv")
    try command.write(PluginCommandTests.suite, to: "tiny.yaml")
    let root = PluginCommandTests.root.path
    let built = try command.shell(
      """
      \(Compiler.path ?? "cc") -std=gnu11 -O1 -fPIC -shared -DMISCHIEF \
      -I\(root)/Sources/CLossPlugin/include \
      \(root)/Tests/LossPluginsTests/Plugins/plugin.c -o plain.so -lm
      """)
    try #require(built.status == 0, "\(built.errors)")
  }

  /// The plug-in's loss alone, once.
  private static let alone = PluginCommandTests.suite
    .replacingOccurrences(of: "cross-entropy, plain", with: "plain")
    .replacingOccurrences(of: "replicates: 3", with: "replicates: 1")

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: command.folder.appending(path: name))
  }

  @Test("A plug-in that crashes fails its own trials; --only-failed tries them again")
  func crash() throws {
    try command.write("", to: "crash")
    let run = try command.run("run", "tiny.yaml", "--plugin", "plain.so")
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.output.contains("6 trials: 3 run now, 0 kept from before, 3 failed."))
    #expect(run.output.contains("Why trials failed: lopsided status tiny.yaml --plugin plain.so"))
    let status = try command.run("status", "tiny.yaml", "--plugin", "plain.so")
    #expect(status.status == 1)
    #expect(
      status.output.contains(
        "  rows, replicate 1, logistic, plain: crashed: Its process crashed (signal "))
    #expect(status.output.contains("To try them again: lopsided run tiny.yaml --only-failed"))
    #expect(try command.run("report", "tiny.yaml").status == 0)
    #expect(try command.text("reports/tiny/report.md").contains("| crashed | 3 of 3 |"))

    try remove("crash")
    // One replicate more is planned, and left alone.
    try command.write(
      PluginCommandTests.suite.replacingOccurrences(of: "replicates: 3", with: "replicates: 4"),
      to: "tiny.yaml")
    let again = try command.run("run", "tiny.yaml", "--plugin", "plain.so", "--only-failed")
    #expect(again.output.contains("8 trials: 3 run now, 3 kept from before, 0 failed, 2 missing."))
    #expect(again.status == 0, "\(again.errors)")
    // In this process a crash is the end of the run, and of nothing that is saved.
    try command.write("", to: "crash")
    let bare = try command.run("run", "tiny.yaml", "--plugin", "plain.so", "--in-process")
    #expect(bare.status == SIGSEGV || bare.status > 1)
    #expect(try command.saved("results/tiny.sqlite") == 6)
  }

  @Test("A plug-in that hangs fails at the time limit, of the suite or of the command")
  func hang() throws {
    try command.write("", to: "hang")
    try command.write(Self.alone + "\ntime-limit: 0.5\n", to: "tiny.yaml")
    let run = try command.run("run", "tiny.yaml", "--plugin", "plain.so")
    #expect(run.status == 1, "\(run.errors)")
    let status = try command.run("status", "tiny.yaml", "--plugin", "plain.so")
    #expect(
      status.output.contains(
        "timed-out: It took longer than the time limit of 0.5 s, alone in its process."))
    let longer = try command.run(
      "run", "tiny.yaml", "--plugin", "plain.so", "--time-limit", "0.25", "--verbose")
    #expect(longer.errors.contains("the time limit of 0.25 s"))
    for wrong in [["--time-limit", "0"], ["--time-limit", "3", "--in-process"]] {
      #expect(try command.run(["run", "tiny.yaml"] + wrong).status == 64)
    }
  }

  @Test("A trial that takes all memory fails alone")
  func memory() throws {
    try command.write("", to: "greedy")
    try command.write(
      PluginCommandTests.suite.replacingOccurrences(of: "replicates: 3", with: "replicates: 1"),
      to: "tiny.yaml")
    let run = try command.run("run", "tiny.yaml", "--plugin", "plain.so", "--memory", "1")
    #expect(run.output.contains("2 trials: 1 run now, 0 kept from before, 1 failed."))
    let status = try command.run("status", "tiny.yaml", "--plugin", "plain.so")
    #expect(status.output.contains("logistic, plain: crashed: Its process crashed (signal "))
  }

  @Test("Its own process ends with the run, however that ends")
  func orphan() throws {
    try command.write("", to: "hang")
    try command.write(Self.alone, to: "tiny.yaml")
    func children() throws -> [String] {
      let list = try command.shell(
        "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | tr '{' '\\n'")
      return list.output.split(separator: "\n").map(String.init)
        .filter { $0.contains("unit tiny.yaml") && $0.contains(command.folder.lastPathComponent) }
    }
    let process = command.process(
      ["run", "tiny.yaml", "--plugin", command.folder.appending(path: "plain.so").path])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // A process list is no snapshot: on a busy machine one look may miss what the next one shows.
    var seen = try children()
    for _ in 0..<600 where seen.count != 1 && process.isRunning {
      Thread.sleep(forTimeInterval: 0.05)
      seen = try children()
    }
    #expect(seen.count == 1, "\(seen)")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    for _ in 0..<100 where try !children().isEmpty { Thread.sleep(forTimeInterval: 0.05) }
    #expect(try children().isEmpty)
  }

  @Test("Results are the same bytes in this process and in others")
  func same() throws {
    let outcome = try command.shell(
      """
      "$lopsided" run tiny.yaml --plugin plain.so --store a.sqlite --isolate --jobs 2 && \
      "$lopsided" run tiny.yaml --plugin plain.so --store b.sqlite --in-process && \
      "$lopsided" report tiny.yaml --store a.sqlite --output a && \
      "$lopsided" report tiny.yaml --store b.sqlite --output b && diff -r a b
      """)
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }
}
