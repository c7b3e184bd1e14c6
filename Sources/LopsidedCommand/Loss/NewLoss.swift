internal import ArgumentParser
internal import Foundation
internal import Losses
internal import Spelling

struct NewLoss: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begin a loss: its file, its test case and its notes.",
    discussion: """
      Writes Sources/Losses/Catalogue/TYPE.swift, which compiles and is cross-entropy until its \
      formula is replaced; Tests/LossesTests/TYPETests.swift, which fails until known values are \
      filled in; and docs/losses/NAME.md. Nothing that exists is overwritten.
      """)

  @Argument(help: "The name in kebab-case, such as tempered-cross-entropy.")
  var name: String

  @Option(help: ArgumentHelp("The folder of the Lopsided package.", valueName: "folder"))
  var folder = "."

  @OptionGroup var source: LossSource

  func run() async throws {
    try await ExitStatus.reporting { try write() }
  }

  private func write() throws {
    let template = try LossTemplate(name: name)
    let taken = try source.catalogue().names
    guard !taken.contains(name) else { throw NewLossError.taken(name, by: "a loss") }
    let root = URL(filePath: folder)
    let catalogue = root.appending(path: "Sources/Losses/Catalogue")
    guard FileManager.default.fileExists(atPath: root.appending(path: "Package.swift").path),
      FileManager.default.fileExists(atPath: catalogue.path)
    else { throw NewLossError.notTheRoot(folder) }
    try checkType(template.type, in: root.appending(path: "Sources/Losses"))
    let files = [
      ("Sources/Losses/Catalogue/\(template.type).swift", template.source),
      ("Tests/LossesTests/\(template.type)Tests.swift", template.test),
      ("docs/losses/\(name).md", template.notes),
    ]
    for (path, _) in files
    where FileManager.default.fileExists(atPath: root.appending(path: path).path) {
      throw NewLossError.exists(path)
    }
    for (path, text) in files { try write(text, to: root.appending(path: path)) }
    print(
      """
      Written:
      \(files.map { "  \($0.0)" }.joined(separator: "\n"))
      Replace the formula, say what the loss is, and then:
        swift build -c release --product lopsided
        .build/release/lopsided loss check \(name)
        swift test --disable-xctest --filter \(template.type)Tests
      """)
  }

  /// Refuses a type that the module has already, in whatever file.
  private func checkType(_ type: String, in folder: URL) throws(NewLossError) {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    for path in names where path.hasSuffix(".swift") {
      let text = (try? String(contentsOf: folder.appending(path: path), encoding: .utf8)) ?? ""
      for keyword in ["struct", "enum", "class", "protocol", "actor", "typealias"] {
        for end in [" ", ":", "<", "{"] where text.contains("\(keyword) \(type)\(end)") {
          throw .taken(name, by: "the type \(type) in Sources/Losses/\(path)")
        }
      }
    }
  }

  private func write(_ text: String, to url: URL) throws(FileError) {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url, options: .withoutOverwriting)
    } catch {
      throw .notWritten(url.relativePath, reason: error.localizedDescription)
    }
  }
}

/// Why a loss cannot be begun.
enum NewLossError: Error, CustomStringConvertible {
  case badName(String)
  case taken(String, by: String)
  case notTheRoot(String)
  case exists(String)

  var description: String {
    switch self {
    case .badName(let name):
      """
      '\(name)' cannot be the name of a loss; it must be in kebab-case (letters a to z, digits \
      and single hyphens, beginning with a letter), such as tempered-cross-entropy.
      """
    case .taken(let name, let owner):
      "The name '\(name)' is taken by \(owner); choose another."
    case .notTheRoot(let folder):
      """
      '\(folder)' is not the root of the Lopsided package (it has no Package.swift and \
      Sources/Losses/Catalogue); run this command there, or give --folder.
      """
    case .exists(let path): "'\(path)' exists already and is not overwritten; choose another name."
    }
  }
}
