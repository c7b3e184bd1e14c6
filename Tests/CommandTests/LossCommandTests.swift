import Foundation
import Testing

@Suite("The commands about losses")
struct LossCommandTests {
  let command: Command

  init() throws { command = try Command() }

  @Test("list is a table, JSON and the committed reference")
  func list() throws {
    let text = try command.run("loss", "list")
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.output.hasPrefix("name "))
    let focal = text.output.split(separator: "\n").first { $0.hasPrefix("focal ") }
    #expect(focal?.contains("gamma = 2, alphaPositive unset, balance = 0") == true)

    let json = try command.run("loss", "list", "--format", "json")
    let records = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    let record = try #require(records.first { $0["name"] as? String == "focal" })
    #expect(record["isConvex"] as? Bool == false)
    #expect(record["batches"] as? String == "any")
    #expect((record["settings"] as? [String: Any])?["gamma"] as? Double == 2)
    #expect((record["tuningGrid"] as? [Any])?.isEmpty == false)
  }

  @Test("docs/losses.md is current; `make docs` makes it anew")
  func reference() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let process = command.process(["loss", "list", "--format", "markdown"])
    process.currentDirectoryURL = root
    let file = command.folder.appending(path: "losses.md")
    try Data().write(to: file)
    process.standardOutput = try FileHandle(forWritingTo: file)
    try process.run()
    process.waitUntilExit()
    let committed = try String(contentsOf: root.appending(path: "docs/losses.md"), encoding: .utf8)
    #expect(try command.text("losses.md") == committed)
    let laws = try String(
      contentsOf: root.appending(path: "docs/loss-laws.md"), encoding: .utf8)
    for line in committed.split(separator: "\n") where line.hasPrefix("## ") {
      #expect(laws.contains("| `\(line.dropFirst(3))` |"), "\(line) is not in docs/loss-laws.md")
    }
    #expect(!laws.contains("| **FAIL**"))
  }

  @Test("show tells formula, properties and the best outputs")
  func show() throws {
    let outcome = try command.run("loss", "show", "focal", "--set", "gamma=5")
    #expect(outcome.status == 0, "\(outcome.errors)")
    for part in [
      "focal: focal loss", "Lin et al.", "Not proper", "Batches: any batch", "Gauss–Newton",
      "gamma = 1, balance = 0", "1000 positives and 999000 negatives (prevalence 0.001)",
      "the best output at a posterior of 0.001 is z = -1.24, p = 0.224",
      "the posterior 0.001 is recovered",
    ] {
      #expect(outcome.output.contains(part), "\(part)")
    }
    let balanced = try command.run(
      "loss", "show", "cross-entropy", "--positives", "10", "--negatives", "10")
    #expect(balanced.output.contains("the optimal constant start is z = 0, p = 0.5"))
  }

  @Test("check prints a line a law, and a table that says the same each time")
  func check() throws {
    let outcome = try command.run("loss", "check", "mse", "cross-entropy", "--skip-speed")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    for law in ["gradient", "curvature", "float", "finite", "recovery", "state", "boosting"] {
      #expect(outcome.output.contains("\(law): pass"), "\(law)")
    }
    let timed = try command.run("loss", "check", "cross-entropy")
    #expect(timed.output.contains(" ns a row, "))
    let table = try command.run("loss", "check", "mse", "--format", "markdown")
    #expect(table.status == 0)
    #expect(table.output.contains("| `mse` | 1e-"))
    #expect(
      try command.run("loss", "check", "mse", "--format", "markdown").output == table.output)
    #expect(try command.run("loss", "check").status == 64)
    #expect(try command.run("loss", "check", "mse", "--all").status == 64)
    #expect(try command.run("loss", "check", "mse", "focal", "--set", "gamma=1").status == 64)
    let given = try command.run(
      "loss", "check", "focal", "--set", "gamma=3", "--skip-speed")
    #expect(given.output.contains("convexity: n.a."))
  }

  @Test("wrong settings and names are told with what would be valid")
  func errors() throws {
    let unknown = try command.run("loss", "show", "foccal")
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains("Did you mean 'focal'?"))
    let setting = try command.run("loss", "show", "focal", "--set", "gama=3")
    #expect(setting.status == 65)
    #expect(setting.errors.contains("Did you mean 'gamma'?"))
    let range = try command.run("loss", "show", "focal", "--set", "gamma=-1")
    #expect(range.status == 65)
    #expect(range.errors.contains("from 0 to 20"))
    for wrong in ["gamma", "=2", "gamma=two", "gamma="] {
      let outcome = try command.run("loss", "show", "focal", "--set", wrong)
      #expect(outcome.status == 64, "\(wrong)")
      #expect(outcome.errors.contains("--set"), "\(wrong)")
    }
    let twice = try command.run(
      "loss", "show", "focal", "--set", "gamma=1", "--set", "gamma=2")
    #expect(twice.status == 64)
    #expect(try command.run("loss", "show", "focal", "--positives", "0").status == 64)
  }

  @Test("plot writes a figure, the same each time")
  func plot() throws {
    let outcome = try command.run("loss", "plot", "focal", "--set", "gamma=5")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "Written: focal.svg\n")
    let svg = try command.text("focal.svg")
    #expect(svg.hasPrefix("<svg "))
    for part in ["focal loss, gamma = 5", "value", "gradient", "curvature", "cross-entropy"] {
      #expect(svg.contains(">\(part)</text>"), "\(part)")
    }
    #expect(
      try command.run("loss", "plot", "focal", "--set", "gamma=5", "-o", "again.svg").status == 0)
    #expect(try command.text("again.svg") == svg)
    let nowhere = try command.run("loss", "plot", "mse", "--output", "no/such/folder.svg")
    #expect(nowhere.status == 70)
    #expect(nowhere.errors.contains("no/such/folder.svg"))
  }
}
