internal import ArgumentParser
internal import Datasets
internal import Foundation

struct CheckLaw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-law",
    abstract: "Check that a scenario's posterior is that of its rows.",
    discussion: """
      Draws rows, holds them to every law that a right posterior obeys, and prints how far they are \
      from it in standard errors, as a Markdown table. Of a law that makes several statements the \
      worst is shown; "–" stands for laws that say nothing of the scenario, or that have no useful \
      variance. The exit code is 1 if anything is off by more than 5 standard errors.
      """)

  @Argument(help: "The scenario; all of its presets are checked unless one is chosen.")
  var scenario: String?

  @Flag(help: "Check every preset of every scenario.")
  var all = false

  @OptionGroup var law: LawArguments

  @Option(help: "Rows of each of the two draws.")
  var rows = 1 << 20

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Option(name: [.short, .long], help: "Threads (default: all cores).")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  /// Standard errors beyond which a law does not hold.
  private static let limit = 5.0

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
    guard (1000...(1 << 40)).contains(rows) else {
      throw ValidationError(
        "--rows is \(rows); it must be at least 1000, or nothing could be told, and at most "
          + "\(1 << 40).")
    }
    guard all != (scenario != nil) else {
      throw ValidationError("Name one scenario, or ask for --all.")
    }
    guard !all || law.preset == nil && law.changes.isEmpty else {
      throw ValidationError("--preset and --set are for one scenario, not for --all.")
    }
  }

  func run() async throws {
    let worst = try await ExitStatus.reporting { try check() }
    guard worst <= Self.limit else {
      Terminal.error("Error: a law is off by \(Self.text(worst)) standard errors.")
      throw ExitCode(1)
    }
  }

  /// Prints the table; gives the score that is farthest from 0.
  private func check() throws -> Double {
    let check = ScenarioLawCheck(rowCount: rows, seed: seed)
    let laws = ScenarioLaw.allCases
    print("| scenario | preset | " + laws.map(\.title).joined(separator: " | ") + " |")
    print("|---|---|" + laws.map { _ in "--:|" }.joined())
    var worst = 0.0
    for name in scenario.map({ [$0] }) ?? ScenarioCatalogue.scenarios.map({ $0.name }) {
      for preset in try presets(of: name) {
        let results = try check.results(
          of: law.scenario(named: name, preset: preset), jobs: jobs)
        let cells = laws.map { results.scores[$0].map(Self.text) ?? "–" }
        print("| \(name) | \(preset) | " + cells.joined(separator: " | ") + " |")
        worst = max(worst, results.worst)
      }
    }
    return worst
  }

  private func presets(of name: String) throws -> [String] {
    // An unknown scenario or preset has its own message.
    let chosen = try law.scenario(named: name, preset: law.preset)
    return law.preset.map { [$0] } ?? type(of: chosen).presets.map(\.name)
  }

  private static func text(_ score: Double) -> String {
    let hundredths = Int((score.magnitude * 100).rounded())
    let sign = score < 0 && hundredths > 0 ? "−" : ""
    let fraction = hundredths % 100
    return "\(sign)\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
