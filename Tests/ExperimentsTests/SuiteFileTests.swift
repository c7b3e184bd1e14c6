import Datasets
import Experiments
import Foundation
import Losses
import Results
import Testing
import Training

@Suite("Suite files")
struct SuiteFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ yaml: String) throws -> Suite {
    try SuiteFile.read(try folder.write(yaml))
  }

  /// The message, with the file's path cut off.
  private func message(_ yaml: String) -> String {
    do {
      _ = try read(yaml)
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: folder.url.path + "/", with: "")
    }
  }

  @Test("Every key is read")
  func everything() throws {
    let suite = try read(
      """
      name: all
      title: A question?
      seed: 12
      replicates: 7
      configurations: 3
      selection-metric: auroc
      reference: heavy
      practical-equivalence: 0.02
      losses:
        - cross-entropy
        - name: focal
          id: heavy
          settings: {gamma: 5}
        - name: focal
          id: chosen
          grid: [{gamma: 1}, {gamma: 3}]
      models:
        - name: logistic
          optimizer: sgd
          momentum: 0.5
          batch-size: 10
          epochs: 4
          patience: 2
          l2: 0.001
          learning-rates: [0.1, 0.2, 0.3]
          default-learning-rate: 0.3
        - name: mlp
          hidden: [8, 4]
          learning-rates: [0.1, 0.2, 0.3]
      datasets:
        - scenario: typologies
          preset: hard
          prevalence: 0.01
          rows: {training: 1_000, validation: 500, test: 500}
        - id: mine
          title: My rows
          file: rows.csv
          label: fraud
          positive: "yes"
          delimiter: ";"
          split: {training: 0.5, validation: 0.25, test: 0.25}
          amount: price
        - folder: drawn
      """)
    #expect(suite.name == "all")
    #expect(suite.seed == 12)
    #expect(suite.replicates == 7)
    #expect(suite.selectionMetric == "auroc")
    #expect(suite.reference == "heavy")
    #expect(suite.practicalEquivalence == 0.02)
    #expect(suite.losses.map(\.id) == ["cross-entropy", "heavy", "chosen"])
    #expect(suite.losses[1].grid.allSatisfy { $0.settings["gamma"] == 5 })
    #expect(suite.losses[2].grid.map { $0.settings["gamma"] } == [1, 3])
    #expect(suite.models[0].network?.training.optimizer == .sgd(momentum: 0.5))
    #expect(suite.models[0].network?.training.l2 == 0.001)
    #expect(suite.models[0].ratesFromDefault == [0.3, 0.2, 0.1])
    #expect(suite.models[1].network?.architecture == Architecture(hidden: [8, 4]))
    #expect(suite.models[1].ratesFromDefault == [0.2, 0.1, 0.3])
    #expect(suite.datasets.map(\.id) == ["typologies-hard", "mine", "drawn"])
    guard
      case .file(let path, let format, let options, let split, let amount) =
        suite.datasets[1].source
    else {
      Issue.record("not a file")
      return
    }
    #expect(path == folder.url.appending(path: "rows.csv").path)
    #expect(format == .csv)
    #expect(options.label == "fraud")
    #expect(options.positive == "yes")
    #expect(options.delimiter == .semicolon)
    #expect(split.fractions.training == 0.5)
    #expect(split.basis == .random)
    #expect(suite.datasets[1].encoding == .standard)
    #expect(amount == "price")
  }

  @Test("Defaults are filled in")
  func defaults() throws {
    let suite = try read(
      """
      name: short
      losses: [mse, cross-entropy]
      models: [logistic, mlp]
      datasets: [{scenario: gauss, rows: {training: 9000, validation: 9000, test: 9000}}]
      """)
    #expect(suite.reference == "mse")
    #expect(suite.replicates == 10)
    #expect(suite.configurations == 4)
    #expect(suite.selectionMetric == "average-precision")
    #expect(suite.models[1].network?.architecture.hidden == [64, 32])
  }

  static let head = "name: x\nlosses: [mse]\nmodels: [logistic]\n"
  static let rows = "rows: {training: 9000, validation: 9000, test: 9000}"

  struct Wrong: Sendable, CustomTestStringConvertible {
    let yaml: String
    let start: String
    init(_ yaml: String, _ start: String) {
      self.yaml = yaml
      self.start = start
    }
    var testDescription: String { start }
  }

  static let wrong: [Wrong] = [
    Wrong(
      "name: x\nreplicate: 3\n",
      """
      suite.yaml:2:1: unknown key "replicate". Did you mean replicates? Valid: name, title, \
      seed, replicates, configurations, selection-metric, reference, practical-equivalence, \
      losses, models, datasets
      """
    ),
    Wrong(
      "name: x\nlosses: [foccal]\n",
      """
      suite.yaml:2:10: There is no loss 'foccal'. Did you mean 'focal'?
      """
    ),
    Wrong(
      "name: x\nlosses: [{name: focal, settings: {gama: 2}}]\n",
      "suite.yaml:2:10: "
    ),
    Wrong(
      "name: x\nlosses: [mse, mse]\n",
      "suite.yaml:2:9: \"mse\" stands twice among the losses; give each its own id."
    ),
    Wrong(
      "name: x\nlosses: []\n",
      "suite.yaml:2:9: \"losses\" is a list; it must be a list with at least one entry."
    ),
    Wrong(
      "name: a/b\nlosses: [mse]\n",
      "suite.yaml:1:7: \"name\" is \"a/b\"; it must be letters, digits, \"-\", \"_\" and \".\""
    ),
    Wrong(
      "name: x\nreplicates: ten\nlosses: [mse]\n",
      "suite.yaml:2:13: \"replicates\" is \"ten\"; it must be a whole number of at least 1"
    ),
    Wrong(
      "name: x\nreference: focal\nlosses: [mse]\n",
      "suite.yaml:2:12: \"reference\" is \"focal\". Valid: mse."
    ),
    Wrong(
      "name: x\nlosses: [mse]\nmodels: [{name: logistic, hidden: [3]}]\n",
      "suite.yaml:3:35: \"hidden\" belongs to the model mlp"
    ),
    Wrong(
      "name: x\nlosses: [mse]\nmodels: [{name: logistic, learning-rates: [0.1, 0.01]}]\n",
      "suite.yaml:3:43: \"learning-rates\" is [0.1, 0.01]; it must be in ascending order."
    ),
    Wrong(head, "suite.yaml:1:1: the key \"datasets\" is missing; it gives the data to train on."),
    Wrong(
      head + "datasets: [{scenario: gaus, \(rows)}]",
      "suite.yaml:4:23: \"scenario\" is \"gaus\". Did you mean gauss? Valid: gauss, typologies"
    ),
    Wrong(
      head + "datasets: [{scenario: gauss, file: a.csv, \(rows)}]",
      "suite.yaml:4:12: a data set needs exactly one of"
    ),
    Wrong(
      head + "datasets: [{file: a.csv}]",
      "suite.yaml:4:12: the key \"label\" is missing; it gives the column"
    ),
    Wrong(
      head + "datasets: [{file: a.csv, label: y, preset: easy}]",
      "suite.yaml:4:44: \"preset\" does not go with \"file\"."
    ),
    Wrong(
      head + "datasets: [{scenario: gauss, rows: {training: 9000, validation: 100, test: 9000}}]",
      """
      suite.yaml:4:65: "validation" is 100; it must be at least 500 rows, for one positive at \
      prevalence 0.001.
      """
    ),
    Wrong(
      head + "configurations: 9\ndatasets: [{scenario: gauss, \(rows)}]",
      """
      suite.yaml:4:17: every loss gets 9 configurations, but mse has 1 settings × 4 learning \
      rates of logistic.
      """
    ),
    Wrong("name: [x", "suite.yaml:2:1: the file is not valid YAML: "),
    Wrong("name: x\nname: y", "suite.yaml:"),
    Wrong("", "suite.yaml:1:1: the file is not valid YAML: the file is empty."),
    Wrong(
      "- a\n- b", "suite.yaml:1:1: \"suite\" is a list; it must be a mapping with the keys name"),
  ]

  @Test("What is wrong is named with its place and what would be valid", arguments: wrong)
  func errors(wrong: Wrong) {
    let message = message(wrong.yaml)
    #expect(message.hasPrefix(wrong.start), "\(message)")
  }

  @Test("A missing file is named")
  func missing() {
    #expect(throws: SuiteError.missingFile(path: "nowhere.yaml")) {
      try SuiteFile.read(URL(filePath: "nowhere.yaml"))
    }
  }

  @Test("The suites of this repository can be planned")
  func committed() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let suites = root.appending(path: "Benchmarks/Suites")
    let names = try FileManager.default.contentsOfDirectory(atPath: suites.path)
    #expect(names.contains("quick.yaml"))
    for name in names {
      let plan = try SuitePlan(try SuiteFile.read(suites.appending(path: name)))
      let keys = plan.trials.map(\.key)
      #expect(Set(keys).count == keys.count)
      #expect(name == plan.suite.name + ".yaml")
    }
  }
}

extension SuiteModel {
  /// The network, for tests that expect one.
  fileprivate var network: NetworkMethod? {
    if case .network(let network) = method { network } else { nil }
  }
}
