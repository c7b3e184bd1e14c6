internal import Foundation

/// A program of somebody else, found on the PATH.
struct Tool: Sendable {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  let name: String

  /// Where it is; `nil` when it is not there.
  var path: String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs it to its end.
  ///
  /// - Throws: ``SlurmError/missingTool(name:)``.
  func run(_ arguments: [String]) throws(SlurmError) -> Outcome {
    guard let path else { throw .missingTool(name: name) }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    // A file: two pipes that are read one after the other could block their writer.
    let errors = FileManager.default.temporaryDirectory.appending(
      path: "lopsided-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: errors) }
    do {
      try Data().write(to: errors)
      process.standardOutput = output
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
    } catch {
      throw .refused(tool: name, reason: error.localizedDescription)
    }
    let data = try? output.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: data ?? Data(), as: UTF8.self),
      errors: (try? String(contentsOf: errors, encoding: .utf8)) ?? "")
  }

  /// What it prints, without the last line end.
  ///
  /// - Throws: ``SlurmError/refused(tool:reason:)`` when it ends with an error.
  func text(_ arguments: [String]) throws(SlurmError) -> String {
    let outcome = try run(arguments)
    guard outcome.status == 0 else {
      let said = [outcome.errors, outcome.output].map(Self.trimmed).first { !$0.isEmpty }
      throw .refused(tool: name, reason: said ?? "it ended with status \(outcome.status).")
    }
    return Self.trimmed(outcome.output)
  }

  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
