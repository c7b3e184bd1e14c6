import Foundation
import Testing

@Suite("Bayes values on the command line")
struct BayesCommandTests {
  let command: Command

  init() throws { command = try Command() }

  @Test("A scenario's values as text, table and JSON")
  func formats() throws {
    let text = try command.run("data", "bayes", "gauss", "--rows", "6400")
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.output.hasPrefix("gauss, preset default, prevalence 0.001\n"))
    #expect(text.output.contains("A perfect learner reaches (6400 rows drawn, ± standard error):"))
    #expect(text.output.contains("  average-precision    0.5978 ± 0.0078\n"))
    #expect(text.output.contains("  recall-at-fpr-0.001  0."))
    #expect(!text.output.contains("expected-cost"))

    let table = try command.run(
      "data", "bayes", "--all", "--rows", "640", "--format", "markdown")
    #expect(table.status == 0, "\(table.errors)")
    let lines = table.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("| scenario | preset | prevalence | AP | AUROC |") == true)
    #expect(lines.contains { $0.hasPrefix("| typologies | worldline | 0.1 % | 0.") })
    #expect(lines.contains { $0.hasPrefix("| gauss | default |") && $0.contains("| – |") })

    let json = try command.run(
      "data", "bayes", "typologies", "--preset", "hard", "--set", "mimic-distance=2", "--set",
      "typology-weights=1,1,1,1,4", "--prevalence", "0.01", "--rows", "640", "--from", "0.5",
      "--format", "json")
    #expect(json.status == 0, "\(json.errors)")
    let parsed = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    let entry = try #require((parsed as? [[String: Any]])?.first)
    let bayes = try #require(entry["bayes"] as? [String: Any])
    #expect(bayes["prevalence"] as? Double == 0.01)
    #expect(bayes["times"] as? [Double] == [0.5, 1])
    #expect((bayes["estimates"] as? [String: Any])?.count == 8)
    #expect(json.output.contains("\"mimic-distance\""))
  }

  @Test("Scatter of evaluations as a table")
  func scatter() throws {
    let outcome = try command.run(
      "data", "evaluation", "gauss", "--prevalence", "0.05", "--positives", "100", "--negatives",
      "100", "--rows", "400", "--repetitions", "3", "--format", "markdown")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("| quantity | rows | plain way |"))
    #expect(outcome.output.contains("| AUROC of the blurred | 100 positive + 100 negative |"))
  }

  @Test("Wrong usage is told in one sentence")
  func errors() throws {
    for arguments in [
      ["gauss", "--all"], [], ["--all", "--preset", "hard"], ["gauss", "--rows", "10"],
      ["gauss", "--from", "0.9", "--to", "0.1"], ["gauss", "--set", "separation"],
      ["gauss", "--set", "separation=x"],
    ] {
      let process = command.process(["data", "bayes"] + arguments)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 64, "\(arguments)")
    }
    let unknown = try command.run("data", "bayes", "gauss", "--set", "seperation=2")
    #expect(unknown.status == 65)
    #expect(unknown.errors.contains("Did you mean 'separation'?"))
    let range = try command.run("data", "bayes", "gauss", "--prevalence", "2")
    #expect(range.status == 65)
  }
}
