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
      try expectClose(ranked.recall(atFalsePositiveRate: 0.05), expected.recallAt5.step)
      try expectClose(ranked.recall(atFalsePositiveRate: 0.01), expected.recallAt1.step)
      try expectClose(ranked.recall(atFalsePositiveRate: 0.001), expected.recallAtTenth.step)
      for precision in expected.precisionAtK {
        try expectClose(ranked.precision(atTop: precision.k), precision.expected)
      }
      #expect(ranked.precision(atTop: data.labels.count + 1) == nil)
    }
  }

  @Test("Counts and ratios at one half", arguments: datasets)
  func confusion(_ data: ReferenceDataset) throws {
    let found = try Confusion(scores: data.singles, labels: data.labels, threshold: 0.5)
    let expected = data.metrics.atHalf
    #expect(found.truePositives == expected.tp)
    #expect(found.falsePositives == expected.fp)
    #expect(found.trueNegatives == expected.tn)
    #expect(found.falseNegatives == expected.fn)
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
