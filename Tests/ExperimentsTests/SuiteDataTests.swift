import Datasets
import Experiments
import Foundation
import Losses
import Results
import Testing

func crossEntropy() throws -> any Loss { try LossCatalogue.builtIn.make("cross-entropy") }

@Suite("Data of suites: splits, encoding, rows on demand")
struct SuiteDataTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let head = tinySuite.components(separatedBy: "datasets:")[0]

  /// The message, with the folder's path cut off.
  private func message(_ datasets: String, plan: Bool = false) -> String {
    do {
      let suite = try SuiteFile.read(
        try folder.write("name: x\nlosses: [mse]\nmodels: [logistic]\ndatasets: [\(datasets)]"))
      if plan { _ = try SuitePlan(suite) }
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: folder.url.path + "/", with: "")
    }
  }

  /// A folder with levels, missing values, times and entities.
  private func writeFolder(weights: Bool = false, name: String = "cards") throws {
    var features: [Float] = []
    var labels: [UInt8] = []
    var attributes = RowAttributes(times: [], entities: [])
    for row in 0..<400 {
      let label: UInt8 = row % 8 == 3 ? 1 : 0
      labels.append(label)
      features += [
        row % 13 == 0 ? .nan : Float(row % 17) + 4 * Float(label), Float(row % 5),
      ]
      attributes.times?.append(Double(row) / 4)
      attributes.entities?.append(UInt32(row * 7 % 50))
    }
    if weights { attributes.weights = [Float](repeating: 2, count: 400) }
    let dataset = Dataset(
      columns: [
        FeatureColumn("amount"),
        FeatureColumn("channel", .categorical(levels: ["a", "b", "c", "d", "e"])),
      ], features: features, labels: labels, attributes: attributes)
    _ = try DatasetFolder.write(
      dataset: dataset, source: "Made for a test.", to: folder.url.appending(path: name).path)
  }

  @Test("Keys of splits, encoding and scenarios are read")
  func keys() throws {
    let suite = try SuiteFile.read(
      try folder.write(
        """
        name: x
        losses: [mse]
        models: [logistic]
        datasets:
          - folder: a
            split: {by: time, gap-days: 3, label-delay-days: 7.5, origins: 4}
            encoding: {one-hot-limit: 10, hashed-columns: 32, log1p: [amount, balance]}
            weights: ignore
          - id: b
            folder: b
            split: {training: 0.5, validation: 0.25, test: 0.25, by: entity, duplicates: keep-together}
          - file: rows.tsv
            label: fraud
            time: day
            time-unit: hours
            entity: card
            weight: w
            categorical: [channel, zip]
            drop: id
            missing: [-1, refuse]
          - id: c
            scenario: gauss
            warp: rotation
            parameters: {separation: 1.2}
            prevalence: 0.05
            rows: {training: 1000, validation: 500, test: 500, on-demand: true}
        """))
    guard case .folder(_, let time, _) = suite.datasets[0].source,
      case .folder(_, let entity, _) = suite.datasets[1].source,
      case .file(_, let format, let options, _, _) = suite.datasets[2].source,
      case .scenario(let draw) = suite.datasets[3].source
    else {
      Issue.record("other sources")
      return
    }
    #expect(time.basis == .time)
    #expect(time.fractions == .standard)
    #expect(time.gapDays == 3 && time.labelDelayDays == 7.5 && time.origins == 4)
    #expect(suite.datasets[0].encoding.oneHotLimit == 10)
    #expect(suite.datasets[0].encoding.hashedColumns == 32)
    #expect(suite.datasets[0].encoding.logFeatures == ["amount", "balance"])
    #expect(suite.datasets[0].ignoresWeights)
    #expect(entity.basis == .entity && entity.keepsDuplicatesTogether)
    #expect(entity.fractions.training == 0.5)
    #expect(format == .csv)
    #expect(options.delimiter == .tab)
    #expect(options.columns.time == "day" && options.columns.timeUnit == .hours)
    #expect(options.columns.entity == "card" && options.columns.weight == "w")
    #expect(options.columns.categorical == ["channel", "zip"])
    #expect(options.columns.dropped == ["id"])
    #expect(options.columns.missing == ["-1"] && options.columns.refusesMissing)
    #expect(draw.warp != nil)
    #expect(draw.isOnDemand)
    #expect(draw.parameters == [ScenarioParameter("separation", 1.2)])
  }

  static let rows = "rows: {training: 9000, validation: 9000, test: 9000}"
  static let wrong: [(String, String)] = [
    (
      "{folder: a, split: {by: tiem}}",
      "suite.yaml:4:36: \"by\" is \"tiem\". Did you mean time? Valid: random, time, entity."
    ),
    (
      "{folder: a, split: {gap-days: 3}}",
      "suite.yaml:4:42: \"gap-days\" goes with \"by: time\" alone."
    ),
    (
      "{folder: a, split: {by: time, gap-days: -3}}",
      "suite.yaml:4:52: \"gap-days\" is \"-3\"; it must be a number of days, 0 or more."
    ),
    (
      "{folder: a, split: {by: time, duplicates: keep-together}}",
      "suite.yaml:4:54: \"duplicates: keep-together\" does not go with \"by: time\""
    ),
    (
      "{folder: a, split: {training: 0.9}}",
      "suite.yaml:4:31: the key \"validation\" is missing"
    ),
    (
      "{folder: a, encoding: {hashed-columns: 12}}",
      "suite.yaml:4:51: \"hashed-columns\" is 12; it must be a power of two, such as 64."
    ),
    (
      "{folder: a, encoding: {one-hot: 12}}",
      "suite.yaml:4:35: unknown key \"one-hot\". Valid: one-hot-limit, hashed-columns, log1p."
    ),
    (
      "{file: a.csv, label: y, time-unit: hours}",
      "suite.yaml:4:47: \"time-unit\" says what the numbers of \"time\" count"
    ),
    (
      "{folder: a, time: day}", "suite.yaml:4:30: \"time\" does not go with \"folder\"."
    ),
    (
      "{scenario: gauss, \(rows), warp: rotate}",
      "suite.yaml:4:90: \"warp\" is \"rotate\". Valid: rotation, heavy-tails"
    ),
    ("{folder: a, weights: use}", "suite.yaml:4:33: \"weights\" is \"use\". Valid: ignore."),
    (
      "{scenario: gauss, \(rows), parameters: {separaton: 1}}",
      "suite.yaml:4:96: The scenario 'gauss' has no parameter named 'separaton'. "
        + "Did you mean 'separation'?"
    ),
    (
      "{scenario: gauss, \(rows), parameters: {separation: far}}",
      "suite.yaml:4:109: \"separation\" is \"far\"; it must be a number, or a list of numbers."
    ),
    (
      "{scenario: gauss, \(rows), split: {by: time}}",
      "suite.yaml:4:96: \"by\" does not go with \"scenario\""
    ),
    (
      "{scenario: gauss, rows: {training: 9000, validation: 9000, test: 9000, on-demand: yes}}",
      "suite.yaml:4:94: \"on-demand\" is \"yes\". Valid: true, false."
    ),
  ]

  @Test("What is wrong is named with its place and what would be valid", arguments: wrong)
  func errors(wrong: (String, String)) {
    let message = message(wrong.0)
    #expect(message.hasPrefix(wrong.1), "\(message)")
  }

  @Test("What data lack is named with the place of their entry")
  func unusable() throws {
    try writeFolder()
    try writeFolder(weights: true, name: "weighted")
    _ = try folder.write("a,fraud\n1,0\n2,1\n3,0\n4,1\n5,0\n6,1\n7,0\n8,1\n9,0\n", to: "rows.csv")
    for (dataset, reason) in [
      ("{folder: weighted}", "have weights, and neither losses nor metrics take weights yet"),
      ("{folder: weighted, weights: ignore}", "no error"),
      ("{folder: cards, split: {by: time, gap-days: 60}}", "needs at least 1 of each"),
      ("{folder: cards, encoding: {log1p: [amuont]}}", "Did you mean 'amount'?"),
      ("{folder: cards, encoding: {log1p: channel}}", "is categorical"),
      ("{file: rows.csv, label: fraud, split: {by: time}}", "do not say when they happened"),
      ("{file: rows.csv, label: fraud, split: {by: entity}}", "which card, account or customer"),
      (
        "{scenario: gauss, \(Self.rows), split: {gap-days: 3}}",
        "The rows of the scenario 'gauss' have no times"
      ),
    ] {
      let message = message(dataset, plan: true)
      #expect(message.contains(reason), "\(message)")
      #expect(message == "no error" || message.hasPrefix("suite.yaml:4:12: "), "\(message)")
    }
    let many = try SuiteFile.read(
      try folder.write(
        "name: x\nlosses: [mse]\nmodels: [logistic]\nreplicates: 5\n"
          + "datasets: [{folder: cards, split: {by: time, origins: 3}}]"))
    #expect {
      try SuitePlan(many)
    } throws: { error in
      "\(error)".contains("5 replicates") && "\(error)".contains("3 origins")
    }
  }

  @Test("Levels, missing values and times run from end to end")
  func splits() async throws {
    try writeFolder()
    for (split, design) in [
      ("by: time, gap-days: 2", DatasetRecord.Design.fixedSplit),
      ("by: time, origins: 2", .rollingOrigins), ("by: entity", .resampledSplits),
    ] {
      let outcome = try await run(
        Self.head + "datasets: [{folder: cards, split: {\(split)}}]", in: folder,
        store: "\(design.rawValue).sqlite")
      #expect(outcome.summary.scored == 8)
      let dataset = outcome.results.suite.datasets[0]
      #expect(dataset.design == design)
      #expect(dataset.features == 2)
      for trial in outcome.results.trials {
        let scores = try #require(trial.outcome.scores)
        let area = try #require(scores.tuned.metrics["auroc"])
        #expect(area > 0.5)
      }
    }
  }

  @Test("A file with categories, times, entities and missing values runs from end to end")
  func file() async throws {
    var csv = "day,card,channel,amount,fraud\n"
    for row in 0..<400 {
      let fraud = row % 8 == 3
      let amount = row % 13 == 0 ? "" : "\(row % 17 + (fraud ? 20 : 0))"
      csv += "\(Double(row) / 4),c\(row * 7 % 50),\(["web", "shop", "app"][row % 3]),\(amount),"
      csv += fraud ? "1\n" : "0\n"
    }
    _ = try folder.write(csv, to: "rows.csv")
    let outcome = try await run(
      Self.head + """
        datasets:
          - file: rows.csv
            label: fraud
            time: day
            entity: card
            split: {by: time, gap-days: 1, label-delay-days: 2}
            encoding: {log1p: amount}
        """, in: folder)
    let dataset = outcome.results.suite.datasets[0]
    #expect(outcome.summary.scored == 8)
    #expect(dataset.features == 2)
    #expect(dataset.trainingRows == 237)
    #expect(dataset.provenance.contains("follow one another in time, 1.0 days left out"))
  }

  @Test("Rows on demand give the same results under the same keys")
  func onDemand() async throws {
    let stored = tinySuite.replacingOccurrences(of: "gauss", with: "typologies")
    let drawn = stored.replacingOccurrences(of: "test: 200}", with: "test: 200, on-demand: true}")
    #expect(stored != drawn)
    let one = try await run(stored, in: folder, store: "stored.sqlite")
    let other = try await run(drawn, in: folder, store: "drawn.sqlite")
    #expect(one.results.trials == other.results.trials)
    #expect(other.summary.scored == 8)
    let again = try await run(drawn, in: folder, store: "stored.sqlite")
    #expect(again.summary.kept == 8)
  }

  @Test("How rows are split and encoded is part of a trial's key; the defaults are not")
  func identity() throws {
    try writeFolder()
    func keys(_ dataset: String) throws -> [String] {
      try SuitePlan(try SuiteFile.read(try folder.write(Self.head + "datasets: [\(dataset)]")))
        .trials.map(\.key)
    }
    let plain = try keys("{folder: cards}")
    #expect(
      try keys(
        """
        {folder: cards, split: {training: 0.6, validation: 0.2, test: 0.2, by: random, \
        duplicates: anywhere}, encoding: {one-hot-limit: 64}}
        """) == plain)
    var seen: Set<[String]> = [plain]
    for options in [
      "split: {by: entity}", "split: {by: time}", "split: {by: time, gap-days: 1}",
      "split: {by: time, label-delay-days: 1}", "split: {duplicates: keep-together}",
      "encoding: {one-hot-limit: 2}", "encoding: {log1p: amount}",
    ] {
      #expect(seen.insert(try keys("{folder: cards, \(options)}")).inserted, "\(options)")
    }
  }
}
