internal import CounterRandom

/// Rows drawn by class, to evaluate a learner on: so many positives and so many negatives.
///
/// At one fraud in a thousand, rows as they come hold few positives, and which ones they are
/// decides every ranking metric. A case-control draw has as many as one likes; the log-likelihood
/// ratio that comes with each row says what it stands for in the population.
public struct CaseControlDraw: Sendable {
  /// The law.
  public let scenario: any Scenario
  /// Number of positive rows; they come first.
  public let positiveCount: Int
  /// Number of negative rows.
  public let negativeCount: Int
  /// The seed.
  public let seed: UInt64
  /// How features are changed after the ratios are known; `nil` for not at all.
  public let warp: (any Warp)?
  /// The window of time that each class covers evenly, as shares of the whole period.
  public let times: ClosedRange<Double>
  /// When the posterior that ``CaseControlRows/staleRatios`` belongs to was frozen; `nil` for none.
  public let staleTime: Double?

  /// A draw of `positives` and `negatives` rows.
  ///
  /// - Throws: ``DatasetError/invalidRowCount(_:)`` unless there are 1 to 2³¹ rows of each class,
  ///   and ``DatasetError/notWarpable(scenario:warp:)`` for a scenario with categorical features.
  public init(
    scenario: any Scenario, positives: Int, negatives: Int, seed: UInt64,
    warp: (any Warp)? = nil, times: ClosedRange<Double> = 0...1, staleTime: Double? = nil
  ) throws(DatasetError) {
    for count in [positives, negatives] where count < 1 || count > 1 << 31 {
      throw .invalidRowCount(count)
    }
    if let warp, !scenario.columns.allSatisfy({ $0.kind == .numeric }) {
      throw .notWarpable(scenario: type(of: scenario).name, warp: type(of: warp).name)
    }
    self.scenario = scenario
    positiveCount = positives
    negativeCount = negatives
    self.seed = seed
    self.warp = warp
    self.times = times
    self.staleTime = staleTime
  }

  /// The rows, in memory.
  ///
  /// Labels are the true ones, and posteriors those of the population.
  ///
  /// - Parameter jobs: Number of threads; the rows are the same for any.
  ///
  /// - Returns: the rows with their log-likelihood ratios.
  public func generate(jobs: Int = 1) -> CaseControlRows {
    let classTimes = ClassTimes(
      of: scenario, prevalence: scenario.prevalence, window: times)
    let count = positiveCount + negativeCount
    let width = scenario.featureCount
    var lists = CaseControlLists(
      rows: count, width: width, hasAmounts: scenario.hasAmounts, isStale: staleTime != nil)
    unsafe lists.withPointers { pointers in
      let share = 4096
      inParallel(count: (count + share - 1) / share, jobs: jobs) { index in
        unsafe fill(
          pointers, index * share..<min(count, (index + 1) * share), times: classTimes)
      }
    }
    let prevalence = classTimes.prevalence
    let prior = PortableMath.log(prevalence) - PortableMath.log(1 - prevalence)
    func posterior(_ ratios: [Double]) -> [Double] {
      ratios.map { PortableMath.sigmoid($0 + prior) }
    }
    let stale = staleTime == nil ? nil : lists.staleRatios
    return CaseControlRows(
      dataset: Dataset(
        columns: warp?.columns(scenario.columns) ?? scenario.columns, features: lists.features,
        labels: lists.labels,
        attributes: RowAttributes(
          amounts: scenario.hasAmounts ? lists.amounts : nil,
          times: scenario.periodDays.map { days in lists.times.map { $0 * days } }),
        oracle: Oracle(
          posterior: posterior(lists.ratios), typology: lists.typology,
          typologyNames: scenario.typologyNames, stalePosterior: stale.map(posterior))),
      ratios: lists.ratios, staleRatios: stale, prevalence: prevalence)
  }

  private func fill(
    _ lists: CaseControlPointers, _ range: Range<Int>, times: ClassTimes
  ) {
    let width = scenario.featureCount
    let rows = ClassDraw(
      scenario: scenario,
      stream: CounterStream(
        seed: seed, purpose: .caseControl, scenario: type(of: scenario).number),
      positives: positiveCount, negatives: negativeCount, times: times)
    let places = RowPlaces(capacity: DrawPlan.rowsAtOnce)
    var start = range.lowerBound
    while start < range.upperBound {
      let count = min(DrawPlan.rowsAtOnce, range.upperBound - start)
      let features = unsafe lists.features + start * width
      unsafe rows.place(start..<start + count, in: places, labels: lists.labels + start)
      unsafe places.draw(
        count, of: scenario, width: width, stream: rows.stream, labels: lists.labels + start,
        features: features, typology: lists.typology + start, ratios: lists.ratios + start)
      unsafe rows.addTimes(of: places, count: count, to: lists.ratios + start)
      unsafe places.copyTimes(count, to: lists.times + start)
      let x = unsafe Span(_unsafeStart: UnsafePointer(features), count: count * width)
      if scenario.hasAmounts, let all = unsafe lists.amounts {
        var amounts = unsafe MutableSpan(_unsafeStart: all + start, count: count)
        scenario.amounts(of: x, into: &amounts)
      }
      if let staleTime, let all = unsafe lists.staleRatios {
        let then = [Double](repeating: staleTime, count: count)
        var ratios = unsafe MutableSpan(_unsafeStart: all + start, count: count)
        scenario.logLikelihoodRatios(of: x, at: then.span, into: &ratios)
        let offset = times.offset(
          frozenAt: staleTime, of: scenario, prevalence: scenario.prevalence)
        for row in 0..<count { ratios[row] += offset }
      }
      if let warp {
        var x = unsafe MutableSpan(_unsafeStart: features, count: count * width)
        warp.apply(to: &x, width: width)
      }
      start += count
    }
  }
}

/// Rows drawn by class, and what says for what they stand.
public struct CaseControlRows: Sendable {
  /// The rows with their true labels, positives first, and the population's posteriors.
  public let dataset: Dataset
  /// Log-likelihood ratio `log f₁ - log f₀` of each row; where the prevalence changes, a row's time
  /// tells of its class too.
  public let ratios: [Double]
  /// The same under the law of an earlier moment; `nil` unless it was asked for.
  public let staleRatios: [Double]?
  /// Share of positives in the population.
  public let prevalence: Double

  /// Number of positive rows.
  public var positiveCount: Int { dataset.positiveCount }
  /// Number of negative rows.
  public var negativeCount: Int { dataset.rowCount - dataset.positiveCount }
}
