import Datasets
import Foundation
import Testing

@Suite("Malformed files of every format are refused, each with its message")
struct ImportMalformedTests {
  /// The messages as docs/import-errors.md lists them.
  ///
  /// They are compared as a whole: a message that changes must be read again before it is recorded,
  /// with `LOPSIDED_RECORD=1 swift test --filter ImportMalformedTests`.
  @Test("The messages are those of docs/import-errors.md")
  func messages() throws {
    #expect(MalformedInput.all.count >= 50)
    #expect(Set(MalformedInput.all.map(\.title)).count == MalformedInput.all.count)
    let list = try document()
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/import-errors.md")
    if ProcessInfo.processInfo.environment["LOPSIDED_RECORD"] == "1" {
      try list.write(to: url, atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: url, encoding: .utf8)
    for (found, expected) in zip(list.split(separator: "\n"), recorded.split(separator: "\n")) {
      #expect(found == expected)
    }
    #expect(list == recorded, "docs/import-errors.md is out of date")
  }

  private func document() throws -> String {
    var sections: [String] = []
    for format in TableFormat.allCases {
      let lines = try MalformedInput.all.filter { TableFormat(path: $0.file) == format }.map {
        "- *\($0.title)*\n  > \(try message($0))"
      }
      sections.append("## \(Self.names[format] ?? "")\n\n" + lines.joined(separator: "\n"))
    }
    return """
      # What a malformed file is answered with

      Every message names the file and the place, what was found, and what would be valid. After an \
      error nothing has been written. This list is made by the test `ImportMalformedTests`, which \
      imports each of these files.

      \(sections.joined(separator: "\n\n"))

      """
  }

  private static let names: [TableFormat: String] = [
    .csv: "CSV", .npy: "NumPy arrays", .svmlight: "SVMlight", .arff: "ARFF and KEEL",
  ]

  /// The message for an input; nothing may be left beside it.
  private func message(_ input: MalformedInput) throws -> String {
    let file = try TemporaryFile(input.bytes, name: input.file)
    for (name, bytes) in input.beside {
      try Data(bytes).write(to: file.folder.appendingPathComponent(name))
    }
    let before = try FileManager.default.contentsOfDirectory(atPath: file.folder.path).sorted()
    var options = ImportOptions()
    options.label = TableFormat(path: input.file) == .csv ? "label" : nil
    options.minimumRowsPerClass = 1
    options.threads = 2
    input.configure(&options)
    var caught: ImportError?
    do {
      _ = try TableFormat(path: file.path).reader(options, for: file.path).table(at: file.path)
    } catch { caught = error }
    let after = try FileManager.default.contentsOfDirectory(atPath: file.folder.path).sorted()
    #expect(before == after)
    let error = try #require(caught, "\(input.title) was imported")
    return error.description.replacingOccurrences(of: file.folder.path + "/", with: "")
  }
}
