import Foundation
import Testing

@testable import Evaluation

@Suite("Laws of ranking")
struct RankingLawTests {
  /// Rows of a kind: continuous, heavy ties, both zeros and denormals, one far outlier, probabilities
  /// near 0 and 1, or positive over many octaves with some rows below zero.
  enum Kind: CaseIterable {
    case continuous
    case heavyTies
    case zerosAndDenormals
    case outlier
    case saturated
    case octaves
  }

  static func rows(
    _ kind: Kind, count: Int, prevalence: Double, seed: UInt64
  ) -> (scores: [Float], labels: [UInt8]) {
    var generator = SeededGenerator(state: seed)
    var scores: [Float] = []
    var labels: [UInt8] = []
    for row in 0..<count {
      let label: UInt8 = Double.random(in: 0..<1, using: &generator) < prevalence ? 1 : 0
      let value = Float.random(in: -4..<4, using: &generator) + (label == 1 ? 1 : 0)
      labels.append(label)
      switch kind {
      case .continuous: scores.append(value)
      case .heavyTies: scores.append(value.rounded() / 2)
      case .zerosAndDenormals:
        let step = Float(Int.random(in: -2...2, using: &generator))
        scores.append(step == 0 && row % 2 == 0 ? -0.0 : step * .leastNonzeroMagnitude)
      case .outlier: scores.append(row == 0 ? 1e30 : value)
      case .saturated: scores.append(1 / (1 + exp(-20 * value)))
      case .octaves: scores.append(label == 0 && row % 50 == 0 ? -value : exp(8 * value - 16))
      }
    }
    return (scores, labels)
  }

  @Test("Counting and sorting give the same table, bit for bit", arguments: Kind.allCases)
  func methodsAgree(_ kind: Kind) throws {
    var counting = RankingScratch()
    var sorting = RankingScratch()
    for (index, prevalence) in [0.0, 0.002, 0.05, 0.5, 1].enumerated() {
      for count in [1, 7, 255, 256, 257, 3_000] {
        let (scores, labels) = Self.rows(
          kind, count: count, prevalence: prevalence, seed: UInt64(index * 10 + count))
        try counting.update(scores.span, labels: labels.span, method: .byCounting)
        try sorting.update(scores.span, labels: labels.span, method: .bySorting)
        #expect(counting.ranked == sorting.ranked)
        let wide = scores.map { Double($0) }
        try counting.update(wide.span, labels: labels.span, method: .byCounting)
        #expect(counting.ranked == sorting.ranked)
        try sorting.update(wide.span, labels: labels.span, method: .bySorting)
        #expect(counting.ranked == sorting.ranked)
      }
    }
  }

  @Test("The table is what counting pair by pair gives", arguments: Kind.allCases)
  func tableAgreesWithPairs(_ kind: Kind) throws {
    let (scores, labels) = Self.rows(kind, count: 400, prevalence: 0.1, seed: 3)
    let ranked = try RankedScores(scores: scores, labels: labels)
    var distinct: [Float] = []
    for (score, label) in zip(scores, labels) where label == 1 && !distinct.contains(score) {
      distinct.append(score)
    }
    distinct.sort(by: >)
    try #require(ranked.groups.count == distinct.count)
    for (group, score) in zip(ranked.groups, distinct) {
      let rows = zip(scores, labels)
      #expect(group.score == Double(score))
      #expect(group.positives == rows.count { $0.0 == score && $0.1 == 1 })
      #expect(group.negatives == rows.count { $0.0 == score && $0.1 == 0 })
      #expect(group.positivesAbove == rows.count { $0.0 > score && $0.1 == 1 })
      #expect(group.negativesAbove == rows.count { $0.0 > score && $0.1 == 0 })
    }
  }

  @Test("AUROC is the share of pairs in the right order")
  func pairs() throws {
    let (scores, labels) = Self.rows(.heavyTies, count: 300, prevalence: 0.2, seed: 8)
    var wins = 0.0
    var pairs = 0.0
    for (positive, label) in zip(scores, labels) where label == 1 {
      for (negative, other) in zip(scores, labels) where other == 0 {
        wins += positive > negative ? 1 : positive == negative ? 0.5 : 0
        pairs += 1
      }
    }
    let found = try RankedScores(scores: scores, labels: labels).areaUnderROC
    #expect(found == wins / pairs)
  }

  @Test("A strictly increasing transform and a new order of rows change nothing")
  func invariance() throws {
    let (scores, labels) = Self.rows(.heavyTies, count: 2_000, prevalence: 0.03, seed: 5)
    let plain = metrics(try RankedScores(scores: scores, labels: labels))
    let cubed = try RankedScores(scores: scores.map { $0 * $0 * $0 + 3 }, labels: labels)
    #expect(metrics(cubed) == plain)
    var generator = SeededGenerator(state: 2)
    let order = scores.indices.shuffled(using: &generator)
    let shuffled = try RankedScores(
      scores: order.map { scores[$0] }, labels: order.map { labels[$0] })
    #expect(metrics(shuffled) == plain)
  }

  @Test("Constant scores: average precision is the prevalence, AUROC one half")
  func constantScores() throws {
    let labels: [UInt8] = (0..<1_000).map { $0 % 40 == 0 ? 1 : 0 }
    for score: Float in [0, -0.0, .leastNonzeroMagnitude, -17] {
      let ranked = try RankedScores(
        scores: [Float](repeating: score, count: 1_000), labels: labels)
      #expect(ranked.averagePrecision == 0.025)
      #expect(ranked.areaUnderROC == 0.5)
      #expect(ranked.precision(atTop: 100) == 0.025)
      #expect(ranked.recall(atFalsePositiveRate: 0.05) == 0)
    }
  }

  @Test("Negative zero equals zero")
  func zeros() throws {
    let mixed = try RankedScores(scores: [Float(-0.0), 0, 1, -1], labels: [1, 0, 0, 1])
    #expect(mixed.groups.first?.negatives == 1)
    let swapped = try RankedScores(scores: [Float(0), -0.0, 1, -1], labels: [1, 0, 0, 1])
    #expect(mixed == swapped)
  }

  @Test("No threshold beats the best one, not even a score that only negatives have")
  func bestIsBest() throws {
    for seed: UInt64 in 1...20 {
      let (scores, labels) = Self.rows(
        seed % 2 == 0 ? .heavyTies : .continuous, count: 120, prevalence: 0.1, seed: seed)
      let ranked = try RankedScores(scores: scores, labels: labels)
      let candidates = try scores.map {
        try Confusion(scores: scores, labels: labels, threshold: Double($0))
      }
      #expect(ranked.bestF1?.value == candidates.compactMap(\.f1).max())
      #expect(
        ranked.bestMatthewsCorrelation?.value == candidates.compactMap(\.matthewsCorrelation).max())
    }
  }

  @Test("Of equally good thresholds the highest is taken")
  func bestOfEquals() throws {
    // F1 is 2/3 with the first row alone (1 of 2 found) and with all four (2 of 4 right).
    let ranked = try RankedScores(scores: [Float(4), 3, 2, 1], labels: [1, 0, 0, 1])
    #expect(ranked.bestF1 == BestThreshold(threshold: 4, value: 2.0 / 3))
  }

  @Test("A false-positive rate equal to the cap is allowed")
  func capIsIncluded() throws {
    for (negatives, above, cap) in [(100, 1, 0.01), (100, 5, 0.05), (1_000, 1, 0.001)] {
      let scores = (0..<negatives).map { Float($0 < above ? 2 : 0) } + [1]
      let labels = [UInt8](repeating: 0, count: negatives) + [1]
      let ranked = try RankedScores(scores: scores, labels: labels)
      #expect(ranked.recall(atFalsePositiveRate: cap) == 1)
      #expect(ranked.recall(atFalsePositiveRate: cap.nextDown) == 0)
      #expect(ranked.threshold(atFalsePositiveRate: cap) == 1)
    }
  }

  @Test("The scratch forgets earlier calls")
  func reuse() throws {
    var scratch = RankingScratch()
    let large = Self.rows(.continuous, count: 3_000, prevalence: 0.5, seed: 1)
    let small = Self.rows(.heavyTies, count: 20, prevalence: 0.3, seed: 2)
    _ = try scratch.rank(large.scores.span, labels: large.labels.span)
    let reused = try scratch.rank(small.scores.span, labels: small.labels.span)
    #expect(reused == (try RankedScores(scores: small.scores, labels: small.labels)))
  }

  @Test("Radix sorting puts keys of both signs in order, also where many digits are equal")
  func keys() throws {
    let (scores, _) = Self.rows(.zerosAndDenormals, count: 5_000, prevalence: 0, seed: 4)
    let values = scores + Self.rows(.continuous, count: 5_000, prevalence: 0, seed: 4).scores
    var sorter = RadixSorter<UInt32>()
    let labels = [UInt8](repeating: 0, count: values.count)
    sorter.sortClasses(values.span, labels: labels.span)
    let expected = values.map { Double($0) + 0 }.sorted(by: >)
    #expect(sorter.negatives.map { Float.score(of: $0) } == expected)
  }

  private func metrics(_ ranked: RankedScores) -> [Double?] {
    [
      ranked.averagePrecision, ranked.areaUnderROC, ranked.recall(atFalsePositiveRate: 0.001),
      ranked.recall(atFalsePositiveRate: 0.05), ranked.precision(atTop: 100),
      ranked.precision(atTop: 1_000), ranked.bestF1?.value, ranked.bestMatthewsCorrelation?.value,
    ]
  }
}
