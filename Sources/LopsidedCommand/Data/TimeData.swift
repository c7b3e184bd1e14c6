internal import ArgumentParser
internal import CounterRandom
internal import Datasets
internal import Foundation

struct TimeData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "time",
    abstract: "Time how fast rows of a scenario are drawn.",
    discussion: """
      Draws all rows, with their posteriors, into a small block for each thread that is used again \
      and again, so that memory does not grow with the rows. Says rows a second, where the time of \
      one core goes, and how that compares with what memory can take. Compare ratios within a run, \
      never seconds of different runs. Benchmarks/Peers times other programs beside it.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @OptionGroup var arguments: ScenarioArguments

  @Option(help: "Number of rows of the draw.")
  var rows = 1_000_000

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Option(name: [.short, .long], help: "Threads (default: all cores).")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "How often all rows are drawn; the median counts.")
  var turns = 5

  @Flag(help: "Keep all rows in memory instead, in room that is made before.")
  var keep = false

  @Flag(help: "Write them as a data set folder too, which is deleted again, and time that.")
  var write = false

  @Option(help: "text or json.")
  var format: Format = .text

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
    guard turns >= 1 else { throw ValidationError("--turns is \(turns); it must be at least 1.") }
  }

  func run() async throws {
    try await ExitStatus.reporting { try time() }
  }

  private func time() throws {
    let scenario = try arguments.make()
    let plan = try DrawPlan(scenario: scenario, rows: rows, seed: seed, purpose: .training)
    var timing = GenerationTiming(plan: plan, jobs: jobs, isKept: keep)
    let progress = ShareDisplay(name: "\(type(of: scenario).name), \(rows) rows")
    for turn in 0..<turns {
      timing.draw { share in progress.show((Double(turn) + share) / Double(turns)) }
      timing.measureStages()
      if write { try timing.write() }
    }
    timing.measureMemory()
    progress.finish()
    switch format {
    case .text: print(timing.text)
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(timing.record), as: UTF8.self))
    }
  }
}
