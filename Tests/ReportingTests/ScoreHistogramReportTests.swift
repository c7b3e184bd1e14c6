import Evaluation
import Results
import Testing

@testable import Reporting

@Suite("Score histograms in the report")
struct ScoreHistogramReportTests {
  @Test("Histograms of trials are averaged in bins twice as wide, without gaps")
  func mean() throws {
    // Bins of 0.25 from −20 on: 0 is open, 1 and 2 make −20 to −19.5, 161 is open.
    let found = try #require(
      MeanHistogram([
        ScoreHistogram(first: 1, positives: [0, 1], negatives: [4, 6]),
        ScoreHistogram(first: 2, positives: [0, 0, 2], negatives: [8, 0, 0]),
        ScoreHistogram(first: 0, positives: [], negatives: []),
      ]))
    #expect(found.count == 2)
    #expect(
      found.bins == [
        .init(lower: -20, positives: 0.5, negatives: 9),
        .init(lower: -19.5, positives: 1, negatives: 0),
      ])
    let ends = try #require(
      MeanHistogram([
        ScoreHistogram(
          first: 0, positives: .init(repeating: 0, count: 162),
          negatives: [7] + .init(repeating: 0, count: 160) + [3])
      ]))
    #expect(ends.bins.first == .init(lower: -20.5, positives: 0, negatives: 7))
    #expect(ends.bins.last == .init(lower: 20, positives: 0, negatives: 3))
    #expect(ends.bins.count == 82)
    #expect(MeanHistogram([]) == nil)
  }

  @Test("A figure for each scale that trials have")
  func section() throws {
    var results = SyntheticSuite().results
    #expect(try ScoreHistogramSection().body(of: Study(results)) == nil)
    for index in results.trials.indices where results.trials[index].model == "mlp" {
      guard case .scored(var scores) = results.trials[index].outcome else { continue }
      scores.scoreHistogram = ScoreHistogram(
        first: 54, positives: [0, 0, 5], negatives: [100_000, 2_000, 3])
      if results.trials[index].dataset == "typologies" {
        scores.calibratedHistogram = scores.scoreHistogram
      }
      results.trials[index].outcome = .scored(scores)
    }
    let study = try Study(results)
    let figures = try ScoreHistogramSection().figures(of: study)
    #expect(
      figures.map(\.name) == [
        "scores-calibrated-typologies-mlp", "scores-raw-typologies-mlp",
        "scores-raw-mammography-mlp",
      ])
    let body = try #require(try ScoreHistogramSection().body(of: study))
    for figure in figures { #expect(body.contains(figure.path)) }
    #expect(figures[0].svg.contains(">probability, calibrated</text>"))
    #expect(figures[0].svg.contains(">0.001</text>"))
    #expect(figures[1].svg.contains(">raw logit</text>"))
  }
}
