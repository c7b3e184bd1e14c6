internal import ArgumentParser
internal import Datasets
internal import Foundation

struct BayesData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bayes",
    abstract: "Show what a perfect learner reaches on a scenario.",
    discussion: """
      The true posterior of a scenario is known, and nothing ranks or predicts better. Its average \
      precision, AUROC, log-loss, Brier score, recall at a false-positive rate of 0.1 %, 1 % and \
      5 % and, where rows are worth an amount, its cost a row are estimated from rows drawn by \
      class, each with its standard error. Expected cost is for the costs of scikit-learn's example \
      on card payments. `--all` makes a table over all scenarios and presets.
      """)

  @Argument(help: "The scenario; `lopsided data list` shows them.")
  var scenario: String?

  @Flag(help: "All scenarios with all their presets.")
  var all = false

  @Option(help: "The preset (default: the scenario's first).")
  var preset: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A parameter that differs from the preset's; may be given again.",
      valueName: "name=value,…"))
  var settings: [ParameterSetting] = []

  @Option(help: "Share of positives, above 0 and below 1 (default: the scenario's).")
  var prevalence: Double?

  @Option(help: "Rows drawn, half of them positive.")
  var rows = 1 << 22

  @Option(help: "Only from this moment on, as a share of the whole period.")
  var from = 0.0

  @Option(help: "Only up to this moment, as a share of the whole period.")
  var to = 1.0

  @Option(help: "The seed of the rows.")
  var seed: UInt64 = 1

  @Option(help: "How to write: \(BayesFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = BayesFormat.text

  @Option(name: [.short, .long], help: "Threads (default: all cores).")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
    guard (64...(1 << 32)).contains(rows) else {
      throw ValidationError("--rows is \(rows); it must be at least 64 and at most \(1 << 32).")
    }
    guard 0 <= from, from <= to, to <= 1 else {
      throw ValidationError(
        "--from is \(from) and --to is \(to); they must be in order and lie between 0 and 1.")
    }
    guard (scenario == nil) == all else {
      throw ValidationError("Name a scenario, or ask for all of them by --all.")
    }
    guard !all || (preset == nil && settings.isEmpty) else {
      throw ValidationError("--preset and --set need a scenario; they do not go with --all.")
    }
  }

  func run() async throws {
    try await ExitStatus.reporting {
      let subjects = try self.subjects()
      let display = WorkDisplay("Bayes values")
      let estimator = BayesEstimator(rows: rows)
      let table = BayesTable(
        entries: subjects.enumerated().map { index, subject in
          BayesTable.Entry(
            subject,
            estimator.values(of: subject, times: from...to, seed: seed, jobs: jobs) {
              display.show((Double(index) + $0) / Double(subjects.count))
            })
        })
      display.finish()
      print(try table.text(format))
    }
  }

  private func subjects() throws(DatasetError) -> [any Scenario] {
    let parameters = settings.map(\.parameter)
    if let scenario {
      return [
        try ScenarioCatalogue.scenario(
          named: scenario, preset: preset, replacing: parameters, prevalence: prevalence)
      ]
    }
    var subjects: [any Scenario] = []
    for type in ScenarioCatalogue.scenarios {
      for preset in type.presets {
        subjects.append(
          try ScenarioCatalogue.scenario(
            named: type.name, preset: preset.name, prevalence: prevalence))
      }
    }
    return subjects
  }
}

/// A parameter with its values, as in `separation=2.5` or `typology-weights=1,1,1,1,1`.
struct ParameterSetting: ExpressibleByArgument {
  let parameter: ScenarioParameter

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "=") else { return nil }
    let texts = argument[argument.index(after: equals)...]
      .split(separator: ",", omittingEmptySubsequences: false)
    let values = texts.compactMap { Double($0) }
    guard equals > argument.startIndex, values.count == texts.count, values.allSatisfy(\.isFinite)
    else { return nil }
    parameter = ScenarioParameter(name: String(argument[..<equals]), values: values)
  }
}
