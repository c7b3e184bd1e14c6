import Foundation
import Testing

@Suite("Exports through the command line")
struct ExportCommandTests {
  let command: Command

  init() throws { command = try Command() }

  private static let draw = [
    "data", "generate", "gauss", "--rows", "500", "--prevalence", "0.02", "--bayes-rows", "640",
  ]

  private func generate(_ more: String...) throws -> Command.Outcome {
    try command.run(Self.draw + more)
  }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: command.folder.appending(path: name))
  }

  @Test("A draw in any format, and a folder exported to it, are the same files")
  func formats() throws {
    #expect(try generate("-o", "set").status == 0)
    for (format, file) in [
      ("csv", "data.csv"), ("csv.gz", "data.csv.gz"), ("svmlight", "data.svmlight"),
      ("arrow", "data.arrow"), ("huggingface", "data/train-00000-of-00001.arrow"),
    ] {
      let drawn = try generate("--format", format, "-o", "drawn-\(format)")
      #expect(drawn.status == 0, "\(drawn.errors)")
      #expect(drawn.output.contains("500 rows, 10 positive, format \(format)"))
      let outcome = try command.run(
        "data", "export", "set", "--format", format, "-o", "out-\(format)")
      #expect(outcome.status == 0, "\(outcome.errors)")
      for name in [file, "manifest.json", "croissant.json", "README.md"] {
        let exported = try bytes("out-\(format)/\(name)")
        #expect(try bytes("drawn-\(format)/\(name)") == exported, "\(name)")
        #expect(!exported.isEmpty)
      }
    }
    let splits = try generate(
      "--format", "csv", "--validation-rows", "100", "--test-rows", "50", "-o", "splits")
    #expect(splits.output.contains("splits: 650 rows, 13 positive"))
    for name in ["train.csv", "validation.csv", "test.csv", "oracle/test.csv"] {
      #expect(command.exists("splits/\(name)"))
    }
  }

  @Test("Wrong usage is status 64, wrong data is status 65, and nothing is left")
  func errors() throws {
    #expect(try generate("--format", "parquet", "-o", "x").status == 64)
    #expect(try generate("--test-rows", "5", "-o", "x").status == 64)
    #expect(try command.run("data", "export", "set", "--format", "npy", "-o", "x").status == 64)
    let missing = try command.run("data", "export", "set", "--format", "csv", "-o", "x")
    #expect(missing.status == 65)
    #expect(missing.errors.contains("'set' is no data-set folder"))
    #expect(try generate("--format", "csv", "-o", "out").status == 0)
    let again = try generate("--format", "csv", "-o", "out")
    #expect(again.status == 65)
    #expect(again.errors.contains("'out' exists already"))
    #expect(try generate("--format", "arrow", "-o", "out", "--overwrite").status == 0)
    #expect(command.exists("out/data.arrow"))
    #expect(!command.exists("out/data.csv"))
    let twice = try command.run("data", "export", "out", "--format", "csv", "-o", "x")
    #expect(twice.status == 65)
    #expect(twice.errors.contains("an export in the format arrow"))
    #expect(!command.exists("x"))
  }

  @Test("A file that cannot grow ends in a message, and nothing is left")
  func noRoom() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let line = ([Command.executable.path] + Self.draw + ["--format", "csv", "-o", "out"])
      .map { "'\($0)'" }.joined(separator: " ")
    // A limit of 16 blocks of 512 bytes a file; without the signal, writing fails.
    process.arguments = ["-c", "trap '' XFSZ; ulimit -f 16; exec \(line)"]
    process.currentDirectoryURL = command.folder
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(
      decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 65)
    #expect(text.contains("File too large"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: command.folder.path).isEmpty)
  }

  @Test("What a killed export leaves is hidden, and gone after the next one")
  func killed() throws {
    let process = command.process([
      "data", "generate", "gauss", "--rows", "50000000", "--bayes-rows", "64", "--format", "csv",
      "-o", "out",
    ])
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    func left() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: command.folder.path)
        .filter { $0.hasPrefix(".out.partial-") }
    }
    let deadline = Date().addingTimeInterval(30)
    while try left().isEmpty, Date() < deadline { Thread.sleep(forTimeInterval: 0.02) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try left().count == 1)
    #expect(!command.exists("out"))
    #expect(try generate("--format", "csv", "-o", "out").status == 0)
    #expect(try left().isEmpty)
  }
}
