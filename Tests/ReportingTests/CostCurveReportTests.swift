import Evaluation
import Results
import Testing

@testable import Reporting

@Suite("Cost curves in the report")
struct CostCurveReportTests {
  /// One panel of three losses whose errors on 10 positives and 990 negatives are set: *a* finds
  /// few without alarms, *b* finds most with many, *c* is *a* with an alarm more or less.
  private static func results(replicates: Int = 10) -> SuiteResults {
    var suite = SyntheticSuite()
    suite.replicates = replicates
    suite.failing = []
    suite.losses = Array(SyntheticSuite.losses.prefix(3))
    suite.models = [SyntheticSuite.models[0]]
    suite.datasets = [SyntheticSuite.scenario]
    var results = suite.results
    for index in results.trials.indices {
      guard case .scored(var scores) = results.trials[index].outcome else { continue }
      let wobble = results.trials[index].replicate % 2
      let (missed, alarms) =
        switch results.trials[index].loss {
        case "cross-entropy": (6, wobble)
        case "weighted-cross-entropy": (1, 200 + 10 * wobble)
        default: (6, 2 - 2 * wobble)
        }
      scores.costCurve = curve(missed: missed, alarms: alarms)
      scores.oracleCostCurve = curve(missed: 0, alarms: 0)
      results.trials[index].outcome = .scored(scores)
    }
    return results
  }

  private static func curve(missed: Int, alarms: Int) -> CostCurve {
    let count = CostCurve.standardRatios.count
    let errors = CostCurve.Errors(
      missed: .init(repeating: missed, count: count), alarms: .init(repeating: alarms, count: count)
    )
    return CostCurve(
      ratios: CostCurve.standardRatios, positives: 10, negatives: 990, chosen: errors,
      best: errors, trusting: errors)
  }

  @Test("The cheapest loss of each ratio, worked by hand")
  func cheapest() throws {
    let panel = try #require(try Study(Self.results()).panels.first)
    let found = try #require(try CheapestLosses(panel))
    // Three pairs of losses at thirteen ratios. Means: a 6 r + 0.5, b r + 205, c 6 r + 1;
    // a and b cost the same at 40.9.
    #expect(found.familySize == 39)
    #expect(found.rows.map(\.ratio).prefix(4) == [1, 2, 5, 10])
    #expect(found.rows.map(\.cheapest) == [0, 0, 0, 0, 0] + Array(repeating: 1, count: 8))
    // c costs two alarms more than a, or one less, in turns.
    #expect(found.rows[0].dearer == [1])
    #expect(found.rows[0].ties == [2])
    #expect(found.rows[12].dearer == [0, 2])
    #expect(
      found.ranges.map { $0.map(\.ratio) } == [
        [1, 2, 5, 10, 20], [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000],
      ])
  }

  @Test("One replicate decides nothing: every loss is tied")
  func single() throws {
    let panel = try #require(try Study(Self.results(replicates: 1)).panels.first)
    let found = try #require(try CheapestLosses(panel))
    #expect(found.familySize == 0)
    #expect(found.rows.allSatisfy { $0.ties.count == 2 && $0.dearer.isEmpty })
    #expect(found.ranges.count == 1)
  }

  @Test("The section names the ranges, ties and savings")
  func section() throws {
    let body = try #require(try CostCurveSection().body(of: Study(Self.results())))
    #expect(
      body.contains(
        "| 1 to 20 false alarms | **cross-entropy** | focal loss | weighted cross-entropy | "
          + "0.35 to 0.40 | 1.00 |"), "\(body)")
    // At a ratio of 50: 1 − (50 + 205) / min(500, 990) = 0.49; at 100: 1 − 305 / 990 = 0.69; at
    // 10,000: 1 − 10,205 / 990 = −9.31.
    #expect(
      body.contains(
        "| 50 to 10,000 false alarms | **weighted cross-entropy** | – | "
          + "cross-entropy and focal loss | −9.31 to 0.69 | 1.00 |"))
    #expect(try CostCurveSection().body(of: Study(SyntheticSuite().results)) == nil)
    let figures = try CostCurveSection().figures(of: Study(Self.results()))
    #expect(figures.map(\.name) == ["cost-curves-typologies-logistic"])
    #expect(figures[0].svg.contains(">cost of a miss in false alarms</text>"))
    #expect(body.contains(figures[0].path))
  }

  @Test("A line is cut where it leaves the plot")
  func visible() {
    let points: [(ratio: Double, savings: Double)] = [(1, -3), (10, 1), (100, -1), (1_000, -2)]
    let parts = CostCurveFigure.visible(points, above: 0)
    #expect(parts.count == 1)
    #expect(parts[0].map(\.savings) == [0, 1, 0])
    #expect((parts[0][0].ratio / 5.623).rounded() == 1)
    #expect(parts[0][2].ratio.rounded() == 32)
    #expect(CostCurveFigure.visible([(1, -1), (2, -1)], above: 0).isEmpty)
    #expect(CostCurveFigure.visible([(1, 1), (2, 0)], above: 0).first?.count == 2)
  }
}
