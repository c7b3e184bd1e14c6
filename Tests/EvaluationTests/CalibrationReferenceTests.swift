import Testing

@testable import Evaluation

/// Reference values of calibrations; the file's header names source and definitions.
struct CalibrationReference: Decodable, CustomTestStringConvertible {
  var name: String
  var scores: [Double]?
  var labels: [UInt8]?
  var weights: [Double]?
  var isotonicFirstScore: [Double]
  var isotonicValue: [Double]
  var isotonicBrier: Double
  var isotonicBrierWeighted: Double?
  var platt: [Double]?
  var plattWeighted: [Double]?
  var slope: Double?
  var slopeWeighted: Double?
  var intercept: Double?
  var interceptWeighted: Double?

  var testDescription: String { name }

  enum CodingKeys: String, CodingKey {
    case name
    case scores
    case labels
    case weights
    case isotonicFirstScore = "isotonic_first_score"
    case isotonicValue = "isotonic_value"
    case isotonicBrier = "isotonic_brier"
    case isotonicBrierWeighted = "isotonic_brier_weighted"
    case platt
    case plattWeighted = "platt_weighted"
    case slope
    case slopeWeighted = "slope_weighted"
    case intercept
    case interceptWeighted = "intercept_weighted"
  }

  struct File: Decodable { var datasets: [CalibrationReference] }

  /// All of them, with scores, labels and weights of the data sets of the metrics filled in.
  static let all: [CalibrationReference] = {
    do {
      let file: File = try ReferenceFile.decode("calibration")
      return file.datasets.map { entry in
        guard let data = ReferenceValueTests.datasets.first(where: { $0.name == entry.name })
        else { return entry }
        var entry = entry
        (entry.scores, entry.labels, entry.weights) = (data.scores, data.labels, data.weights)
        return entry
      }
    } catch {
      Issue.record("the reference file must decode: \(error)")
      return []
    }
  }()

  /// The scores as logits; those of probabilities are turned.
  var logits: [Double]? {
    guard let scores, name != "logits_3k", name != "logits_unbounded" else { return scores }
    return scores.map { ReferenceLogit.of($0) }
  }
}

@Suite("Calibration agrees with scikit-learn and with maximum likelihood")
struct CalibrationReferenceTests {
  @Test("Every data set is there")
  func allAreRead() {
    #expect(CalibrationReference.all.count == 13)
    #expect(CalibrationReference.all.allSatisfy { $0.scores != nil && $0.labels != nil })
  }

  @Test("Isotonic regression, step for step", arguments: CalibrationReference.all)
  func isotonic(_ data: CalibrationReference) throws {
    let (scores, labels) = (try #require(data.scores), try #require(data.labels))
    let ranking = try RankedScores(scores: scores, labels: labels)
    let found = try IsotonicCalibration(ranking, targets: .labels)
    try #require(found.values.count == data.isotonicValue.count)
    for (value, expected) in zip(found.values, data.isotonicValue) {
      try expectClose(value, expected)
    }
    #expect(found.thresholds == Array(data.isotonicFirstScore.dropFirst()))
    for (score, expected) in zip(data.isotonicFirstScore, data.isotonicValue) {
      try expectClose(found.probability(score), expected)
    }
    let smoothed = try IsotonicCalibration(ranking)
    let (positives, negatives) = (ranking.positiveWeight, ranking.negativeWeight)
    for (value, plain) in zip(smoothed.values, found.values) {
      let (high, low) = ((positives + 1) / (positives + 2), 1 / (negatives + 2))
      try expectClose(value, plain * high + (1 - plain) * low)
    }
    let brier = zip(scores, labels).map { score, label in
      let error = found.probability(score) - Double(label)
      return error * error
    }.reduce(0, +)
    let parts = try #require(
      ReliabilityDecomposition.ofBrier(brier / Double(scores.count), ranking))
    #expect(abs(brier / Double(scores.count) - data.isotonicBrier) < 1e-12)
    #expect(parts.miscalibration < 1e-12)
    try expectClose(parts.uncertainty - parts.discrimination, data.isotonicBrier)
  }

  @Test("Isotonic regression with weights, by its Brier score", arguments: CalibrationReference.all)
  func weightedIsotonic(_ data: CalibrationReference) throws {
    guard let weights = data.weights, let expected = data.isotonicBrierWeighted else { return }
    let ranking = try WeightedRanking(
      scores: try #require(data.scores), labels: try #require(data.labels), weights: weights)
    let parts = try #require(ReliabilityDecomposition.ofBrier(1, ranking))
    try expectClose(1 - parts.miscalibration, expected)
  }

  @Test("Platt's line", arguments: CalibrationReference.all)
  func platt(_ data: CalibrationReference) throws {
    let (scores, labels) = (try #require(data.scores), try #require(data.labels))
    let found = try PlattCalibration(scores: scores, labels: labels)
    guard let expected = data.platt else {
      #expect(found.slope == 0)
      return
    }
    expectNear(found.slope, expected[0])
    expectNear(found.intercept, expected[1])
    guard let weights = data.weights, let weighted = data.plattWeighted else { return }
    let heavy = try PlattCalibration(scores: scores, labels: labels, weights: weights)
    expectNear(heavy.slope, weighted[0])
    expectNear(heavy.intercept, weighted[1])
  }

  @Test("Slope and intercept of calibration", arguments: CalibrationReference.all)
  func line(_ data: CalibrationReference) throws {
    guard let intercept = data.intercept, let logits = data.logits else { return }
    let labels = try #require(data.labels)
    let found = try CalibrationLine(logits: logits, labels: labels)
    expectNear(try #require(found.intercept), intercept)
    let correction = try PriorCorrection(logits: logits, labels: labels)
    expectNear(correction.shift, intercept)
    if let slope = data.slope {
      expectNear(try #require(found.slope), slope)
    } else {
      #expect(found.slope == nil, "the classes are separated")
    }
    guard let weights = data.weights, let weighted = data.interceptWeighted else { return }
    let heavy = try CalibrationLine(logits: logits, labels: labels, weights: weights)
    expectNear(try #require(heavy.intercept), weighted)
    if let slope = data.slopeWeighted { expectNear(try #require(heavy.slope), slope) }
  }

  private func expectNear(
    _ found: Double, _ expected: Double, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(abs(found - expected) <= 1e-9 * max(1, abs(expected)), sourceLocation: location)
  }
}
