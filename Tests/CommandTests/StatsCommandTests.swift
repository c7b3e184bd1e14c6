import Foundation
import Testing

@Suite("Methods of a table are compared")
struct StatsCommandTests {
  let command: Command

  init() throws {
    command = try Command()
    // Multiples of 1/64, so that differences are exact; b is better than a by 1 to 5, c ties a.
    var text = "seed,a,b,c\n"
    for row in 0..<8 {
      let base = 30 + row * 5 % 7
      text += "\(row),\(Double(base) / 64),\(Double(base + 1 + row % 5) / 64),"
      text += "\(Double(base + (row % 2) * 2 - 1) / 64)\n"
    }
    try command.write(text, to: "results.csv")
  }

  @Test("as Markdown: the answer, the rule, every test, and how to read it")
  func markdown() throws {
    let outcome = try command.run("stats", "results.csv", "--reference", "a")
    #expect(outcome.status == 0, "\(outcome.errors)")
    for part in [
      "# Statistics of results.csv", "3 methods on 8 independent replicates; higher is better.",
      "**Against a: better: b; worse: none; practically equal: none; undecided: c.**",
      "paired t tests decide", "## Comparisons with a", "| b against a | 0.0", "## Effect sizes",
      "## Bayesian comparisons", "Iman–Davenport", "Bonferroni–Dunn", "## How to read this",
      "The column seed names the rows.",
    ] {
      #expect(outcome.output.contains(part), "\(part)")
    }
    #expect(!outcome.output.contains("nan"))
    #expect(try command.run("stats", "results.csv", "--reference", "a").output == outcome.output)
    let lower = try command.run(
      "stats", "results.csv", "--reference", "a", "--lower-is-better", "--rope", "0.001")
    #expect(lower.output.contains("better: none; worse: b;"))
  }

  @Test("the design alone chooses the tests")
  func designs() throws {
    let splits = try command.run(
      "stats", "results.csv", "--design", "resampled", "--test-share", "0.2")
    #expect(splits.output.contains("corrected t tests decide (test over training rows: 0.250)"))
    #expect(!splits.output.contains("p, Wilcoxon") && !splits.output.contains("## Ranks"))
    let sets = try command.run("stats", "results.csv", "--design", "datasets")
    #expect(sets.output.contains("Wilcoxon's signed-rank tests decide"))
    #expect(sets.output.contains("Not shown to be worse than any other: b"))
    #expect(!sets.output.contains("t test |") && !sets.output.contains("BCa"))
  }

  @Test("as JSON, in which numbers that do not exist are left out")
  func json() throws {
    let outcome = try command.run(
      "stats", "results.csv", "--format", "json", "--reference", "a", "--rope", "0.01")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object["primaryTest"] as? String == "paired-t")
    let comparisons = try #require(object["comparisons"] as? [[String: Any]])
    #expect(comparisons.map { $0["first"] as? String } == ["b", "c"])
    let b = try #require(comparisons.first)
    #expect(b["verdict"] as? String == "better")
    // Differences 1 2 3 4 5 1 2 3 over 64: scipy.stats.ttest_1samp.
    let p = try #require(b["p"] as? Double)
    #expect((p / 0.001_156_084_833_851_925_8 - 1).magnitude < 1e-9, "\(p)")
    let evidence = try #require(b["independent"] as? [String: Any])
    #expect(evidence["signTestP"] as? Double == 1.0 / 128)
    #expect(evidence["permutationP"] as? Double == 1.0 / 128)
    #expect(object["testToTrainingRatio"] == nil)
  }

  @Test("bad tables are told with file, line, column, value and what would be valid")
  func errors() throws {
    let cases: [(text: String, arguments: [String], parts: [String])] = [
      ("seed,a,b\n1,0.5,0.6\n2,0.5,x7\n", [], ["t.csv, line 3, column 3 (b)", "\"x7\"", "-0.5"]),
      ("seed,a,b\n1,0.5\n", [], ["t.csv, line 2", "2 cells", "expected 3"]),
      ("name,a,b\nfoo,0.5,1\nbar,1,1\n", [], ["line 2, column 1", "--rows name"]),
      ("seed,a,b\n1,0.5,0.6\n", [], ["t.csv, line 2", "two replicates"]),
      ("seed,a\n1,0.5\n2,0.5\n", [], ["t.csv", "one method", "two columns"]),
      ("a,b\n1,inf\n1,2\n", [], ["line 2, column 2 (b)", "\"inf\""]),
      ("a,a\n1,2\n1,2\n", [], ["t.csv", "\"a\""]),
      ("a,b\n", [], ["t.csv", "no rows"]),
      ("", [], ["t.csv", "empty"]),
      ("a,b\n1,2\n2,3\n", ["--reference", "ab"], ["--reference", "Did you mean a"]),
      ("a,b\n1,2\n2,3\n", ["--rows", "x"], ["--rows", "Valid: a, b."]),
    ]
    for entry in cases {
      try command.write(entry.text, to: "t.csv")
      let outcome = try command.run(["stats", "t.csv"] + entry.arguments)
      #expect(outcome.status == 65, "\(entry.text)")
      for part in entry.parts {
        #expect(outcome.errors.contains(part), "\(part) in \(outcome.errors)")
      }
    }
    for arguments in [
      ["--design", "resampled"], ["--test-share", "0.2"], ["--rope", "-1"], ["--level", "1"],
      ["--design", "resampled", "--test-share", "1"],
    ] {
      #expect(try command.run(["stats", "results.csv"] + arguments).status == 64, "\(arguments)")
    }
    #expect(try command.run("stats", "missing.csv").status == 65)
  }

  @Test("missing cells, constant and equal columns have a stated outcome")
  func degenerate() throws {
    try command.write(
      ",a,b,c,d\nx,0.5,0.5,,1\ny,0.5,0.5,2,\nz,0.5,0.5,,1\n\n", to: "t.csv")
    let outcome = try command.run("stats", "t.csv", "--rope", "0.1")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("3 values are missing"))
    #expect(outcome.output.contains("| a against b |"))
    #expect(outcome.output.contains("practically equal |"))
    #expect(outcome.output.contains("Not compared, with fewer than two rows in common: a and c"))
    for design in [["datasets"], ["resampled", "--test-share", "0.5"]] {
      #expect(try command.run(["stats", "t.csv", "--design"] + design).status == 0)
    }
  }

  @Test("the tests themselves are measured")
  func check() throws {
    let outcome = try command.run("stats", "check", "--trials", "60", "--seed", "3")
    #expect(outcome.status == 0 || outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("# How often the tests err"))
    #expect(outcome.output.contains("| paired t test |"))
    #expect(outcome.output.contains("(known to err)"))
    #expect(try command.run("stats", "check", "--trials", "0").status == 65)
  }
}
