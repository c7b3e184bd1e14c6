internal import Drawing
internal import Evaluation
internal import Foundation
internal import Results

/// Where positives and negatives score, one plot a loss, counts on a logarithmic axis.
struct ScoreHistogramFigure {
  let panel: Panel
  let study: Study
  let scale: ScoreHistogramSection.Scale

  var svg: String {
    let learners = panel.learners.enumerated().compactMap { index, learner in
      scale.histogram(of: learner).map { (index: index, loss: learner.loss, histogram: $0) }
    }
    let layout = SmallMultiples(count: learners.count, lines: 3)
    let title = "\(scale.title): \(panel.dataset.title), \(panel.model.title)"
    var svg = SVG(width: layout.width, height: layout.height, title: title)
    layout.drawTitle(&svg, title)
    let bins = learners.flatMap(\.histogram.bins)
    let low = bins.map(\.lower).min() ?? -1
    let high = (bins.map(\.lower).max() ?? 0) + MeanHistogram.width
    let counts = bins.flatMap { [$0.positives, $0.negatives] }.filter { $0 > 0 }
    let (least, most) = (min(counts.min() ?? 1, 1), max(counts.max() ?? 10, 10))
    for (plot, entry) in learners.enumerated() {
      let frame = layout.frames[plot]
      let x =
        scale == .calibrated
        ? Drawing.Scale.logOdds(low...high, from: frame.left, to: frame.right)
        : .linear(low...high, from: frame.left, to: frame.right, ticks: 5)
      let y = Drawing.Scale.logarithmic(
        pow(10, log10(least).rounded(.down))...most, from: frame.bottom, to: frame.top)
      layout.drawAxes(
        &svg, plot: plot, title: study.label(of: entry.loss), x: x, y: y,
        xTitle: scale.axis, yTitle: "test rows a bin")
      svg.line(x(prior), frame.top, x(prior), frame.bottom, color: SVG.faint, dash: "1 3")
      func draw(_ value: (MeanHistogram.Bin) -> Double, _ color: String, opacity: Double) {
        var outline: [(x: Double, y: Double)] = []
        for bin in entry.histogram.bins {
          let height = value(bin) > 0 ? y(value(bin)) : frame.bottom
          outline.append((x(bin.lower), height))
          outline.append((x(bin.lower + MeanHistogram.width), height))
        }
        guard let first = outline.first, let last = outline.last else { return }
        svg.polygon(
          [(first.x, frame.bottom)] + outline + [(last.x, frame.bottom)], fill: color,
          opacity: opacity)
        svg.polyline(outline, color: color, width: 1.4)
      }
      draw(\.negatives, SVG.faint, opacity: 0.2)
      draw(\.positives, Palette.color(entry.index), opacity: 0.4)
    }
    drawKey(layout, &svg)
    return svg.document
  }

  /// The log-odds of a score that says nothing.
  private var prior: Double {
    let positives = Double(max(panel.dataset.testPositives, 1))
    return log(positives / max(Double(panel.dataset.testRows) - positives, 1))
  }

  private func drawKey(_ layout: SmallMultiples, _ svg: inout SVG) {
    layout.drawKey(
      &svg,
      [
        (
          { svg, x, y in
            svg.rectangle(x, y - 5, 14, 10, fill: SVG.faint, opacity: 0.2)
            svg.line(x, y - 5, x + 14, y - 5, color: SVG.faint, width: 1.4)
          },
          "grey: negatives; a bin is half a unit of log-odds wide, counts are means over replicates"
        ),
        (
          { svg, x, y in
            svg.rectangle(x, y - 5, 14, 10, fill: Palette.color(0), opacity: 0.4)
            svg.line(x, y - 5, x + 14, y - 5, color: Palette.color(0), width: 1.4)
          },
          "coloured: positives; where they stand above the grey, most rows of the bin are positive"
        ),
        (
          { svg, x, y in svg.line(x + 7, y - 7, x + 7, y + 7, color: SVG.faint, dash: "1 3") },
          "upright: the prevalence, the score of a row that nothing is known of"
        ),
      ])
  }
}
