internal import Drawing
internal import Evaluation
internal import Results
internal import Statistics

/// What remains of each loss's advantage once both it and the reference are calibrated alike.
struct RemainingAdvantageSection: ReportSection {
  let title = "What remains after calibration"

  private static let heads: [MetricKey.Variant: String] = [
    .raw: "raw", .recovered: "recovered", .priorCorrected: "prior-corrected", .platt: "Platt",
    .isotonic: "isotonic",
  ]

  func body(of study: Study) throws -> String? {
    let evidence = try CalibratedComparisons(study)
    guard !evidence.places.isEmpty else { return nil }
    let words = RemainingAdvantageWords(study: study)
    var blocks = [introduction(study, evidence)]
    for place in evidence.places {
      blocks.append(place.panel.heading("Remains"))
      blocks.append(words.finding(place))
      for score in CalibratedComparisons.Score.allCases where place.comparisons[score] != nil {
        blocks.append(table(place, score, study))
      }
    }
    return Markdown.blocks(blocks)
  }

  private func introduction(_ study: Study, _ evidence: CalibratedComparisons) -> String {
    let positives = study.suite.datasets.map(\.validationPositives)
    let (least, most) = (positives.min() ?? 0, positives.max() ?? 0)
    let rows =
      least == most
      ? counted(least, "positive") : "\(NumberText.count(least)) to \(counted(most, "positive"))"
    let interval =
      study.suite.sequential == nil
      ? "95 % interval, not adjusted"
      : "confidence sequence, which allows for looking and for the number of comparisons"
    return """
      A loss that only bends probabilities loses its lead, or its lag, as soon as they are straightened. \
      Here each loss and \(study.referenceTitle) are calibrated in the same way \
      ([ways](#calibrated-alike)), by the \(rows) of validation, and judged on test: the difference \
      in score, ± half of its \(interval). Below 0 the loss is better. **Bold**: \
      shown to differ, with an adjusted p below 0.05 over the \(evidence.largestFamily) comparisons that \
      share a score and a way. What is not bold is not shown to be equal; the interval says how \
      much may remain. Prior correction, and Platt's line where it \
      rises, leave the ranking as it is.
      """
  }

  private func table(
    _ place: CalibratedComparisons.Place, _ score: CalibratedComparisons.Score, _ study: Study
  ) -> String {
    let ways = CalibratedComparisons.ways.filter { place.comparisons[score]?[$0] != nil }
    let metric = ReportedMetric.of(score.key(.raw))
    var table = MarkdownTable(
      [.init(head: metric.linkedFamilyHead + " less that of the reference", alignment: .left)]
        + ways.map { .init(head: Self.heads[$0] ?? $0.rawValue) })
    let decimals = ways.map { way in
      let halfWidths = place.comparisons(score, way).compactMap {
        $0.interval.map { $0.width / 2 }
      }
      // Two digits of most, and one at least of the narrowest.
      return max(
        EstimateText.decimals(halfWidths: halfWidths, metric.decimals),
        EstimateText.decimals(
          halfWidths: halfWidths.min().map { [$0] } ?? [], digits: 1, metric.decimals))
    }
    table.append(
      ["*\(study.referenceTitle), its own*"]
        + zip(ways, decimals).map { way, decimals in
          EstimateText.mean(place.reference[score]?[way], decimals: decimals)
        })
    let losses = place.comparisons[score]?.values.first?.map(\.first) ?? []
    for (row, loss) in losses.enumerated() {
      table.append(
        [study.title(of: loss)]
          + zip(ways, decimals).map { way, decimals in
            cell(place.comparisons(score, way)[row], decimals: decimals)
          })
    }
    return table.text
  }

  private func cell(_ comparison: LossComparison, decimals: Int) -> String {
    guard let paired = comparison.paired else { return NumberText.none }
    let mean = EstimateText.signed(paired.meanDifference, decimals: decimals)
    let text =
      comparison.interval.map {
        "\(mean) ± \(NumberText.fixed($0.width / 2, decimals: decimals))"
      } ?? mean
    let isShown = comparison.finding == .better || comparison.finding == .worse
    return isShown ? "**\(text)**" : text
  }
}
