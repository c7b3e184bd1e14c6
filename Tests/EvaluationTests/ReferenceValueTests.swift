import Testing

@testable import Evaluation

@Suite("Metrics agree with scikit-learn and with exact definitions")
struct ReferenceValueTests {
  static let datasets: [ReferenceDataset] = {
    do { return try ReferenceFile.load().datasets + [LargeReference.load()] } catch {
      Issue.record("the reference files must decode: \(error)")
      return []
    }
  }()

  @Test("All reference data sets are there")
  func allDatasetsAreRead() {
    #expect(Self.datasets.count == 12)
  }

  @Test("Ranking metrics, from single and double precision", arguments: datasets)
  func ranking(_ data: ReferenceDataset) throws {
    let single = try RankedScores(scores: data.singles, labels: data.labels)
    let double = try RankedScores(scores: data.scores, labels: data.labels)
    for ranked in [single, double] {
      let expected = data.metrics
      try expectClose(ranked.averagePrecision, expected.averagePrecision)
      try expectClose(ranked.areaUnderROC, expected.areaUnderROC)
      for (rate, recall) in [
        (0.05, expected.recallAt5), (0.01, expected.recallAt1), (0.001, expected.recallAtTenth),
      ] {
        try expectClose(ranked.recall(atFalsePositiveRate: rate), recall.step)
        try expectClose(ranked.interpolatedRecall(atFalsePositiveRate: rate), recall.interpolated)
      }
      for precision in expected.precisionAtK {
        try expectClose(ranked.precision(atTop: precision.k), precision.expected)
        try expectClose(ranked.recall(atTop: precision.k), precision.recall)
      }
      try expectClose(ranked.lift(atTop: expected.lift.k), expected.lift.expected, relative: true)
      for (index, rate) in ReferenceMetrics.partialRates.enumerated() {
        try expectClose(ranked.partialAreaUnderROC(to: rate), expected.partial[index])
        try expectClose(
          ranked.standardizedPartialAreaUnderROC(to: rate), expected.standardizedPartial[index])
      }
      try expectClose(ranked.kolmogorovSmirnov, expected.ks)
      try expectClose(ranked.twoSidedKolmogorovSmirnov, expected.twoSidedKS)
      #expect(ranked.precision(atTop: data.labels.count + 1) == nil)
    }
  }

  @Test("The H-measure under three distributions of costs", arguments: datasets)
  func hMeasure(_ data: ReferenceDataset) throws {
    let ranked = try RankedScores(scores: data.scores, labels: data.labels)
    let expected = data.metrics.hMeasure.values
    let odds = ranked.negativeWeight / ranked.positiveWeight
    for (found, key) in [
      (ranked.hMeasure, "beta_1+pi1_1+pi0 (Hand & Anagnostopoulos 2014)"),
      (ranked.hMeasure(alpha: 2, beta: 2), "beta_2_2 (Hand 2009)"),
      (ranked.hMeasure(alpha: 2, beta: 1 + odds), "beta_2_1+n0/n1 (hmeasure default)"),
    ] {
      #expect(abs(try #require(found) - (try #require(expected[key]))) < 1e-9, "\(key)")
    }
  }

  @Test("Counts and ratios at one half", arguments: datasets)
  func confusion(_ data: ReferenceDataset) throws {
    let found = try Confusion(scores: data.singles, labels: data.labels, threshold: 0.5)
    let expected = data.metrics.atHalf
    #expect(Double(found.truePositives) == expected.tp)
    #expect(Double(found.falsePositives) == expected.fp)
    #expect(Double(found.trueNegatives) == expected.tn)
    #expect(Double(found.falseNegatives) == expected.fn)
    // Where no row is flagged the reference says 0; precision is undefined here.
    if expected.tp + expected.fp == 0 {
      #expect(found.precision == nil)
    } else {
      try expectClose(found.precision, expected.precision)
    }
    try expectClose(found.recall, expected.recall)
    try expectClose(found.falsePositiveRate, 1 - expected.specificity)
    try expectClose(found.f1, expected.f1)
    try expectClose(found.matthewsCorrelation, expected.mcc)
    try expectRatios(WeightedConfusion(found), expected)
  }

  @Test("Metrics with a weight a row", arguments: datasets.filter { $0.weighted != nil })
  func weighted(_ data: ReferenceDataset) throws {
    let (weights, expected) = (try #require(data.weights), try #require(data.weighted))
    let ranking = try WeightedRanking(
      scores: data.scores, labels: data.labels, weights: weights)
    try expectClose(ranking.averagePrecision, expected.averagePrecision)
    try expectClose(ranking.areaUnderROC, expected.areaUnderROC)
    try expectClose(
      ranking.standardizedPartialAreaUnderROC(to: 0.05), expected.standardizedPartial5)
    let confusion = try WeightedConfusion(
      scores: data.scores, labels: data.labels, weights: weights, threshold: 0.5)
    try expectClose(confusion.truePositives, expected.atHalf.tp, relative: true)
    try expectClose(confusion.falseNegatives, expected.atHalf.fn, relative: true)
    try expectRatios(confusion, expected.atHalf)
  }

  private func expectRatios(
    _ found: WeightedConfusion, _ expected: ReferenceMetrics.AtThreshold,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    try expectClose(found.recall, expected.recall, at: location)
    try expectClose(found.specificity, expected.specificity, at: location)
    try expectClose(found.f1, expected.f1, at: location)
    try expectClose(found.f(beta: 2), expected.f2, at: location)
    try expectClose(found.f(beta: 0.5), expected.fHalf, at: location)
    try expectClose(found.f(beta: 1), expected.f1, at: location)
    try expectClose(found.matthewsCorrelation, expected.mcc, at: location)
    try expectClose(found.accuracy, expected.accuracy, at: location)
    try expectClose(found.balancedAccuracy, expected.balancedAccuracy, at: location)
    try expectClose(found.cohenKappa, expected.kappa, at: location)
    try expectClose(found.gMean, expected.gmean, at: location)
  }

  @Test(
    "Best thresholds: the value, and the highest threshold that attains it", arguments: datasets)
  func bestThresholds(_ data: ReferenceDataset) throws {
    let ranked = try RankedScores(scores: data.scores, labels: data.labels)
    let f1 = try #require(ranked.bestF1)
    let mcc = try #require(ranked.bestMatthewsCorrelation)
    let expectedF1 = try #require(data.metrics.best["f1"])
    let expectedMCC = try #require(data.metrics.best["mcc"])
    try expectClose(f1.value, expectedF1.value)
    #expect(f1.threshold == expectedF1.highest)
    try expectClose(mcc.value, expectedMCC.value)
    #expect(mcc.threshold <= expectedMCC.highest && mcc.threshold >= expectedMCC.lowest)
    for (found, key) in [
      (ranked.bestF(beta: 2), "f2"), (ranked.bestF(beta: 0.5), "f05"),
      (ranked.bestGMean, "gmean"), (ranked.bestBalancedAccuracy, "balanced_accuracy"),
    ] {
      let expected = try #require(data.metrics.best[key])
      let best = try #require(found)
      try expectClose(best.value, expected.value)
      #expect(best.threshold <= expected.highest && best.threshold >= expected.lowest)
    }
  }

  @Test("Log-loss and Brier score", arguments: datasets.filter(\.isProbability))
  func properScores(_ data: ReferenceDataset) throws {
    let found = try ProbabilityScores(probabilities: data.scores, labels: data.labels)
    try expectClose(found.logLoss, try #require(data.metrics.logLoss), relative: true)
    try expectClose(found.brier, try #require(data.metrics.brier))
    try expectClose(found.brierSkill, try #require(data.metrics.brierSkill), relative: true)
  }

  @Test("Reliability bins and calibration error", arguments: datasets.filter(\.isProbability))
  func calibration(_ data: ReferenceDataset) throws {
    let expected = try #require(data.metrics.calibration)
    let mass = try Reliability.equalMassBins(probabilities: data.scores, labels: data.labels)
    try expectBins(mass, expected.equalMass)
    let width = try Reliability.equalWidthBins(probabilities: data.scores, labels: data.labels)
    try expectBins(width, expected.equalWidth)
  }

  @Test("The exact precision–recall curve", arguments: datasets.filter { $0.curves != nil })
  func curve(_ data: ReferenceDataset) throws {
    let expected = try #require(data.curves).precisionRecall
    let found = try PrecisionRecallCurve.exact(scores: data.singles, labels: data.labels)
    // The reference runs from the lowest score up and adds the point (0, 1).
    try #require(found.count == expected.recall.count - 1)
    for (point, index) in zip(found.reversed(), expected.recall.indices) {
      try expectClose(point.recall, expected.recall[index])
      try expectClose(point.precision, expected.precision[index])
    }
  }

  private func expectBins(
    _ bins: [ReliabilityBin], _ expected: ReferenceMetrics.Bins,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    try expectClose(Reliability.expectedCalibrationError(bins), expected.ece, at: location)
    let filled = expected.bins.filter { $0[0] != 0 }
    try #require(bins.count == filled.count, sourceLocation: location)
    for (bin, values) in zip(bins, filled) {
      #expect(Double(bin.count) == values[0], sourceLocation: location)
      try expectClose(bin.meanProbability, try #require(values[1]), at: location)
      try expectClose(bin.meanLabel, try #require(values[2]), at: location)
    }
  }
}

/// Expects a value within 10⁻¹², absolute or relative, as the reference files' headers ask.
func expectClose(
  _ found: Double?, _ expected: Double, relative: Bool = false,
  at location: SourceLocation = #_sourceLocation
) throws {
  let found = try #require(found, sourceLocation: location)
  let allowed = 1e-12 * (relative ? max(abs(expected), .leastNormalMagnitude) : 1)
  #expect(abs(found - expected) <= allowed, sourceLocation: location)
}
