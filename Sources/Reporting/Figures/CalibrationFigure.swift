internal import Drawing
internal import Evaluation
internal import Results
internal import Statistics

/// Observed over expected fraud on one data set, raw and recovered, on a logarithmic axis.
struct CalibrationFigure {
  let dataset: DatasetRecord
  let panels: [Panel]
  let study: Study

  private static let rowHeight = 30.0
  private static let top = 58.0
  private static let left = 220.0
  private static let plotWidth = 480.0

  private struct Row {
    var name: String
    var isModel = false
    var color = SVG.ink
    var raw: Estimate?
    var recovered: Estimate?
  }

  func svg() throws -> String {
    let rows = try rows()
    let bottom = Self.top + Self.rowHeight * Double(rows.count) + 4
    let end = Self.left + Self.plotWidth
    let width = end + 40
    let title = "Observed over expected fraud: \(dataset.title)"
    var svg = SVG(width: width, height: bottom + 82, title: title)
    svg.text(SVG.cut(title, to: width - 32, size: 14, isBold: true), 16, 26, size: 14, isBold: true)
    let x = Scale.logarithmic(domain(rows), from: Self.left, to: end)
    for tick in x.ticks {
      svg.line(x(tick), Self.top, x(tick), bottom, color: SVG.grid)
      svg.line(x(tick), bottom, x(tick), bottom + 4, color: SVG.faint)
      svg.text(x.label(tick), x(tick), bottom + 17, anchor: .middle, size: 11, color: SVG.faint)
    }
    svg.line(x(1), Self.top, x(1), bottom, color: SVG.ink)
    svg.line(Self.left, bottom, end, bottom, color: SVG.faint)
    for (index, row) in rows.enumerated() {
      let y = Self.top + Self.rowHeight * (Double(index) + 0.5) + 2
      if row.isModel {
        svg.text(SVG.cut(row.name, to: Self.left - 28, isBold: true), 16, y + 4, isBold: true)
        continue
      }
      svg.text(SVG.cut(row.name, to: Self.left - 46), Self.left - 14, y + 4, anchor: .end)
      if row.recovered == row.raw {
        draw(row.raw, &svg, x, y, fill: row.color, color: row.color)
        continue
      }
      let isDouble = row.recovered != nil
      draw(row.raw, &svg, x, y - (isDouble ? 5 : 0), fill: "#ffffff", color: row.color)
      draw(row.recovered, &svg, x, y + 5, fill: row.color, color: row.color)
    }
    svg.text(
      "observed / expected (left of 1: the model states too much fraud)", (Self.left + end) / 2,
      bottom + 36, anchor: .middle, size: 11)
    drawKey(&svg, y: bottom + 62)
    return svg.document
  }

  private func drawKey(_ svg: inout SVG, y: Double) {
    svg.circle(Self.left + 6, y - 4, radius: 4.5, fill: "#ffffff", color: SVG.ink)
    svg.text("raw", Self.left + 18, y, size: 11)
    svg.circle(Self.left + 66, y - 4, radius: 4.5, fill: SVG.ink, color: SVG.ink)
    svg.text("recovered, or both alike", Self.left + 78, y, size: 11)
    svg.text("bars: 95 % intervals, where wider than the dot", Self.left + 240, y, size: 11)
  }

  private func draw(
    _ estimate: Estimate?, _ svg: inout SVG, _ x: Scale, _ y: Double, fill: String, color: String
  ) {
    guard let estimate else { return }
    if let interval = estimate.interval {
      svg.line(x(interval.lower), y, x(interval.upper), y, color: color, width: 2)
    }
    svg.circle(x(estimate.mean), y, radius: 4.5, fill: fill, color: color)
  }

  private func rows() throws -> [Row] {
    var rows: [Row] = []
    for panel in panels {
      rows.append(Row(name: panel.model.title, isModel: true))
      for (index, learner) in panel.learners.enumerated() where !learner.scored.isEmpty {
        rows.append(
          Row(
            name: study.label(of: learner.loss), color: Palette.color(index),
            raw: try panel.estimate(learner, MetricKey.observedExpectedRatio(.raw)),
            recovered: try panel.estimate(learner, MetricKey.observedExpectedRatio(.recovered))))
      }
    }
    return rows
  }

  /// The means, and their intervals as far as a factor of ten, so that one replicate gone astray
  /// does not squeeze the others together.
  private func domain(_ rows: [Row]) -> ClosedRange<Double> {
    let estimates = rows.flatMap { [$0.raw, $0.recovered].compactMap(\.self) }
    let low = estimates.map { max($0.interval?.lower ?? $0.mean, $0.mean / 10) }.min() ?? 1
    let high = estimates.map { min($0.interval?.upper ?? $0.mean, $0.mean * 10) }.max() ?? 1
    return min(low, 0.5)...max(high, 2)
  }
}
