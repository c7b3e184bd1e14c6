internal import Drawing
internal import Results
internal import Statistics

/// Demšar's diagram: losses at their average ranks, bars over those that are not told apart.
struct CriticalDifferenceFigure {
  let ranking: LossRanking
  let test: LossRanking.Test
  let study: Study

  private static let left = 250.0
  private static let axisWidth = 340.0
  private static let rowHeight = 20.0
  private static let axisTop = 104.0
  private static let barPitch = 9.0

  private var width: Double { 2 * Self.left + Self.axisWidth }

  var svg: String {
    let order = ranking.order
    let leftCount = (order.count + 1) / 2
    let bars = bars
    let firstRow = Self.axisTop + 22 + Self.barPitch * Double(bars.count)
    let bottom = firstRow + Self.rowHeight * Double(leftCount)
    let title = "Average ranks in \(study.metric.plainTitle): \(ranking.title)"
    var svg = SVG(width: width, height: bottom + 34, title: title)
    svg.text(SVG.cut(title, to: width - 32, size: 14, isBold: true), 16, 26, size: 14, isBold: true)
    let highest = Double(ranking.losses.count)
    let x = Scale.linear(
      1...highest, from: Self.left, to: Self.left + Self.axisWidth, ticks: min(order.count - 1, 9))
    drawAxis(&svg, x)
    drawCriticalDifference(&svg, x)
    for (place, column) in order.enumerated() {
      let isLeft = place < leftCount
      // The best stand left from top to bottom, the others right from bottom to top.
      let row = isLeft ? place : order.count - 1 - place
      let y = firstRow + Self.rowHeight * Double(row)
      drawLoss(&svg, x, column: column, y: y, isLeft: isLeft)
    }
    for (index, bar) in bars.enumerated() {
      let y = Self.axisTop + 12 + Self.barPitch * Double(index)
      svg.line(x(bar.low) - 4, y, x(bar.high) + 4, y, width: 5)
    }
    svg.text(note, 16, bottom + 20, size: 11, color: SVG.faint)
    return svg.document
  }

  private var note: String {
    test.hasDifference
      ? "bars join losses that Nemenyi's test does not tell apart at 5 %; \(blocks)"
      : "one bar over all: Friedman's test shows no difference; \(blocks)"
  }

  private var blocks: String {
    let count = ranking.ranks.blocks
    return switch ranking.blocks {
    case .datasets: "blocks: \(count) data sets"
    case .replicates: "blocks: \(count) independent draws of one data set"
    case .seeds: "blocks: \(count) seeds on one split"
    case .overlapping, .sequential: "blocks: \(count) replicates"
    }
  }

  /// Lowest and highest average rank of each group.
  private var bars: [(low: Double, high: Double)] {
    let groups = test.hasDifference ? test.groups : [ranking.order]
    return groups.map { group in
      let ranks = group.map { ranking.ranks.averages[$0] }
      return (ranks.min() ?? 1, ranks.max() ?? 1)
    }
  }

  private func drawAxis(_ svg: inout SVG, _ x: Scale) {
    let end = Self.left + Self.axisWidth
    svg.line(Self.left, Self.axisTop, end, Self.axisTop)
    for tick in x.ticks {
      svg.line(x(tick), Self.axisTop - 5, x(tick), Self.axisTop)
      svg.text(
        x.label(tick), x(tick), Self.axisTop - 9, anchor: .middle, size: 11, color: SVG.faint)
    }
    svg.text("best", Self.left - 8, Self.axisTop + 4, anchor: .end, size: 11, color: SVG.faint)
    svg.text("worst", end + 8, Self.axisTop + 4, size: 11, color: SVG.faint)
  }

  private func drawCriticalDifference(_ svg: inout SVG, _ x: Scale) {
    let y = Self.axisTop - 38
    let end = x(1 + test.criticalDifference)
    svg.line(x(1), y, end, y, width: 2)
    for cap in [x(1), end] { svg.line(cap, y - 4, cap, y + 4, width: 2) }
    svg.text(
      "critical difference \(NumberText.fixed(test.criticalDifference, decimals: 2))", x(1), y - 8,
      size: 11)
  }

  private func drawLoss(
    _ svg: inout SVG, _ x: Scale, column: Int, y: Double, isLeft: Bool
  ) {
    let loss = ranking.losses[column]
    let rank = ranking.ranks.averages[column]
    let edge = isLeft ? Self.left - 16 : Self.left + Self.axisWidth + 16
    svg.polyline([(x(rank), Self.axisTop), (x(rank), y), (edge, y)], color: SVG.faint, width: 1)
    svg.circle(x(rank), Self.axisTop, radius: 3, fill: SVG.ink, color: SVG.ink, width: 1)
    let number = NumberText.fixed(rank, decimals: 2)
    let isReference = loss.id == study.suite.reference
    let name = SVG.cut(study.label(of: loss), to: Self.left - 76, isBold: isReference)
    let text = isLeft ? "\(name)  \(number)" : "\(number)  \(name)"
    svg.text(
      text, isLeft ? edge - 6 : edge + 6, y + 4, anchor: isLeft ? .end : .start,
      isBold: isReference)
  }
}
