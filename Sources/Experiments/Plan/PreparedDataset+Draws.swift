internal import CounterRandom
internal import Datasets

extension PreparedDataset {
  /// Refuses draws that cannot be made.
  static func check(
    _ draw: SuiteDataset.ScenarioDraw, of scenario: any Scenario, seed: UInt64
  ) throws {
    guard let days = scenario.periodDays else {
      guard draw.gapDays == 0, draw.labelDelayDays == 0 else {
        throw PeriodError.noTimes(scenario: draw.name)
      }
      _ = try DrawPlan(
        scenario: scenario, rows: draw.rows.training, seed: seed, purpose: .training,
        warp: draw.warp)
      return
    }
    let layout = try PeriodLayout(draw, periodDays: days)
    _ = try DrawPlan(
      scenario: scenario, rows: layout.rowCount, seed: seed, purpose: .training, warp: draw.warp)
  }

  /// The parts of one replicate of a scenario.
  ///
  /// Where rows have times, one draw is cut in three, so that training comes before validation and
  /// validation before test. Otherwise each part is a draw of its own, with its exact number of
  /// positives.
  ///
  /// On demand, what training must know of its features is found in the pass that finds labels.
  static func parts(
    of draw: SuiteDataset.ScenarioDraw, scenario: any Scenario, seed: UInt64,
    logFeatures: [String] = [], jobs: Int = 1
  ) throws -> Parts {
    func plan(_ purpose: Purpose, _ rows: Int) throws -> DrawPlan {
      try DrawPlan(scenario: scenario, rows: rows, seed: seed, purpose: purpose, warp: draw.warp)
    }
    func rows(
      _ plan: DrawPlan, _ range: Range<Int>, _ facts: DrawnRows.Facts
    ) -> RowSource {
      draw.isOnDemand
        ? .drawn(
          DrawnRows(
            plan, rows: range, keeping: facts,
            surveyingLogarithmsOf: facts == .labels ? Set(logFeatures) : nil, jobs: jobs))
        : .stored(plan.generate(rows: range, jobs: jobs))
    }
    guard let days = scenario.periodDays else {
      return Parts(
        trainingRows: rows(
          try plan(.training, draw.rows.training), 0..<draw.rows.training, .labels),
        validationRows: rows(
          try plan(.validation, draw.rows.validation), 0..<draw.rows.validation, .everything),
        testRows: rows(
          try plan(.test, draw.rows.test), 0..<draw.rows.test, .everything
        ).withTrueLabels)
    }
    let layout = try PeriodLayout(draw, periodDays: days)
    let whole = try plan(.training, layout.rowCount)
    let stale =
      scenario.changesWithTime
      ? whole.stalePosterior(of: layout.test, frozenAt: layout.trainingEnd, jobs: jobs) : nil
    let parts = Parts(
      trainingRows: rows(whole, layout.training, .labels),
      validationRows: rows(whole, layout.validation, .everything),
      testRows: rows(whole, layout.test, .everything).withTrueLabels.with(stalePosterior: stale),
      period: layout)
    let named = [
      ("training", parts.training), ("validation", parts.validation), ("test", parts.test),
    ]
    for (name, part) in named
    where part.positiveCount == 0 || part.positiveCount == part.rowCount {
      throw PeriodError.lacksClass(
        part: name, positives: part.positiveCount, rows: part.rowCount)
    }
    return parts
  }
}

/// Where the parts lie in one draw that covers a period: training, a gap, validation, a gap, test.
struct PeriodLayout: Equatable {
  /// Rows of the draw.
  let rowCount: Int
  let training: Range<Int>
  let validation: Range<Int>
  let test: Range<Int>

  /// When the last training row happens, as a share of the period.
  var trainingEnd: Double { time(of: training.upperBound - 1) }
  /// When the first and the last test row happen, as shares of the period.
  var testTimes: ClosedRange<Double> {
    time(of: test.lowerBound)...time(of: test.upperBound - 1)
  }

  private func time(of row: Int) -> Double { (Double(row) + 0.5) / Double(rowCount) }

  /// The layout of a draw whose rows are spread evenly over `periodDays`.
  ///
  /// Between two parts lie at least the gap's days and the delay's: a row whose label is not known
  /// when the next part begins would not be learned from, so it is not drawn for it.
  ///
  /// - Throws: ``PeriodError/tooLong(gapDays:labelDelayDays:periodDays:)``.
  init(_ draw: SuiteDataset.ScenarioDraw, periodDays: Double) throws(PeriodError) {
    let apart = max(draw.gapDays, draw.labelDelayDays)
    let share = apart / periodDays
    guard share < 0.4 else {
      throw .tooLong(
        gapDays: draw.gapDays, labelDelayDays: draw.labelDelayDays, periodDays: periodDays)
    }
    let rows = draw.rows.training + draw.rows.validation + draw.rows.test
    // Two more rows make up for the gaps' own part of the draw being rounded.
    let gap =
      apart > 0 ? Int((Double(rows) / (1 - 2 * share) * share).rounded(.up)) + 2 : 0
    rowCount = rows + 2 * gap
    training = 0..<draw.rows.training
    let second = draw.rows.training + gap
    validation = second..<second + draw.rows.validation
    test = second + draw.rows.validation + gap..<rowCount
  }
}

/// Why a scenario's draw cannot be cut into parts by time.
enum PeriodError: Error, Equatable, CustomStringConvertible {
  /// Days are stated, and rows have no times.
  case noTimes(scenario: String)
  /// The gaps leave too little of the period.
  case tooLong(gapDays: Double, labelDelayDays: Double, periodDays: Double)
  /// A part of a draw has no row of a class.
  case lacksClass(part: String, positives: Int, rows: Int)

  var description: String {
    switch self {
    case .noTimes(let scenario):
      """
      The rows of the scenario '\(scenario)' have no times, so there can be no "gap-days" and no \
      "label-delay-days" between its parts.
      """
    case .tooLong(let gap, let delay, let period):
      """
      A gap of \(gap) days and a label delay of \(delay) days leave too little of the scenario's \
      \(period) days: each must be below \(0.4 * period).
      """
    case .lacksClass(let part, let positives, let rows):
      """
      The \(part) part of this draw has \(positives) positives among its \(rows) rows; it needs at \
      least one row of each class. Ask for more rows or a higher prevalence.
      """
    }
  }
}
