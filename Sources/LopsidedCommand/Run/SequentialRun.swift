internal import Experiments
internal import Reporting
internal import Results

/// A run that adds replicates, round by round, until each comparison with the reference is decided.
///
/// The runner does rounds and knows no statistics, the report's analysis says what is open; rounds
/// follow from results alone, so that a run that was stopped goes on where it was.
struct SequentialRun {
  /// The suite as its file describes it.
  let plan: SuitePlan
  let store: ResultStore
  let jobs: Int
  let options: RunOptions
  let progress: ProgressDisplay
  /// Replicates at which it stops, decided or not.
  let maximumReplicates: Int

  /// Replicates at which a run stops that is not told.
  static let defaultMaximum = 50

  /// Runs rounds until nothing is open or the cap is reached.
  ///
  /// - Returns: what all rounds came to together.
  /// - Throws: `SuiteError`, `ResultStoreError`, `ReportingError`.
  func run() async throws -> RunSummary {
    let earlier = try store.finishedKeys()
    var record = try plan.sequentialStart(
      maximumReplicates: maximumReplicates)
    var (scored, reevaluated) = (0, 0)
    while true {
      let round = try plan.extended(to: record)
      var summary = try await run(round)
      scored += summary.scored
      summary.scored = scored
      reevaluated += summary.reevaluated
      summary.reevaluated = reevaluated
      summary.kept = round.trials.count { earlier.contains($0.key) }
      let results = try store.results()
      // Stopped by the user: what is missing is for the next run.
      guard results.trials.count == summary.trials, !Task.isCancelled, !options.stop.isMade else {
        return summary
      }
      let standing = try SequentialStanding(results)
      let next = record.extended { standing.isOpen($0) }
      Terminal.error("\(plan.suite.name): " + sentence(standing, after: record, next: next))
      guard let next else { return summary }
      record = next
    }
  }

  private func run(_ round: SuitePlan) async throws -> RunSummary {
    defer { progress.finish() }
    return try await SuiteRunner(plan: round, store: store, jobs: jobs, options: options).run {
      progress.show($0)
    }
  }

  /// "after 10 to 13 replicates 5 of 7 comparisons decided; open: focal (logistic) …".
  private func sentence(
    _ standing: SequentialStanding, after record: SequentialRecord, next: SequentialRecord?
  ) -> String {
    let counts = record.panels.map(\.replicates)
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    let replicates = least == most ? "\(most)" : "\(least) to \(most)"
    let total = standing.comparisons.count
    let open = standing.open
    var text =
      "after \(replicates) replicates \(total - open.count) of \(total) comparisons are decided"
    guard !open.isEmpty else { return text }
    let isSingle = record.panels.count == 1
    let names = open.prefix(4).map {
      isSingle ? $0.loss : "\($0.loss) (\($0.dataset), \($0.model))"
    }
    text += "; open: " + names.joined(separator: ", ")
    if open.count > names.count { text += " and \(open.count - names.count) more" }
    guard let next else { return text + "; stopped at the cap of \(maximumReplicates)" }
    let upTo = next.panels.map(\.replicates).max() ?? most
    return text + "; going on to \(upTo)"
  }
}
