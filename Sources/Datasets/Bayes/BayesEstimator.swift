internal import CounterRandom

/// Estimates average precision, AUROC, log-loss and Brier score of a scenario's exact posterior.
///
/// Rows are drawn by class, as many of each as is asked for, because at a natural prevalence a
/// few hundred positives would decide everything. A row with log-likelihood ratio `s` then stands
/// for both classes: with `r = σ(s + log(n₁/n₀))`, the share `r / n₁` of the positive law and
/// `(1 - r) / n₀` of the negative one. Both are bounded, so no row dominates.
///
/// The value comes from all rows together. The standard error is the jackknife's over batches
/// that are independent by construction.
///
/// Source of the weights: Veach and Guibas, "Optimally combining sampling techniques for Monte
/// Carlo rendering", SIGGRAPH 1995 (balance heuristic).
public struct BayesEstimator: Sendable {
  /// Number of independent batches; at least 2.
  public let batches: Int
  /// Positive rows in each.
  public let positivesPerBatch: Int
  /// Negative rows in each.
  public let negativesPerBatch: Int

  /// An estimator; by default of 2²⁰ rows, about a second of one core.
  ///
  /// - Precondition: `batches >= 2`, and both row counts are positive.
  public init(
    batches: Int = 32, positivesPerBatch: Int = 16_384, negativesPerBatch: Int = 16_384
  ) {
    precondition(batches >= 2 && positivesPerBatch > 0 && negativesPerBatch > 0)
    self.batches = batches
    self.positivesPerBatch = positivesPerBatch
    self.negativesPerBatch = negativesPerBatch
  }

  /// The population values of `scenario`.
  ///
  /// - Parameters:
  ///   - scenario: The law.
  ///   - prevalence: Share of positives, strictly between 0 and 1; the scenario's own by default.
  ///   - seed: The values are a function of it and of the estimator's settings.
  ///   - jobs: Number of threads; the values are the same for any.
  ///
  /// - Returns: The four estimates with their standard errors.
  public func values(
    of scenario: any Scenario, prevalence: Double? = nil, seed: UInt64 = 1, jobs: Int = 1
  ) -> BayesValues {
    let prevalence = prevalence ?? scenario.prevalence
    let size = positivesPerBatch + negativesPerBatch
    let ratios = unsafe [Double](unsafeUninitializedCapacity: batches * size) { buffer, done in
      let target = unsafe RatioBuffer(ratios: buffer)
      inParallel(count: batches, jobs: jobs) { batch in
        unsafe drawBatch(batch, of: scenario, seed: seed, into: target)
      }
      done = batches * size
    }
    let sample = CaseControlSample(
      ratios: ratios, batchSize: size, positives: positivesPerBatch,
      negatives: negativesPerBatch, prevalence: prevalence)
    let whole = sample.metrics(without: nil)
    let partial = (0..<batches).map { sample.metrics(without: $0) }
    var estimates: [String: BayesEstimate] = [:]
    for (index, key) in CaseControlSample.metricKeys.enumerated() {
      let mean = partial.reduce(0) { $0 + $1[index] } / Double(batches)
      let squares = partial.reduce(0) { $0 + ($1[index] - mean) * ($1[index] - mean) }
      estimates[key] = BayesEstimate(
        value: whole[index],
        standardError: (squares * Double(batches - 1) / Double(batches)).squareRoot())
    }
    return BayesValues(
      prevalence: prevalence, rowCount: batches * size, estimates: estimates)
  }

  /// Log-likelihood ratios of a batch: its first rows are positive, the others negative.
  private func drawBatch(
    _ batch: Int, of scenario: any Scenario, seed: UInt64, into buffer: RatioBuffer
  ) {
    let stream = CounterStream(
      seed: seed, purpose: .caseControl, scenario: type(of: scenario).number)
    let size = positivesPerBatch + negativesPerBatch
    let width = scenario.featureCount
    let step = DrawPlan.rowsAtOnce
    guard let start = unsafe buffer.ratios.baseAddress else { return }
    let places = RowPlaces(capacity: step)
    unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: step * width) { features in
      unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * step) { bytes in
        guard let features = features.baseAddress, let labels = bytes.baseAddress else { return }
        var done = 0
        while done < size {
          let count = min(step, size - done)
          let first = batch * size + done
          for place in 0..<count {
            let row = done + place
            let isPositive = row < positivesPerBatch
            // Each class covers the whole period evenly.
            let time =
              isPositive
              ? (Double(row) + 0.5) / Double(positivesPerBatch)
              : (Double(row - positivesPerBatch) + 0.5) / Double(negativesPerBatch)
            unsafe labels[place] = isPositive ? 1 : 0
            places.set(place, number: UInt64(first + place), time: time)
          }
          unsafe places.draw(
            count, of: scenario, width: width, stream: stream, labels: labels, features: features,
            typology: labels + step, ratios: start + first)
          done += count
        }
      }
    }
  }
}

/// Room for the ratios of all batches; each thread fills its own.
@unsafe struct RatioBuffer: @unchecked Sendable {
  let ratios: UnsafeMutableBufferPointer<Double>
}
