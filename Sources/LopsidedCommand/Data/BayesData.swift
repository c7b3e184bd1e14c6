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

  @OptionGroup var law: LawArguments

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
    guard !all || (law.preset == nil && law.changes.isEmpty) else {
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

  private func subjects() throws -> [any Scenario] {
    if let scenario { return [try law.scenario(named: scenario, preset: law.preset)] }
    return try ScenarioCatalogue.scenarios.flatMap { type in
      try type.presets.map { try law.scenario(named: type.name, preset: $0.name) }
    }
  }
}
