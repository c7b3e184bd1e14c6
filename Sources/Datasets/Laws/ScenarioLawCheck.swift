internal import CounterRandom

/// Draws rows of a scenario and holds them to every ``ScenarioLaw``.
///
/// The laws of the log-likelihood ratio are checked on a draw with as many positives as
/// negatives, those of the posterior on one with the scenario's own prevalence.
///
/// `E₀[exp(s)] = 1` has no useful variance, but `P₁(s < 0) = E₀[exp(s); s < 0]` is bounded, and so is
/// its mirror image; the two together are the whole law.
public struct ScenarioLawCheck: Sendable {
  /// Rows of each of the two draws.
  public let rowCount: Int
  /// The seed of both.
  public let seed: UInt64

  /// A check on draws of so many rows.
  public init(rowCount: Int = 1 << 20, seed: UInt64 = 1) {
    (self.rowCount, self.seed) = (rowCount, seed)
  }

  /// How far the rows of a scenario are from each law.
  ///
  /// - Parameters:
  ///   - scenario: The law, with its prevalence.
  ///   - jobs: Number of threads; the results are the same for any.
  ///
  /// - Returns: z-scores.
  ///
  /// - Throws: ``DatasetError/invalidRowCount(_:)``.
  public func results(
    of scenario: any Scenario, jobs: Int = 1
  ) throws(DatasetError) -> ScenarioLawResults {
    let balanced = try DrawPlan(
      scenario: scenario, rows: rowCount, positives: rowCount / 2, seed: seed, purpose: .test)
    let natural = try DrawPlan(
      scenario: scenario, rows: rowCount, seed: seed, purpose: .validation)
    let ratios = tally(balanced, jobs: jobs, RatioTally.init) { tally, block, times in
      tally.add(block, times: times, of: scenario)
    }
    let posteriors = tally(natural, jobs: jobs, PosteriorTally.init) { tally, block, times in
      tally.add(block, times: times, of: scenario)
    }
    var scores = ratios.scores
    scores.merge(posteriors.scores) { first, _ in first }
    if scenario.periodDays == nil {
      scores[.ratioByTime] = nil
      scores[.posteriorBinsByTime] = nil
    }
    return ScenarioLawResults(scores: scores)
  }

  /// Draws all rows, a piece at a time, and adds up what `add` makes of them.
  private func tally<Tally: LawTally>(
    _ plan: DrawPlan, jobs: Int, _ empty: @Sendable () -> Tally,
    add: @Sendable (inout Tally, RowBlock, Span<Double>) -> Void
  ) -> Tally {
    let size = 1 << 14
    let count = (rowCount + size - 1) / size
    let tallies = TallyList(count: count, empty: empty)
    inParallel(count: count, jobs: jobs) { index in
      let rows = index * size..<min(rowCount, (index + 1) * size)
      var block = RowBlock(for: plan, capacity: rows.count)
      plan.fill(&block, rows: rows)
      let times = rows.map { (Double($0) + 0.5) / Double(rowCount) }
      var tally = empty()
      add(&tally, block, times.span)
      tallies.set(index, tally)
    }
    // In the order of rows, whichever thread was first.
    return tallies.all.reduce(into: empty()) { $0.merge($1) }
  }
}

/// Sums over rows that can be added to those over other rows.
protocol LawTally: Sendable {
  mutating func merge(_ other: Self)
}
