internal import Drawing
internal import Results
internal import Statistics

/// A forest plot of the differences from the reference on one data set.
struct DifferenceFigure {
  let dataset: DatasetRecord
  let panels: [Panel]
  let study: Study

  private static let rowHeight = 24.0
  private static let top = 66.0
  private static let left = 220.0
  private static let plotWidth = 400.0
  private static let right = 190.0

  private enum Row {
    case model(String)
    case comparison(LossComparison, color: String)
  }

  var svg: String {
    let rows = rows
    let bottom = Self.top + Self.rowHeight * Double(rows.count) + 6
    let width = Self.left + Self.plotWidth + Self.right
    let end = Self.left + Self.plotWidth
    let title =
      "Differences from \(study.referenceLabel) in \(study.metric.plainTitle): \(dataset.title)"
    var svg = SVG(width: width, height: bottom + 78, title: title)
    svg.text(SVG.cut(title, to: width - 32, size: 14, isBold: true), 16, 26, size: 14, isBold: true)

    let region = study.suite.practicalEquivalence
    let x = Scale.linear(domain, from: Self.left, to: end, ticks: 6, isWidened: true)
    if region > 0 {
      svg.rectangle(
        x(-region), Self.top, x(region) - x(-region), bottom - Self.top, fill: "#999999",
        opacity: 0.22)
    }
    for tick in x.ticks {
      svg.line(x(tick), Self.top, x(tick), bottom, color: SVG.grid)
      svg.line(x(tick), bottom, x(tick), bottom + 4, color: SVG.faint)
      svg.text(x.label(tick), x(tick), bottom + 17, anchor: .middle, size: 11, color: SVG.faint)
    }
    svg.line(x(0), Self.top, x(0), bottom, color: SVG.ink)
    svg.line(Self.left, bottom, end, bottom, color: SVG.faint)
    draw(rows, &svg, x)
    svg.text(
      "difference in \(study.metric.plainHead) (\(direction))", (Self.left + end) / 2, bottom + 36,
      anchor: .middle, size: 11)
    svg.text("verdict", end + 16, Self.top - 8, size: 11, color: SVG.faint)
    if region > 0 {
      svg.rectangle(Self.left, bottom + 52, 16, 11, fill: "#999999", opacity: 0.22)
    }
    let shade = "shaded: practically equal, within ±\(NumberText.setting(region)); "
    svg.text(
      (region > 0 ? shade : "") + "bars: \(bars)", Self.left + 22,
      bottom + 62, size: 11)
    return svg.document
  }

  private func draw(_ rows: [Row], _ svg: inout SVG, _ x: Scale) {
    let end = Self.left + Self.plotWidth
    for (index, row) in rows.enumerated() {
      let y = Self.top + Self.rowHeight * (Double(index) + 0.5) + 3
      switch row {
      case .model(let name):
        svg.text(SVG.cut(name, to: Self.left - 28, isBold: true), 16, y + 4, isBold: true)
      case .comparison(let comparison, let color):
        let name = study.label(of: comparison.first)
        svg.text(SVG.cut(name, to: Self.left - 46), Self.left - 14, y + 4, anchor: .end)
        svg.text(verdict(comparison), end + 16, y + 4)
        guard let paired = comparison.paired else { continue }
        guard x.domain.contains(paired.meanDifference) else {
          drawBeyond(comparison, paired, color: color, y: y, &svg, x)
          continue
        }
        if let interval = comparison.interval {
          let (low, high) = (x(interval.lower), x(interval.upper))
          svg.line(low, y, high, y, color: color, width: 2)
          for cap in [low, high] { svg.line(cap, y - 4, cap, y + 4, color: color, width: 2) }
        }
        svg.circle(
          x(paired.meanDifference), y, radius: 3.5, fill: color, color: "#ffffff", width: 1)
      }
    }
  }

  /// An arrow at the edge with the number, for a difference that lies outside of the axis.
  private func drawBeyond(
    _ comparison: LossComparison, _ paired: PairedComparison, color: String, y: Double,
    _ svg: inout SVG, _ x: Scale
  ) {
    let isLow = paired.meanDifference < 0
    let (edge, inward) = (isLow ? x.start : x.end, isLow ? 1.0 : -1.0)
    svg.polygon(
      [(edge, y), (edge + inward * 9, y - 5), (edge + inward * 9, y + 5)], fill: color)
    svg.text(
      EstimateText.difference(comparison, fallback: study.metric.decimals) ?? "",
      edge + inward * 14, y + 4,
      anchor: isLow ? .start : .end, size: 11, color: SVG.faint)
  }

  private var rows: [Row] {
    panels.flatMap { panel -> [Row] in
      let own = panel.withReference.map { comparison -> Row in
        let index = study.suite.losses.firstIndex { $0.id == comparison.first.id }
        return .comparison(comparison, color: Palette.color(index ?? 0))
      }
      return [.model(panel.model.title)] + own
    }
  }

  private func verdict(_ comparison: LossComparison) -> String {
    let text = comparison.finding.rawValue
    let failures = comparison.firstFailures
    return failures > 0 ? "\(text) (\(failures) failed)" : text
  }

  private var bars: String {
    study.suite.sequential == nil
      ? "95 % intervals, not adjusted" : "confidence sequences, adjusted"
  }

  private var direction: String {
    switch study.metric.preference {
    case .higherIsBetter:
      "right of zero: better than \(SVG.cut(study.referenceLabel, to: 180, size: 11))"
    case .lowerIsBetter:
      "left of zero: better than \(SVG.cut(study.referenceLabel, to: 180, size: 11))"
    }
  }

  /// Every interval, zero and the region of practical equivalence. Among many losses, what lies far
  /// beyond most of them is left outside, lest it squeeze the others together; never one that is
  /// better.
  private var domain: ClosedRange<Double> {
    let region = study.suite.practicalEquivalence
    let comparisons = panels.flatMap(\.withReference)
    var shown = comparisons.filter { $0.paired != nil }
    if shown.count > 2 * sentenceLimit {
      func reach(_ comparison: LossComparison) -> Double {
        comparison.interval.map { max($0.upper, -$0.lower) } ?? 0
      }
      let middle = shown.map(reach).sorted()[shown.count / 2]
      shown.removeAll { $0.finding != .better && reach($0) > 4 * max(middle, region) }
    }
    let intervals = shown.compactMap(\.interval)
    let low = min(intervals.map(\.lower).min() ?? 0, -region)
    let high = max(intervals.map(\.upper).max() ?? 0, region)
    return low...high
  }
}
