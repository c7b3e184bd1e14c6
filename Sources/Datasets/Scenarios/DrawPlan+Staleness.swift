internal import CounterRandom

extension DrawPlan {
  /// What an oracle says of rows that knows the law of another time and takes it for today's.
  ///
  /// The difference between the exact posterior and this one is the price of not keeping up; that
  /// between this one and a model that was trained on the past is the price of the model.
  ///
  /// - Precondition: `rows` lies in 0..<``rowCount``, and `time` between 0 and 1.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - time: The time whose law and prevalence are taken for every row, as a share of the period.
  ///   - jobs: Number of threads; the values are the same for any.
  ///
  /// - Returns: `P(y = 1 | x)` under the law of `time`; for laws that do not change, the posterior.
  public func stalePosterior(
    of rows: Range<Int>, frozenAt time: Double, jobs: Int = 1
  ) -> [Double] {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows outside of the draw")
    // The law is that of features before any warp.
    let unwarped = DrawPlan(unwarping: self)
    let share = 4096
    var posterior: [Double] = []
    posterior.reserveCapacity(rows.count)
    var block = RowBlock(for: unwarped, capacity: min(share, rows.count))
    var first = rows.lowerBound
    while first < rows.upperBound {
      let last = min(rows.upperBound, first + share)
      unwarped.fill(&block, rows: first..<last, jobs: jobs)
      posterior += unwarped.stalePosterior(
        of: block.features.span.extracting(0..<(last - first) * scenario.featureCount),
        frozenAt: time)
      first = last
    }
    return posterior
  }

  /// What an oracle says of rows in memory that knows the law of another time.
  ///
  /// - Precondition: The draw has no ``warp``, `features` are of its scenario, and `time` lies
  ///   between 0 and 1.
  ///
  /// - Parameters:
  ///   - features: Rows of the draw, row-major: those of a ``Dataset`` or of a ``RowBlock``.
  ///   - time: The time whose law and prevalence are taken for every row, as a share of the period.
  ///
  /// - Returns: `P(y = 1 | x)` under the law of `time`, one a row.
  public func stalePosterior(of features: Span<Float>, frozenAt time: Double) -> [Double] {
    precondition(warp == nil, "the law is that of features before the warp")
    precondition(time >= 0 && time <= 1, "a time is a share of the period")
    let count = features.count / scenario.featureCount
    let times = [Double](repeating: time, count: count)
    var ratios = [Double](repeating: 0, count: count)
    var target = ratios.mutableSpan
    scenario.logLikelihoodRatios(of: features, at: times.span, into: &target)
    let prior = schedule?.logOdds(at: time) ?? logOdds
    return ratios.map { PortableMath.sigmoid($0 + prior) }
  }
}
