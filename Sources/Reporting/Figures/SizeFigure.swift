internal import Drawing
internal import Evaluation
internal import Results
internal import Statistics

/// The primary metric against the number of positives in training, one plot a loss.
struct SizeFigure {
  let series: SizeSeries
  let study: Study

  private typealias Point = (positives: Double, estimate: Estimate)

  private func points(_ loss: LossRecord) throws -> [Point] {
    try series.panels.compactMap { panel in
      guard let learner = panel.learners.first(where: { $0.loss.id == loss.id }),
        let estimate = try panel.estimate(learner, study.metric.key)
      else { return nil }
      return (Double(max(panel.dataset.trainingPositives, 1)), estimate)
    }
  }

  func svg() throws -> String {
    let losses = try study.suite.losses.enumerated().compactMap { index, loss in
      let points = try points(loss)
      return points.isEmpty ? nil : (index: index, loss: loss, points: points)
    }
    let reference = losses.first { $0.loss.id == study.suite.reference }?.points ?? []
    let layout = SmallMultiples(count: losses.count, lines: limit == nil ? 2 : 3)
    let title = "\(study.metric.plainHead) by number of positives: \(series.plainTitle)"
    var svg = SVG(width: layout.width, height: layout.height, title: title)
    layout.drawTitle(&svg, title)
    let values = losses.flatMap(\.points).flatMap { point in
      [
        point.estimate.mean, point.estimate.interval?.lower ?? point.estimate.mean,
        point.estimate.interval?.upper ?? point.estimate.mean,
      ]
    }
    // Two replicates can have an interval beyond what the metric can be.
    let range =
      (try? MetricCatalogue.description(for: study.metric.key).range) ?? -.infinity ... .infinity
    let low = max(values.min() ?? 0, range.lowerBound)
    let high = min(max(values.max() ?? 1, limit ?? -.infinity), range.upperBound)
    let sizes = series.positives.map { Double(max($0, 1)) }
    for (plot, entry) in losses.enumerated() {
      let frame = layout.frames[plot]
      let x = Scale.logarithmic(
        (sizes.first ?? 1)...(sizes.last ?? 10), from: frame.left, to: frame.right)
      let y = Scale.linear(
        low...high, from: frame.bottom, to: frame.top, ticks: 5, isWidened: true)
      layout.drawAxes(
        &svg, plot: plot, title: study.label(of: entry.loss), x: x, y: y,
        xTitle: "positives in training", yTitle: SVG.cut(study.metric.plainHead, to: 150, size: 11))
      if let limit {
        svg.line(frame.left, y(limit), frame.right, y(limit), color: SVG.faint, dash: "1 3")
      }
      if entry.loss.id != study.suite.reference {
        svg.polyline(
          reference.map { (x($0.positives), y($0.estimate.mean)) }, color: SVG.ink, width: 1.2,
          dash: "5 3")
      }
      let color = Palette.color(entry.index)
      svg.polyline(
        entry.points.map { (x($0.positives), y($0.estimate.mean)) }, color: color, width: 2.4)
      for point in entry.points {
        if let interval = point.estimate.interval {
          svg.line(
            x(point.positives), y(interval.lower), x(point.positives), y(interval.upper),
            color: color, width: 2)
        }
        svg.circle(
          x(point.positives), y(point.estimate.mean), radius: 3.5, fill: color, color: color)
      }
    }
    drawKey(layout, &svg)
    return svg.document
  }

  /// What a perfect learner reaches, where it is known; the sizes share it.
  private var limit: Double? { series.panels.last?.dataset.bayes[study.metric.key]?.value }

  private func drawKey(_ layout: SmallMultiples, _ svg: inout SVG) {
    var entries: [(sample: (inout SVG, Double, Double) -> Void, text: String)] = [
      (
        { svg, x, y in
          svg.line(x, y, x + 30, y, color: SVG.faint, width: 2.4)
          svg.line(x + 15, y - 7, x + 15, y + 7, color: SVG.faint, width: 2)
          svg.circle(x + 15, y, radius: 3.5, fill: SVG.faint, color: SVG.faint)
        },
        "line: mean over replicates; bars: 95 % intervals, where wider than the dot"
      ),
      (
        { svg, x, y in svg.line(x, y, x + 30, y, width: 1.2, dash: "5 3") },
        "dashed: the reference, \(SVG.cut(study.referenceLabel, to: 260, size: 11))"
      ),
    ]
    if let limit {
      let text = NumberText.fixed(limit, decimals: 3)
      entries.append(
        (
          { svg, x, y in svg.line(x, y, x + 30, y, color: SVG.faint, dash: "1 3") },
          "dotted: what a perfect learner reaches, \(text)"
        ))
    }
    layout.drawKey(&svg, entries)
  }
}
