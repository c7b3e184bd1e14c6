import Foundation
import Testing

@Suite("Importing and checking data on the command line")
struct ImportCommandTests {
  private let command: Command

  init() throws { command = try Command() }

  /// Payments of thirty cards over forty days, 4 % fraud.
  private func payments(_ count: Int = 1500, leak: Bool = false) -> String {
    var csv = "when,card,kind,amount,fee,fraud\n"
    for row in 0..<count {
      let hash = (row &* 2_654_435_761) >> 7 & 0xFFFF
      let isFraud = row % 25 == 7
      let day = row * 40 / count
      let date = "2024-0\(day / 20 + 1)-\(day % 20 + 1 < 10 ? "0" : "")\(day % 20 + 1)"
      csv += "\(date)T0\(hash % 10):15:00Z,c\(hash % 30),\(["web", "shop", "atm"][hash % 3]),"
      csv += "\(Double(hash % 9973) / 7 + (isFraud ? 400 : 0)),"
      csv += leak ? "\(isFraud ? 1 : 0)" : hash % 5 == 0 ? "" : "\(hash % 89)"
      csv += ",\(isFraud ? "yes" : "no")\n"
    }
    return csv
  }

  @Test("Categories, times, entities and amounts come through to the folder and its suite")
  func everything() throws {
    try command.write(payments(), to: "pay.csv")
    let outcome = try command.run(
      "data", "import", "pay.csv", "--label", "fraud", "--positive", "yes", "--time", "when",
      "--entity", "card", "--amount", "amount")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("datasets/imported/pay: 1500 rows, 3 features"))
    #expect(outcome.output.contains("categorical: kind (3 levels, by its texts)"))
    #expect(outcome.output.contains("entities: 30"))
    #expect(outcome.output.contains("missing values: fee ("))
    let suite = try command.text("datasets/imported/pay/suite.yaml")
    #expect(suite.contains("split: {training: 0.6, validation: 0.2, test: 0.2, by: time}"))
    #expect(suite.contains("amount: 'amount'"))
    for file in ["times.npy", "entities.npy"] {
      #expect(command.exists("datasets/imported/pay/\(file)"))
    }
    let checked = try command.run("data", "check", "datasets/imported/pay")
    #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    #expect(checked.output.contains("1,500 rows, 60 positive (4 %), 3 features"))
  }

  @Test("A leak ends a check with status 1, and the profile is Markdown with figures")
  func check() throws {
    try command.write(payments(leak: true), to: "pay.csv")
    let outcome = try command.run(
      "data", "check", "pay.csv", "--label", "fraud", "--positive", "yes", "--time", "when",
      "--drop", "card", "-o", "profile")
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.output.contains("Serious: fee alone tells the label: its AUROC is 1.0."))
    let profile = try command.text("profile/profile.md")
    #expect(profile.contains("- **Serious**: fee alone tells the label"))
    for figure in ["features", "prevalence"] {
      #expect(profile.contains("](figures/\(figure).svg)"))
      #expect(try command.text("profile/figures/\(figure).svg").hasSuffix("</svg>\n"))
    }
    let markdown = try command.run(
      "data", "check", "pay.csv", "--label", "fraud", "--positive", "yes", "--format", "markdown")
    #expect(markdown.output.hasPrefix("# Profile of pay.csv\n"))
  }

  @Test("A malformed file of any format is status 65 and leaves nothing")
  func malformed() throws {
    let files = [
      "a.csv": "a,label\n1,0\n2\n", "b.svm": "1 1:x\n", "c.arff": "@relation r\n@data\n",
      "d.npy": "text", "e.csv.gz": "a,label\n1,0,0\n",
    ]
    for (name, text) in files {
      try command.write(text, to: name)
      let outcome = try command.run("data", "import", name, "--label", "label")
      #expect(outcome.status == 65, "\(name)")
      #expect(outcome.errors.hasPrefix("Error: \(name)"), "\(outcome.errors)")
      #expect(try command.run("data", "check", name, "--label", "label").status == 65)
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: command.folder.path)
    #expect(!left.contains("datasets"))
    #expect(try command.run("data", "import", "a.csv", "--missing").status == 64)
  }
}
