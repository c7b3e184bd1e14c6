internal import CounterRandom
internal import Synchronization

/// Estimates what a scenario's exact posterior reaches: the metrics of ``BayesValues/keys``.
///
/// Rows are drawn by class, as many of each as is asked for, because at a natural prevalence a
/// few hundred positives would decide everything. A row with log-likelihood ratio `s` then stands
/// for both classes: with `r = σ(s + log(n₁/n₀))`, the share `r / n₁` of the positive law and
/// `(1 - r) / n₀` of the negative one. Both are bounded, so no row dominates. Where labels are seen
/// with noise, the values are those against the true labels.
///
/// The value comes from all rows together. The standard error is the jackknife's over batches
/// that are independent by construction.
///
/// Source of the weights: Veach and Guibas, "Optimally combining sampling techniques for Monte
/// Carlo rendering", SIGGRAPH 1995 (balance heuristic).
public struct BayesEstimator: Sendable {
  /// Number of independent batches; at least 2 and at most 1024.
  public let batches: Int
  /// Positive rows in each.
  public let positivesPerBatch: Int
  /// Negative rows in each.
  public let negativesPerBatch: Int

  /// An estimator; by default of 2²⁰ rows, less than a second of one core.
  ///
  /// - Precondition: `2 <= batches <= 1024`, and both row counts are positive.
  public init(
    batches: Int = 32, positivesPerBatch: Int = 16_384, negativesPerBatch: Int = 16_384
  ) {
    precondition((2...1024).contains(batches))
    precondition(positivesPerBatch > 0 && negativesPerBatch > 0)
    self.batches = batches
    self.positivesPerBatch = positivesPerBatch
    self.negativesPerBatch = negativesPerBatch
  }

  /// An estimator of about `rows` rows, half of them positive, in 32 batches.
  ///
  /// - Precondition: `rows >= 64`.
  public init(rows: Int) {
    let half = rows / 64
    self.init(batches: 32, positivesPerBatch: half, negativesPerBatch: half)
  }

  /// The population values of `scenario`.
  ///
  /// - Parameters:
  ///   - scenario: The law.
  ///   - prevalence: Share of positives over the whole period, strictly between 0 and 1; the
  ///     scenario's own by default.
  ///   - times: The window of time that the values are for, as shares of the whole period.
  ///   - cost: What wrong decisions cost, for scenarios whose rows are worth an amount.
  ///   - seed: The values are a function of it and of the estimator's settings.
  ///   - jobs: Number of threads; the values are the same for any.
  ///   - progress: Told the share of the work that is done, from any thread, never less than before.
  ///
  /// - Returns: The estimates with their standard errors.
  public func values(
    of scenario: any Scenario, prevalence: Double? = nil, times: ClosedRange<Double> = 0...1,
    cost: DecisionCost = .cardPayments, seed: UInt64 = 1, jobs: Int = 1,
    progress: @Sendable (Double) -> Void = { _ in }
  ) -> BayesValues {
    let classTimes = ClassTimes(
      of: scenario, prevalence: prevalence ?? scenario.prevalence, window: times)
    let prevalence = classTimes.prevalence
    let shares = PosteriorShares(
      positives: positivesPerBatch, negatives: negativesPerBatch, prevalence: prevalence)
    let drawing = BatchDrawing(
      scenario: scenario,
      stream: CounterStream(
        seed: seed, purpose: .caseControl, scenario: type(of: scenario).number),
      estimator: self, times: classTimes, shares: shares, cost: scenario.hasAmounts ? cost : nil)
    // Measured: drawing takes about four fifths of the time.
    let (runs, costs) = drawing.draw(jobs: jobs) { progress(0.8 * $0) }
    let order = runs.order()
    progress(0.82)
    let sums = JackknifeSums(runs: runs, order: order, shares: shares, prevalence: prevalence)
    let metrics = sums.metrics(jobs: jobs) { progress(0.82 + 0.18 * $0) }
    progress(1)
    var estimates: [String: BayesEstimate] = [:]
    for index in 0..<JackknifeSums.metricCount {
      estimates[BayesValues.keys[index]] = estimate(metrics.map { $0[index] })
    }
    if scenario.hasAmounts {
      let whole = costs.reduce(CostSums(), +)
      estimates[BayesValues.expectedCost] = estimate(
        [whole.mean(prevalence: prevalence)]
          + costs.map { (whole - $0).mean(prevalence: prevalence) })
    }
    return BayesValues(
      prevalence: prevalence, rowCount: order.count,
      times: times == 0...1 ? nil : [times.lowerBound, times.upperBound], estimates: estimates)
  }

  /// The jackknife's estimate from the value of all rows, followed by those without each batch.
  private func estimate(_ values: [Double]) -> BayesEstimate {
    let partial = values.dropFirst()
    let mean = partial.reduce(0) { $0 + $1 } / Double(batches)
    let squares = partial.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return BayesEstimate(
      value: values[0],
      standardError: (squares * Double(batches - 1) / Double(batches)).squareRoot())
  }
}
