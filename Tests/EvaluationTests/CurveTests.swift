import Testing

@testable import Evaluation

@Suite("Thinned precision–recall curves")
struct CurveTests {
  @Test("The corners keep the exact curve: every exact point lies on the line through them")
  func cornersCoverTheCurve() throws {
    let (scores, labels) = RankingLawTests.rows(
      .heavyTies, count: 500, prevalence: 0.1, seed: 11)
    let exact = try PrecisionRecallCurve.exact(scores: scores, labels: labels)
    let corners = try RankedScores(scores: scores, labels: labels).precisionRecallCorners
    #expect(corners.first == exact.first)
    #expect(corners.last == exact.last)
    for corner in corners { #expect(exact.contains(corner)) }
    for point in exact { #expect(distance(point, to: corners) < 1e-12) }
  }

  @Test("Thinning keeps both ends, the limit and the shape")
  func thinned() throws {
    let (scores, labels) = RankingLawTests.rows(
      .continuous, count: 20_000, prevalence: 0.1, seed: 12)
    let ranked = try RankedScores(scores: scores, labels: labels)
    let corners = ranked.precisionRecallCorners
    let thin = ranked.precisionRecallCurve()
    #expect(corners.count > 1_000)
    #expect(thin.count <= 200)
    #expect(thin.first == corners.first)
    #expect(thin.last == corners.last)
    #expect(zip(thin, thin.dropFirst()).allSatisfy { $0.recall <= $1.recall })
    // A tenth of the width of a line on a figure 600 pixels wide.
    let worst = corners.map { distance($0, to: thin) }.max()
    #expect(try #require(worst) < 1.0 / 600)
  }

  @Test("A short curve is kept as it is")
  func short() throws {
    let ranked = try RankedScores(scores: [Float(4), 3, 2, 1], labels: [0, 1, 1, 0])
    #expect(ranked.precisionRecallCurve() == ranked.precisionRecallCorners)
    #expect(ranked.precisionRecallCorners.map(\.precision) == [0, 0.5, 2.0 / 3, 0.5])
    #expect(ranked.precisionRecallCorners.map(\.recall) == [0, 0.5, 1, 1])
  }

  private func distance(
    _ point: PrecisionRecallPoint, to line: [PrecisionRecallPoint]
  ) -> Double {
    var nearest = Double.infinity
    for (start, end) in zip(line, line.dropFirst()) {
      let width = end.recall - start.recall
      let height = end.precision - start.precision
      let right = point.recall - start.recall
      let up = point.precision - start.precision
      let squared = width * width + height * height
      let along = squared > 0 ? min(max((right * width + up * height) / squared, 0), 1) : 0
      let missRight = right - along * width
      let missUp = up - along * height
      nearest = min(nearest, (missRight * missRight + missUp * missUp).squareRoot())
    }
    return nearest
  }
}
