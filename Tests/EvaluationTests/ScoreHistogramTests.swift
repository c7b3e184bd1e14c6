import Testing

@testable import Evaluation

@Suite("Score histograms")
struct ScoreHistogramTests {
  private static func histogram(
    _ scores: [Float], _ labels: [UInt8], slope: Double = 1, intercept: Double = 0
  ) -> ScoreHistogram {
    var counter = ScoreHistogramCounter()
    return counter.histogram(
      scores.span, positiveRows: labels.indices.filter { labels[$0] == 1 },
      along: LogisticLine(slope: slope, intercept: intercept))
  }

  @Test("Bins are closed below and open above, those at the ends take the rest")
  func bins() {
    let found = Self.histogram([-1e30, -20, -19.75, 19.76, 20, 1e30], [0, 0, 1, 0, 1, 0])
    #expect(found.first == 0)
    #expect(found.negatives.count == ScoreHistogram.binCount)
    #expect(found.negatives.indices.filter { found.negatives[$0] > 0 } == [0, 1, 160, 161])
    #expect(found.positives.indices.filter { found.positives[$0] > 0 } == [2, 161])
    #expect(ScoreHistogram.lowerEnd(of: 0) == -.infinity)
    #expect(ScoreHistogram.lowerEnd(of: 1) == -20)
    #expect(ScoreHistogram.lowerEnd(of: 161) == 20)
  }

  @Test("Only the bins between the outermost rows are listed")
  func compact() {
    let found = Self.histogram([0.1, 0.2, 0.9, 0], [0, 1, 0, 0])
    #expect(found == ScoreHistogram(first: 81, positives: [1, 0, 0, 0], negatives: [2, 0, 0, 1]))
    #expect(ScoreHistogram.lowerEnd(of: 81) == 0)
    // Halved and lowered by one: from −1 to −0.55.
    let moved = Self.histogram([0.1, 0.2, 0.9, 0], [0, 1, 0, 0], slope: 0.5, intercept: -1)
    #expect(moved == ScoreHistogram(first: 77, positives: [1, 0], negatives: [2, 1]))
    #expect(Self.histogram([], []) == ScoreHistogram(first: 0, positives: [], negatives: []))
  }

  @Test("Counts add up to the rows, and each row is in its bin")
  func counts() throws {
    let (scores, labels) = RankingLawTests.rows(.continuous, count: 5_000, prevalence: 0.1, seed: 3)
    let found = Self.histogram(scores, labels)
    #expect(found.positives.reduce(0, +) == labels.count { $0 == 1 })
    #expect(found.negatives.reduce(0, +) == labels.count { $0 == 0 })
    for index in found.positives.indices {
      let from = ScoreHistogram.lowerEnd(of: found.first + index)
      let range = from..<from + ScoreHistogram.width
      let rows = scores.indices.filter { range.contains(Double(scores[$0])) }
      #expect(found.positives[index] == rows.count { labels[$0] == 1 })
      #expect(found.negatives[index] == rows.count { labels[$0] == 0 })
    }
  }

  @Test("An evaluation has the model's own logits, and one scale for all after calibration")
  func evaluation() throws {
    var input = EvaluatorTests.input()
    var evaluator = Evaluator()
    let result = try evaluator.evaluate(input)
    #expect(result.scoreHistogram == Self.histogram(input.logits, input.labels))
    let calibrated = try #require(result.calibratedHistogram)
    // A model that gives other numbers in the same order is calibrated to the same.
    input.logits = input.logits.map { $0 * 4 - 16 }
    input.validationLogits = input.validationLogits.map { $0 * 4 - 16 }
    let stretched = try evaluator.evaluate(input)
    #expect(stretched.scoreHistogram != result.scoreHistogram)
    let again = try #require(stretched.calibratedHistogram)
    #expect(again.first == calibrated.first)
    #expect(again.positives.reduce(0, +) == calibrated.positives.reduce(0, +))
    // A row at the edge of a bin may change it through rounding.
    let moved = zip(again.negatives, calibrated.negatives).map { abs($0 - $1) }.reduce(0, +)
    #expect(moved <= 4)
    input.validationLabels = input.validationLabels.map { _ in 0 }
    #expect(try evaluator.evaluate(input).calibratedHistogram == nil)
  }
}
