/// What the paired t test and its corrected form share: a mean difference over a standard error.
struct MeanDifference {
  let pairs: Int
  let mean: Double
  let standardDeviation: Double
  let standardError: Double
  /// Absent when the differences do not vary beyond rounding.
  let t: Double?
  let p: Double
  let pGreater: Double
  let interval: ConfidenceInterval

  /// Tests a mean difference.
  ///
  /// `varianceFactor` is the variance of the mean over that of one difference: 1/n, or more.
  /// `constantP` is the p value of differences that are all equal and not zero.
  ///
  /// - Throws: ``StatisticsError``: fewer than two pairs, a level outside (0, 1).
  init(
    _ sample: PairedSample, statistic: String, varianceFactor: Double, level: Double,
    constantP: Double
  ) throws(StatisticsError) {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    guard sample.count >= 2 else {
      throw .tooFew(statistic: statistic, count: sample.count, needed: 2)
    }
    // Sorted by magnitude: neither the order of the replicates nor that of the learners can
    // then change the last bit.
    let ordered = sample.differences.sorted { ($0.magnitude, $0) < ($1.magnitude, $1) }
    pairs = sample.count
    mean = GSL.mean(ordered)
    standardDeviation = GSL.standardDeviation(ordered, mean: mean)
    standardError = standardDeviation * varianceFactor.squareRoot()
    interval = try .student(
      mean: mean, standardError: standardError, degreesOfFreedom: pairs - 1, level: level)
    let noise = sample.roundingNoise
    guard standardDeviation > noise else {
      t = nil
      p = mean.magnitude > noise ? constantP : 1
      pGreater = mean > noise ? constantP / 2 : 1
      return
    }
    let ratio = mean / standardError
    t = ratio
    p = min(
      1,
      try 2 * GSL.studentUpperTail(ratio.magnitude, degreesOfFreedom: Double(pairs - 1)))
    pGreater = try GSL.studentUpperTail(ratio, degreesOfFreedom: Double(pairs - 1))
  }
}
