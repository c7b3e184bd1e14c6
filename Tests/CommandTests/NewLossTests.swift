import Foundation
import Testing

@Suite("A loss is begun from a template")
struct NewLossTests {
  let command: Command

  init() throws {
    command = try Command()
    let catalogue = command.folder.appending(path: "Sources/Losses/Catalogue")
    try FileManager.default.createDirectory(at: catalogue, withIntermediateDirectories: true)
    try command.write("// none", to: "Package.swift")
    try command.write("public struct Odd: Loss {}", to: "Sources/Losses/Catalogue/Even.swift")
  }

  @Test("three files, and the next three commands")
  func files() throws {
    let outcome = try command.run("loss", "new", "tempered-loss")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let source = try command.text("Sources/Losses/Catalogue/TemperedLoss.swift")
    #expect(source.contains("public struct TemperedLoss: PointwiseLoss {"))
    #expect(source.contains("public static let name = \"tempered-loss\""))
    #expect(source.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(
      try command.text("Tests/LossesTests/TemperedLossTests.swift").contains("Fill in known values")
    )
    #expect(try command.text("docs/losses/tempered-loss.md").contains("../losses.md#tempered-loss"))
    for part in [
      "swift build -c release --product lopsided", "lopsided loss check tempered-loss",
      "--filter TemperedLossTests",
    ] {
      #expect(outcome.output.contains(part))
    }
    let again = try command.run("loss", "new", "tempered-loss")
    #expect(again.status == 65)
    #expect(again.errors.contains("TemperedLoss"))
    #expect(try command.text("Sources/Losses/Catalogue/TemperedLoss.swift") == source)
  }

  @Test("names that are bad, taken or reserved are refused, and nothing is written")
  func names() throws {
    for (name, part) in [
      ("Tempered", "kebab-case"), ("a--b", "kebab-case"), ("1st", "kebab-case"),
      ("../x", "kebab-case"), ("focal", "taken by a loss"), ("double", "the type Double"),
      ("odd", "the type Odd in Sources/Losses/Catalogue/Even.swift"),
    ] {
      let outcome = try command.run("loss", "new", name)
      #expect(outcome.status == 65, "\(name)")
      #expect(outcome.errors.contains(part), "\(outcome.errors)")
    }
    #expect(!command.exists("docs"))
    #expect(!command.exists("Tests"))
  }

  @Test("a file in the way, and another folder, are told")
  func places() throws {
    let notes = command.folder.appending(path: "docs/losses")
    try FileManager.default.createDirectory(at: notes, withIntermediateDirectories: true)
    try command.write("mine", to: "docs/losses/my-loss.md")
    let existing = try command.run("loss", "new", "my-loss")
    #expect(existing.status == 65)
    #expect(existing.errors.contains("'docs/losses/my-loss.md' exists already"))
    #expect(!command.exists("Sources/Losses/Catalogue/MyLoss.swift"))
    let elsewhere = try command.run("loss", "new", "my-loss", "--folder", "docs")
    #expect(elsewhere.status == 65)
    #expect(elsewhere.errors.contains("'docs' is not the root of the Lopsided package"))
  }
}
