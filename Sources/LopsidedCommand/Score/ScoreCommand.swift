internal import ArgumentParser
internal import Datasets
internal import Evaluation
internal import Foundation
internal import Statistics
internal import Synchronization

struct ScoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Compute every metric, with intervals, from a CSV of scores and labels.",
    discussion: """
      For models trained anywhere. FILE.csv has a line a row: `score` (higher is more suspicious) \
      and `label` (0 or 1), and if known `probability`, `weight` (how many rows a row stands for), \
      `amount` (what it is worth), `group` (its card, account or customer) and `time`. Other \
      columns are not read. Metrics that lack a column are listed with what they need.

        lopsided score test.csv
        lopsided score test.csv --validation validation.csv --format json

      With --validation, a file with the same columns, thresholds are chosen and calibrations are \
      fitted there. docs/metrics.md explains every number.
      """)

  @Argument(help: "The file, as it is or compressed by gzip.")
  var file: String

  @OptionGroup(title: "Columns") var columns: ScoreColumns

  @Option(
    help: ArgumentHelp(
      "A file with the same columns that chooses thresholds and fits calibrations.",
      valueName: "file"))
  var validation: String?

  @Option(help: "Flag rows that score this or more, in place of thresholds of validation.")
  var threshold: Double?

  @Option(
    help:
      "What it costs to look into a row that is flagged; a positive that passes costs its amount."
  )
  var reviewCost: Double = 10

  @Option(help: "Resamples of the rows for 95 % intervals; 0 for none.")
  var resamples: Int = 1_000

  @Option(help: "Decides the resamples.")
  var seed: UInt64 = 1

  @Option(name: [.short, .long], help: "Threads (default: all cores). They change no result.")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "What to print: markdown or json.")
  var format: Format = .markdown

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case markdown
    case json
  }

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
    guard resamples == 0 || (2...1_000_000).contains(resamples) else {
      throw ValidationError(
        "--resamples is \(resamples); it must be 0, or at least 2 and at most 1000000.")
    }
    guard reviewCost >= 0, reviewCost.isFinite else {
      throw ValidationError("--review-cost is \(reviewCost); it must be a number of at least 0.")
    }
    guard threshold?.isFinite ?? true else {
      throw ValidationError("--threshold must be a finite number.")
    }
  }

  func run() async throws {
    try await ExitStatus.reporting {
      let rows = try columns.rows(at: file, threads: jobs)
      let chosen = try validation.map { try columns.rows(at: $0, threads: jobs) }
      let evaluation = try ScoreEvaluation(
        rows, validation: chosen,
        settings: .init(threshold: threshold, reviewCost: reviewCost), seed: seed)
      let report = ScoreReport(
        file: file, validation: validation, rows: rows, metrics: evaluation.metrics,
        intervals: try intervals(evaluation), resamples: resamples, seed: seed,
        hasValidation: chosen != nil, threshold: threshold, reviewCost: reviewCost)
      switch format {
      case .markdown: print(report.markdown)
      case .json: print(try report.json())
      }
    }
  }

  /// Intervals by key: of resamples, and of a formula where there is a better one.
  private func intervals(
    _ evaluation: ScoreEvaluation
  ) throws -> [String: ClosedRange<Double>] {
    var intervals = resampled(evaluation.bootstrap)
    if let ranking = evaluation.ranking,
      let area = try? AUROCEstimate(groups: ranking.countsFromTop),
      let interval = try area.logitInterval()
    {
      intervals[MetricKey.areaUnderROC] = interval.lower...interval.upper
    }
    return intervals
  }

  private func resampled(_ bootstrap: ScoreBootstrap) -> [String: ClosedRange<Double>] {
    guard resamples >= 2 else { return [:] }
    let all = Mutex([[String: Double]](repeating: [:], count: resamples))
    inParallel(
      count: resamples, jobs: jobs, state: { bootstrap.makeRoom() },
      body: { index, room in
        let metrics = bootstrap.metrics(ofResample: index, room: &room)
        all.withLock { $0[index] = metrics }
      })
    return StratifiedBootstrap.intervals(all.withLock { $0 })
  }
}
