import Foundation

/// Runs the built executable in a folder of its own.
final class Command: Sendable {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  let folder = FileManager.default.temporaryDirectory.appending(
    path: "lopsided-command-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The executable stands beside the test bundle.
  static let executable: URL = {
    let test = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let process = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let folders = [test, process].flatMap { url in
      [
        url.deletingLastPathComponent(),
        url.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent(),
      ]
    }
    let built = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: ".build/debug")
    return (folders + [built]).map { $0.appending(path: "lopsided") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) } ?? built
  }()

  /// A process, not yet started.
  func process(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    return process
  }

  func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  func run(_ arguments: [String]) throws -> Outcome { try run(process(arguments)) }

  /// Runs a line of a shell; `$lopsided` is the executable.
  func shell(_ line: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["lopsided": Self.executable.path]) { _, new in new }
    return try run(process)
  }

  func run(_ process: Process) throws -> Outcome {
    let output = folder.appending(path: ".output")
    let errors = folder.appending(path: ".errors")
    for file in [output, errors] {
      try Data().write(to: file)
    }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try text(".output"), errors: try text(".errors"))
  }

  func write(_ text: String, to name: String) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  /// Trials saved in a store, counted in its report.
  func saved(_ store: String) throws -> Int {
    let outcome = try run("report", store, "--output", ".saved")
    guard outcome.status == 0 else { return 0 }
    let count = outcome.output.split(separator: " ").dropLast().last.flatMap { Int($0) }
    return count ?? 0
  }
}
