import Foundation
import Testing

@Suite("Scoring a file on the command line")
struct ScoreCommandTests {
  let command: Command

  init() throws { command = try Command() }

  /// Rows of which a tenth are positive, with every column.
  private func text(rows: Int, shift: Int = 0) -> String {
    var lines = ["id,score,label,probability,amount,group,time"]
    for row in 0..<rows {
      let isPositive = row % 10 == 3
      let place = (row * 7919 + shift) % 1009
      let p = (Double(place) / 1009 + (isPositive ? 0.6 : 0)) / 2.2
      lines.append(
        "\(row),\(p * 8 - 4),\(isPositive ? 1 : 0),\(p),\(row % 50),card \(row % 37),\(row / 100)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test("Every metric that the columns allow, and what the others need")
  func metrics() throws {
    try command.write(text(rows: 600), to: "test.csv")
    let plain = try command.run("score", "test.csv", "--resamples", "50")
    #expect(plain.status == 0, "\(plain.errors)")
    #expect(plain.output.hasPrefix("# Scores of test.csv\n"))
    #expect(plain.output.contains("600 rows, 60 positive (10 %)."))
    #expect(plain.output.contains("## Costs"))
    #expect(plain.output.contains("`card-precision-at-10`"))
    #expect(plain.output.contains("With `--validation`:"))
    #expect(plain.output.contains("## Undefined on these rows"))
    #expect(!plain.output.contains("nan"))

    try command.write(text(rows: 500, shift: 3), to: "validation.csv")
    let json = try command.run(
      "score", "test.csv", "--validation", "validation.csv", "--resamples", "20", "--format",
      "json", "--jobs", "1")
    #expect(json.status == 0, "\(json.errors)")
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let metrics = try #require(record["metrics"] as? [[String: Any]])
    let missing = try #require(record["missing"] as? [[String: Any]])
    #expect(record["positives"] as? Int == 60)
    let keys = metrics.compactMap { $0["key"] as? String }
    #expect(Set(keys).isSuperset(of: ["auroc", "f2", "log-loss/platt", "savings/isotonic", "ks"]))
    #expect(
      missing.compactMap { $0["key"] as? String } == [
        "precision-at-1000", "recall-at-1000", "lift-at-1000",
      ])
    let area = try #require(metrics.first { $0["key"] as? String == "auroc" })
    #expect(try #require(area["lower"] as? Double) < (try #require(area["upper"] as? Double)))

    let again = try command.run(
      "score", "test.csv", "--validation", "validation.csv", "--resamples", "20", "--format",
      "json", "--jobs", "2")
    #expect(again.output == json.output)
  }

  @Test("Scores and labels under other names are enough; a threshold may be given")
  func names() throws {
    try command.write("s;y\n0.9;bad\n0.8;good\n0.7;bad\n0.1;good\n", to: "rows.csv")
    let outcome = try command.run(
      "score", "rows.csv", "--score", "s", "--label", "y", "--positive", "bad", "--delimiter",
      "semicolon", "--threshold", "0.75", "--resamples", "0")
    #expect(outcome.status == 0, "\(outcome.errors)")
    // With two rows of a class DeLong knows next to nothing.
    #expect(outcome.output.contains("| AUROC | 0.75 | "))
    #expect(outcome.output.contains("| Precision | 0.500 | – | `precision` |"))
    #expect(outcome.output.contains("a column `probability`"))
  }

  @Test("Bad files and bad usage are told in one sentence")
  func errors() throws {
    try command.write("score,label\n0.5,0\nhigh,1\n", to: "bad.csv")
    let bad = try command.run("score", "bad.csv")
    #expect(bad.status == 65)
    #expect(
      bad.errors
        == "Error: bad.csv, line 3, column 1 (score): \"high\" is not valid. Valid are finite numbers.\n"
    )
    let none = try command.run("score", "none.csv")
    #expect(none.status == 65)
    #expect(none.errors.contains("there is no such file"))
    #expect(try command.run("score", "bad.csv", "--resamples", "1").status == 64)
    #expect(try command.run("score", "bad.csv", "--review-cost", "nan").status == 64)
  }

  @Test("The list of metrics as text, JSON and Markdown")
  func list() throws {
    let text = try command.run("metric", "list")
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.output.contains("h-measure"))
    let json = try command.run("metric", "list", "--format", "json")
    let records = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(records.count > 100)
    let markdown = try command.run("metric", "list", "--format", "markdown")
    #expect(markdown.output.hasPrefix("# Metrics\n"))
    #expect(markdown.output.contains("`log-loss/VARIANT`"))
    // Links lead somewhere.
    let anchors = Set(
      markdown.output.split(separator: "\n").filter { $0.hasPrefix("## ") }
        .map { heading in
          heading.dropFirst(3).lowercased().filter {
            $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_"
          }.replacing(" ", with: "-")
        })
    let links = markdown.output.split(separator: "](#").dropFirst().map {
      String($0.prefix { $0 != ")" })
    }
    #expect(links.count > 50)
    for link in links { #expect(anchors.contains(link), "\(link)") }
  }

  @Test("The interval of the area under the ROC curve is DeLong's, by its definition")
  func deLong() throws {
    let command = try Command()
    let rows = (0..<90).map { row in (score: row * 37 % 23, label: row % 7 == 0 ? 1 : 0) }
    let shifted = rows.map { (score: $0.score + 8 * $0.label, label: $0.label) }
    try command.write(
      "score,label\n" + shifted.map { "\($0.score),\($0.label)\n" }.joined(), to: "ties.csv")
    let json = try command.run(
      "score", "ties.csv", "--resamples", "0", "--format", "json")
    #expect(json.status == 0, "\(json.errors)")
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let metrics = try #require(record["metrics"] as? [[String: Any]])
    let area = try #require(metrics.first { $0["key"] as? String == "auroc" })

    let positives = shifted.filter { $0.label == 1 }.map(\.score)
    let negatives = shifted.filter { $0.label == 0 }.map(\.score)
    func win(_ x: Int, _ y: Int) -> Double { x > y ? 1 : x == y ? 0.5 : 0 }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func variance(_ values: [Double]) -> Double {
      let mean = mean(values)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }
    let ofPositives = positives.map { x in mean(negatives.map { win(x, $0) }) }
    let ofNegatives = negatives.map { y in mean(positives.map { win($0, y) }) }
    let value = mean(ofPositives)
    let error =
      (variance(ofPositives) / Double(positives.count)
      + variance(ofNegatives) / Double(negatives.count)).squareRoot()
    let logit = log(value / (1 - value))
    let half = 1.959_963_984_540_054 * error / (value * (1 - value))
    #expect(abs(try #require(area["value"] as? Double) - value) < 1e-12)
    #expect(
      abs(try #require(area["lower"] as? Double) - 1 / (1 + exp(half - logit))) < 1e-12)
    #expect(
      abs(try #require(area["upper"] as? Double) - 1 / (1 + exp(-half - logit))) < 1e-12)
    #expect(metrics.filter { $0["lower"] != nil }.count == 1)
  }
}
