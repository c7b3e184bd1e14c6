import Foundation
import Testing

@Suite("Ending a run early")
struct StopTests {
  let command: Command

  init() throws {
    command = try Command()
    try command.write(CommandTests.rows, to: "rows.csv")
  }

  /// Long enough not to be over before a signal comes.
  static let long = CommandTests.suite
    .replacingOccurrences(of: "replicates: 3", with: "replicates: 1000")

  /// Starts a run and waits until something of it is saved.
  private func start(_ suite: String, _ arguments: String...) throws -> Process {
    try command.write(suite, to: "long.yaml")
    let process = command.process(
      ["run", "long.yaml", "--store", "long.sqlite", "--verbose"] + arguments)
    let errors = command.folder.appending(path: "errors.txt")
    try Data().write(to: errors)
    process.standardError = try FileHandle(forWritingTo: errors)
    let output = command.folder.appending(path: "output.txt")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    while !(try command.text("errors.txt").contains("average-precision 0.")), process.isRunning {
      Thread.sleep(forTimeInterval: 0.02)
    }
    return process
  }

  private func status(_ store: String) throws -> [String: Int] {
    let outcome = try command.run("status", store, "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return (object as? [String: Any] ?? [:]).compactMapValues { $0 as? Int }
  }

  @Test(
    "Ctrl-C and SIGTERM finish what is in flight, say so, and the next run goes on",
    arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func first(signal: Int32, code: Int32) throws {
    let process = try start(Self.long)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == code)
    #expect(!command.exists("long.sqlite-wal"))
    let errors = try command.text("errors.txt")
    #expect(errors.contains("in flight"))
    #expect(errors.contains("long: stopped after") || errors.contains("tiny: stopped after"))
    let output = try command.text("output.txt")
    #expect(output.contains(" missing. Results: long.sqlite"))
    #expect(output.contains("To go on: lopsided run long.yaml --store long.sqlite"))
    // Every trial whose line was shown is in the store, and units are whole.
    let shown = errors.components(separatedBy: "average-precision 0.").count - 1
    let status = try status("long.sqlite")
    #expect(status["scored"] == shown)
    #expect(status["trials"] == 2000)
    #expect(status["missing"] == 2000 - shown)
    #expect(shown % 2 == 0)
  }

  @Test("A second Ctrl-C ends a run at once, and so does the end of the grace after SIGTERM")
  func second() throws {
    // Units that would take minutes.
    let slow = Self.long.replacingOccurrences(
      of: "epochs: 2", with: "epochs: 100000\n    patience: 100000")
    for (signals, message) in [
      ([SIGINT, SIGINT], "Stopped at once: 2 trials in flight lost"),
      ([SIGTERM], "Stopped after 1 s: 2 trials in flight lost"),
    ] {
      try command.write(slow, to: "long.yaml")
      let process = command.process(
        ["run", "long.yaml", "--store", "slow.sqlite", "--jobs", "1", "--grace", "1"])
      let errors = command.folder.appending(path: "errors.txt")
      try Data().write(to: errors)
      process.standardError = try FileHandle(forWritingTo: errors)
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      while !(try command.text("errors.txt").contains("by estimate")), process.isRunning {
        Thread.sleep(forTimeInterval: 0.02)
      }
      for signal in signals {
        Thread.sleep(forTimeInterval: 0.3)
        kill(process.processIdentifier, signal)
      }
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
      #expect(process.terminationStatus == 128 + signals[0])
      #expect(try command.text("errors.txt").contains(message))
      #expect(try status("slow.sqlite")["missing"] == 2000)
    }
  }

  @Test("Two runs on one store at once: the second is refused, the first goes on")
  func twice() throws {
    let process = try start(Self.long)
    let second = try command.run("run", "long.yaml", "--store", "long.sqlite")
    #expect(second.status == 65)
    #expect(second.errors.contains("Another run is using the result store"))
    let looked = try command.run("status", "long.yaml", "--store", "long.sqlite")
    #expect(looked.status == 0, "\(looked.errors)")
    #expect(looked.output.contains("; a run is at work"))
    #expect(looked.output.contains(" left."))
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let after = try command.run("status", "long.yaml", "--store", "long.sqlite")
    #expect(!after.output.contains("at work"))
  }
}
