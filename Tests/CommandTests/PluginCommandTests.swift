import Foundation
import Testing

/// The C compiler.
enum Compiler {
  /// Its path; nil where there is none.
  static let path = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":")
    .map { "\($0)/cc" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}

@Suite(
  "Losses of shared libraries on the command line",
  .enabled(
    if: Compiler.path != nil,
    "There is no C compiler 'cc': plug-ins cannot be built and tested."))
struct PluginCommandTests {
  let command: Command

  init() throws {
    command = try Command()
    try command.write(CommandTests.rows, to: "rows.csv")
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let suite = CommandTests.suite
    .replacingOccurrences(of: "weighted-cross-entropy", with: "plain")

  /// Compiles the spoilt or unspoilt plug-in of the loader's tests into the command's folder.
  private func build(_ name: String, _ flags: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: Compiler.path ?? "cc")
    process.currentDirectoryURL = command.folder
    process.arguments =
      ["-std=c11", "-O1", "-fPIC", "-shared", "-I\(Self.root.path)/Sources/CLossPlugin/include"]
      + flags
      + ["\(Self.root.path)/Tests/LossPluginsTests/Plugins/plugin.c", "-o", name, "-lm"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  @Test("A plug-in is listed, trained with, and reported without the library")
  func works() throws {
    try build("plain.so")
    try command.write(Self.suite, to: "tiny.yaml")
    let list = try command.run("loss", "list", "--plugin", "plain.so")
    #expect(list.status == 0, "\(list.errors)")
    #expect(list.output.contains("\nplain "))
    let shown = try command.run("loss", "show", "plain", "--plugin", "plain.so")
    #expect(shown.output.contains("(plug-in, SHA-256 "))
    let unknown = try command.run("run", "tiny.yaml")
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains("tiny.yaml:4:25: There is no loss 'plain'."))

    let run = try command.run("run", "tiny.yaml", "--plugin", "plain.so", "--jobs", "2")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("6 trials: 6 run now, 0 kept from before, 0 failed."))
    let report = try command.run("report", "tiny.yaml")
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.errors.isEmpty)
    let text = try command.text("reports/tiny/report.md")
    #expect(text.contains("plain cross-entropy"))
    #expect(text.contains("lopsided run tiny.yaml --plugin plain.so\nlopsided report tiny.yaml\n"))

    let again = try command.run("run", "tiny.yaml", "--plugin", "plain.so")
    #expect(again.output.contains("6 trials: 0 run now, 6 kept from before, 0 failed."))
    // A library that was built anew: its results are not those of the old one.
    try build("plain.so", "-DTITLE=\"renamed\"")
    let rebuilt = try command.run("run", "tiny.yaml", "--plugin", "plain.so")
    #expect(rebuilt.output.contains("6 trials: 3 run now, 3 kept from before, 0 failed."))
  }

  @Test("A plug-in that gives NaN fails its own trials, with the reason in the report")
  func failing() throws {
    try build("plain.so", "-DNAN_GRADIENT")
    try command.write(Self.suite, to: "tiny.yaml")
    let run = try command.run("run", "tiny.yaml", "--plugin", "plain.so")
    #expect(run.status == 1)
    #expect(run.output.contains("6 trials: 3 run now, 0 kept from before, 3 failed."))
    #expect(try command.run("report", "tiny.yaml").status == 0)
    let report = try command.text("reports/tiny/report.md")
    #expect(report.contains("The plug-in loss 'plain' gave nan as the gradient of row 3 of 200"))
  }

  @Test("A posterior that is none fails its own trials and no other")
  func posterior() throws {
    try build("plain.so", "-DRECOVERED=1.5")
    try command.write(Self.suite, to: "tiny.yaml")
    let run = try command.run("run", "tiny.yaml", "--plugin", "plain.so")
    #expect(run.status == 1)
    #expect(run.output.contains("6 trials: 3 run now, 0 kept from before, 3 failed."))
    #expect(try command.run("report", "tiny.yaml").status == 0)
    #expect(try command.text("reports/tiny/report.md").contains("recovered posterior"))
  }

  @Test("A library that cannot be used is one sentence and status 65")
  func refused() throws {
    try build("old.so", "-DABI=99")
    let old = try command.run("loss", "list", "--plugin", "old.so")
    #expect(old.status == 65)
    #expect(
      old.errors.hasPrefix(
        "Error: The plug-in old.so was compiled for version 99 of the interface, and this is "))
    try build("taken.so", "-DNAME=\"focal\"")
    let taken = try command.run("run", "x.yaml", "--plugin", "taken.so")
    #expect(taken.status == 65)
    #expect(taken.errors.contains("brings a loss 'focal', and there is one of that name already"))
    let missing = try command.run("loss", "list", "--plugin", "none.so")
    #expect(missing.status == 65)
    #expect(missing.errors.contains("There is no plug-in at none.so."))
    #expect(try command.run("loss", "list", "--plugin").status == 64)
  }
}
