internal import Drawing
internal import Results
internal import Statistics

/// Every configuration of every loss as a dot on the selection metric, one row a loss.
struct SensitivityFigure {
  let panel: Panel
  let losses: [SettingSensitivity]
  let study: Study

  private static let rowHeight = 24.0
  private static let top = 48.0
  private static let left = 220.0
  private static let plotWidth = 460.0
  private static let right = 150.0

  var svg: String {
    let bottom = Self.top + Self.rowHeight * Double(losses.count) + 6
    let width = Self.left + Self.plotWidth + Self.right
    let end = Self.left + Self.plotWidth
    let title = "Configurations tried: \(panel.dataset.title), \(panel.model.title)"
    var svg = SVG(width: width, height: bottom + 92, title: title)
    svg.text(SVG.cut(title, to: width - 32, size: 14, isBold: true), 16, 26, size: 14, isBold: true)
    let x = Scale.linear(domain, from: Self.left, to: end, ticks: 6, isWidened: true)
    for tick in x.ticks {
      svg.line(x(tick), Self.top, x(tick), bottom, color: SVG.grid)
      svg.line(x(tick), bottom, x(tick), bottom + 4, color: SVG.faint)
      svg.text(x.label(tick), x(tick), bottom + 17, anchor: .middle, size: 11, color: SVG.faint)
    }
    svg.line(Self.left, bottom, end, bottom, color: SVG.faint)
    for (row, loss) in losses.enumerated() {
      draw(loss, y: Self.top + Self.rowHeight * (Double(row) + 0.5) + 3, &svg, x)
    }
    svg.text(
      "\(study.metric.plainHead) on validation, mean over replicates", (Self.left + end) / 2,
      bottom + 36, anchor: .middle, size: 11)
    drawKey(&svg, y: bottom + 58)
    return svg.document
  }

  private func draw(_ loss: SettingSensitivity, y: Double, _ svg: inout SVG, _ x: Scale) {
    let index = panel.learners.firstIndex { $0.loss.id == loss.loss.id } ?? 0
    let color = Palette.color(index)
    svg.text(
      SVG.cut(study.label(of: loss.loss), to: Self.left - 46), Self.left - 14, y + 4, anchor: .end)
    let means = loss.configurations.compactMap(\.mean)
    guard let low = means.min(), let high = means.max() else { return }
    svg.line(x(low), y, x(high), y, color: color, width: 1.2)
    let most = loss.configurations.map(\.chosen).max() ?? 0
    // What was chosen most is drawn last, so that nothing hides it.
    for configuration in loss.configurations.sorted(by: { $0.chosen < $1.chosen }) {
      guard let mean = configuration.mean, x.domain.contains(mean) else { continue }
      let isKept = configuration.chosen == most && most > 0
      svg.circle(
        x(mean), y, radius: isKept ? 5 : 3.5, fill: isKept ? color : "#ffffff", color: color)
    }
    let beyond = means.filter { !x.domain.contains($0) }
    if let furthest = study.metric.preference == .higherIsBetter ? beyond.min() : beyond.max() {
      let isLow = furthest < x.domain.lowerBound
      let (edge, inward) = (isLow ? x.start : x.end, isLow ? 1.0 : -1.0)
      svg.polygon(
        [(edge, y), (edge + inward * 9, y - 5), (edge + inward * 9, y + 5)], fill: color)
      let number = NumberText.fixed(furthest, decimals: study.metric.decimals)
      svg.text(
        beyond.count == 1 ? number : "\(beyond.count), to \(number)", edge + inward * 14, y - 4,
        anchor: isLow ? .start : .end, size: 10, color: SVG.faint)
    }
    let lag = NumberText.fixed(
      loss.medianLag.mean,
      decimals: EstimateText.decimals(
        [loss.medianLag], digits: 1, otherwise: study.metric.decimals))
    let failing = loss.configurations.count { $0.failures > 0 }
    svg.text(
      "lag \(lag)" + (failing > 0 ? ", \(failing) failing" : ""),
      Self.left + Self.plotWidth + 14, y + 4, size: 11, color: SVG.faint)
  }

  private func drawKey(_ svg: inout SVG, y: Double) {
    svg.circle(Self.left + 6, y - 4, radius: 5, fill: SVG.ink, color: SVG.ink)
    svg.text("chosen most often", Self.left + 18, y, size: 11)
    svg.circle(Self.left + 146, y - 4, radius: 3.5, fill: "#ffffff", color: SVG.ink)
    svg.text("any other configuration", Self.left + 158, y, size: 11)
    svg.text(
      "lag: the median behind the one that is best on the other replicates", Self.left, y + 18,
      size: 11)
  }

  /// All dots; what lies far below most of them is left outside, lest it squeeze the others.
  private var domain: ClosedRange<Double> {
    let means = losses.flatMap { $0.configurations.compactMap(\.mean) }.sorted()
    guard let low = means.first, let high = means.last else { return 0...1 }
    let isHigher = study.metric.preference == .higherIsBetter
    let best = isHigher ? high : low
    // From the best as far as the worst median reaches, and half as far again.
    let medians = losses.map(\.median.mean)
    let furthest = isHigher ? medians.min() ?? low : medians.max() ?? high
    // One loss of many that is far off does not set the axis.
    let middle = medians.map { ($0 - best).magnitude }.sorted()[medians.count / 2]
    let reach = 1.5 * max(min((furthest - best).magnitude, 6 * middle), 1e-9)
    return isHigher ? max(low, best - reach)...best : best...min(high, best + reach)
  }
}
