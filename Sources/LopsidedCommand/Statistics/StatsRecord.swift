internal import Foundation
internal import Statistics

/// The analysis of a table as JSON; a number that does not exist is left out.
struct StatsRecord: Encodable {
  let table: String
  let rows: Int
  let missing: Int
  let design: String
  let testToTrainingRatio: Double?
  let preference: String
  let reference: String?
  let practicalEquivalence: Double
  let level: Double
  let primaryTest: String
  let methods: [Method]
  let comparisons: [Comparison]
  let ranking: Ranking?

  struct Interval: Encodable {
    let lower: Double
    let upper: Double

    init(_ interval: ConfidenceInterval) {
      lower = interval.lower
      upper = interval.upper
    }
  }

  struct Method: Encodable {
    let name: String
    let count: Int
    let mean: Double?
    let interval: Interval?
    let standardDeviation: Double?
    let median: Double?
    let averageRank: Double?
  }

  struct Probabilities: Encodable {
    let better: Double
    let practicallyEqual: Double
    let worse: Double

    init(_ probabilities: PracticalProbabilities, _ preference: Preference) {
      better = probabilities.ofFirstBeingBetter(preference)
      practicallyEqual = probabilities.within
      worse = preference == .higherIsBetter ? probabilities.below : probabilities.above
    }
  }

  struct SignedRank: Encodable {
    let positiveRankSum: Double
    let negativeRankSum: Double
    let zeros: Int
    let p: Double

    init(_ test: SignedRankTest) {
      positiveRankSum = test.positiveRankSum
      negativeRankSum = test.negativeRankSum
      zeros = test.zeros
      p = test.p
    }
  }

  init(_ analysis: TableAnalysis, file: ResultsFile, name: String) {
    let options = analysis.options
    let names = analysis.table.methods
    table = name
    rows = analysis.table.rows.count
    missing = analysis.table.missing
    switch options.design {
    case .independentDraws: (design, testToTrainingRatio) = ("independent", nil)
    case .resampledSplits(let ratio): (design, testToTrainingRatio) = ("resampled", ratio)
    case .manyDataSets: (design, testToTrainingRatio) = ("datasets", nil)
    }
    preference = options.preference.rawValue
    reference = options.reference.map { names[$0] }
    practicalEquivalence = options.practicalEquivalence
    level = options.level
    primaryTest = options.design.primaryTest.rawValue
    methods = analysis.methods.enumerated().map { index, method in
      Method(
        name: names[index], count: method?.summary.count ?? 0, mean: method?.summary.mean,
        interval: method?.interval.map { Interval($0) },
        standardDeviation: method?.summary.standardDeviation, median: method?.summary.median,
        averageRank: method?.averageRank)
    }
    comparisons = analysis.comparisons.map { Comparison($0, names, options) }
    ranking = analysis.ranking.map { Ranking($0, names) }
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
