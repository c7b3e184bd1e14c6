internal import Foundation

/// The scripts that are submitted.
struct SlurmScript {
  /// The program, which every machine of the cluster finds at the same path.
  let executable: String
  /// Where the user was.
  let workingDirectory: String
  let folder: SubmissionFolder
  let options: SlurmOptions
  /// The suite's name.
  let name: String

  /// The script of which every task of the array runs a copy.
  ///
  /// - Parameters:
  ///   - tasks: Number of tasks.
  ///   - memory: Megabytes of a task.
  /// - Returns: The script's text.
  func array(tasks: Int, memory: Int) -> String {
    let limit = options.concurrent.map { "%\($0)" } ?? ""
    return script(
      [
        ("job-name", "lopsided-\(name)"), ("array", "0-\(tasks - 1)\(limit)"),
        ("ntasks", "1"), ("cpus-per-task", "\(options.coresPerTask)"),
        ("mem", options.memory ?? "\(memory)M"), ("time", options.time),
        ("output", pattern(folder.logs.path) + "/%a.txt"),
      ],
      flags: ["requeue"],
      commands: ["exec \(quoted(executable)) worker \(quoted(folder.plan.path))"])
  }

  /// The script of the job that merges the shards and reports.
  ///
  /// - Parameters:
  ///   - store: The result store.
  ///   - report: The folder of the report.
  /// - Returns: The script's text.
  func merge(store: String, report: String) -> String {
    script(
      [
        ("job-name", "lopsided-\(name)-merge"), ("ntasks", "1"), ("cpus-per-task", "1"),
        ("mem", options.memory ?? "1024M"), ("time", options.time),
        ("output", pattern(folder.logs.path) + "/merge.txt"),
      ],
      flags: ["requeue"],
      commands: [
        "\(quoted(executable)) merge \(quoted(folder.plan.path))", "status=$?",
        // Missing or failed trials, status 1, are part of a report.
        "[ \"$status\" -le 1 ] || exit \"$status\"",
        "\(quoted(executable)) report \(quoted(store)) --output \(quoted(report))",
      ])
  }

  private func script(
    _ directives: [(String, String?)], flags: [String], commands: [String]
  ) -> String {
    let common: [(String, String?)] = [
      ("chdir", workingDirectory), ("open-mode", "append"), ("partition", options.partition),
      ("account", options.account), ("qos", options.qos), ("constraint", options.constraint),
    ]
    let lines =
      (directives + common).compactMap { name, value in
        value.map { "#SBATCH --\(name)=\(directive($0))" }
      } + flags.map { "#SBATCH --\($0)" } + options.others.map { "#SBATCH \($0)" }
    return (["#!/bin/sh"] + lines + commands).joined(separator: "\n") + "\n"
  }

  /// A value as sbatch reads it from a script: spaces need quotes, and quotes a backslash.
  private func directive(_ value: String) -> String {
    let isPlain = value.allSatisfy { $0.isLetter || $0.isNumber || "/._-+:=@,%[]&|*".contains($0) }
    guard !isPlain else { return value }
    let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  /// A path of which sbatch expands nothing.
  private func pattern(_ path: String) -> String { path.replacing("%", with: "%%") }

  /// A word as a shell reads it back.
  private func quoted(_ word: String) -> String {
    let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "/._-+:=@".contains($0) }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
