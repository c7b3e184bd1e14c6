import Foundation
import PageReading
import Testing

@Suite("Results on the command line: report as HTML, show, compare")
struct ResultCommandTests {
  let command: Command

  init() throws {
    command = try Command()
    try command.write(CommandTests.rows, to: "rows.csv")
    try command.write(CommandTests.suite, to: "tiny.yaml")
    let run = try command.run("run", "tiny.yaml", "--jobs", "1")
    try #require(run.status == 0, "\(run.errors)")
  }

  @Test("The page stands alone, is well-formed and the same twice")
  func page() throws {
    let outcome = try command.run("report", "tiny.yaml", "--format", "html")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "reports/tiny/report.html: 6 trials\n")
    #expect(!command.exists("reports/tiny/report.md"))
    let html = try command.text("reports/tiny/report.html")
    let page = try PageReader(html)
    #expect(page.loaded.isEmpty)
    #expect(page.danglingAnchors.isEmpty)
    #expect(page.tables.count > 5)
    #expect(
      try command.run("report", "results/tiny.sqlite", "--format", "html", "--output", "two").status
        == 0)
    #expect(try command.text("two/report.html") == html)
    #expect(try command.run("report", "tiny.yaml", "--format", "pdf").status == 64)
  }

  @Test("A suite is shown while it is incomplete and when it is done, as text and JSON")
  func show() throws {
    let done = try command.run("show", "tiny.yaml")
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("100 % of 6 trials: 6 scored, 0 failed, 0 not run"))
    #expect(done.output.contains("against cross-entropy"))
    #expect(done.output.contains("Next: lopsided report tiny.yaml"))
    let json = try command.run("show", "results/tiny.sqlite", "--format", "json")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((object["trials"] as? [String: Int])?["scored"] == 6)
    let missing = try command.run("show", "nothing")
    #expect(missing.status == 65)
    #expect(missing.errors.contains("lopsided run"))
  }

  @Test("Two losses are compared; what is not there is named with what is")
  func losses() throws {
    let outcome = try command.run("compare", "tiny.yaml", "weighted-cross-entropy", "cross-entropy")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("weighted cross-entropy against cross-entropy"))
    #expect(outcome.output.contains("AUROC"))
    let unknown = try command.run("compare", "tiny.yaml", "focal", "cross-entropy")
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains("Valid: cross-entropy, weighted-cross-entropy."))
    let metric = try command.run(
      "compare", "tiny.yaml", "weighted-cross-entropy", "cross-entropy", "--metric", "brir")
    #expect(metric.status == 65)
    #expect(metric.errors.contains("Valid: "))
    #expect(try command.run("compare", "tiny.yaml").status == 64)
    #expect(try command.run("compare", "a", "b", "--store", "c.sqlite").status == 64)
  }

  @Test("Two stores are compared: the same, and with another seed")
  func stores() throws {
    #expect(
      try command.run("run", "tiny.yaml", "--jobs", "2", "--store", "two.sqlite").status == 0)
    let same = try command.run("compare", "tiny.yaml", "two.sqlite")
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.output.contains("Nothing changed: of 6 trials in both"))
    try command.write(CommandTests.suite + "\nseed: 7\n", to: "other.yaml")
    #expect(try command.run("run", "other.yaml", "--store", "three.sqlite").status == 0)
    let other = try command.run("compare", "two.sqlite", "three.sqlite", "--format", "json")
    #expect(other.status == 0, "\(other.errors)")
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(other.output.utf8)) as? [String: Any])
    #expect(object["sharedTrials"] as? Int == 0)
    #expect((object["changes"] as? [Any])?.count == 2)
    #expect(try command.run("compare", "two.sqlite", "nowhere.sqlite").status == 65)
  }
}
