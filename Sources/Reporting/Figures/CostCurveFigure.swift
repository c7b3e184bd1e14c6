internal import Drawing
internal import Foundation
internal import Results

/// Savings against the ratio of costs, one plot a loss.
struct CostCurveFigure {
  let panel: Panel
  let study: Study

  /// Mean savings at each ratio.
  private struct Course {
    var points: [(ratio: Double, savings: Double)] = []

    init(_ costs: LossCosts?, _ savings: (LossCosts, Double) -> [Int: Double]) {
      guard let costs else { return }
      points = costs.ratios.compactMap { ratio in
        savings(costs, ratio).sorted { $0.key < $1.key }.map(\.value).mean.map { (ratio, $0) }
      }
    }

    init(_ costs: LossCosts?, _ choice: LossCosts.Choice) {
      self.init(costs) { $0.savings(choice, at: $1) }
    }
  }

  var svg: String {
    let learners = panel.learners.enumerated().filter { LossCosts($0.element) != nil }
    let costs = learners.map { LossCosts($0.element) }
    let reference = panel.learners.first { $0.loss.id == study.suite.reference }
    let referenceCourse = Course(reference.flatMap(LossCosts.init), .chosen)
    let perfect = Course(costs.first ?? nil) { $0.perfectSavings(at: $1) }
    let layout = SmallMultiples(count: learners.count, lines: perfect.points.isEmpty ? 4 : 5)
    let title = "Cost curves: \(panel.dataset.title), \(panel.model.title)"
    var svg = SVG(width: layout.width, height: layout.height, title: title)
    layout.drawTitle(&svg, title)
    let lowest = costs.flatMap { Course($0, .chosen).points }.map(\.savings).min() ?? 0
    let ratios = (costs.first ?? nil)?.ratios ?? [1, 10]
    for (plot, (index, learner)) in learners.enumerated() {
      let frame = layout.frames[plot]
      let x = Scale.logarithmic(
        (ratios.first ?? 1)...(ratios.last ?? 10), from: frame.left, to: frame.right)
      let y = Scale.linear(
        min(0, max(lowest, -1))...1, from: frame.bottom, to: frame.top, ticks: 5, isWidened: true)
      layout.drawAxes(
        &svg, plot: plot, title: study.label(of: learner.loss), x: x, y: y,
        xTitle: "cost of a miss in false alarms", yTitle: "savings")
      svg.line(x(odds), frame.top, x(odds), frame.bottom, color: SVG.faint, dash: "1 3")
      func draw(
        _ course: Course, _ color: String, width: Double, dash: String? = nil
      ) {
        for part in Self.visible(course.points, above: y.domain.lowerBound) {
          svg.polyline(
            part.map { (x($0.ratio), y($0.savings)) }, color: color, width: width, dash: dash)
        }
      }
      let color = Palette.color(index)
      let (chosen, best) = (Course(costs[plot], .chosen), Course(costs[plot], .best))
      svg.polygon(
        best.points.map { (x: x($0.ratio), y: y($0.savings)) }
          + chosen.points.reversed().map { (x: x($0.ratio), y: y($0.savings)) },
        fill: color, opacity: 0.25)
      draw(perfect, SVG.faint, width: 1)
      draw(Course(costs[plot], .trusting), color, width: 1.4, dash: "2 2")
      draw(chosen, color, width: 2.4)
      if learner.loss.id != study.suite.reference {
        draw(referenceCourse, SVG.ink, width: 1.2, dash: "5 3")
      }
    }
    drawKey(layout, &svg, hasPerfect: !perfect.points.isEmpty)
    return svg.document
  }

  /// Negatives a positive in test, where flagging all becomes cheaper than flagging none.
  private var odds: Double {
    Double(panel.dataset.testRows - panel.dataset.testPositives)
      / Double(max(panel.dataset.testPositives, 1))
  }

  /// The parts of a line above a lower edge, cut where the line crosses it.
  static func visible(
    _ points: [(ratio: Double, savings: Double)], above edge: Double
  ) -> [[(ratio: Double, savings: Double)]] {
    var parts: [[(ratio: Double, savings: Double)]] = []
    var previous: (ratio: Double, savings: Double)?
    for point in points {
      defer { previous = point }
      let isVisible = point.savings >= edge
      if let previous, (previous.savings >= edge) != isVisible {
        let share = (edge - previous.savings) / (point.savings - previous.savings)
        let crossing = previous.ratio * pow(point.ratio / previous.ratio, share)
        if isVisible { parts.append([]) }
        parts[parts.count - 1].append((crossing, edge))
      }
      guard isVisible else { continue }
      if parts.isEmpty || previous == nil { parts.append([]) }
      parts[parts.count - 1].append(point)
    }
    return parts
  }

  private func drawKey(_ layout: SmallMultiples, _ svg: inout SVG, hasPerfect: Bool) {
    var entries: [(sample: (inout SVG, Double, Double) -> Void, text: String)] = [
      (
        { svg, x, y in
          svg.rectangle(x, y - 7, 30, 7, fill: SVG.faint, opacity: 0.25)
          svg.line(x, y, x + 30, y, color: SVG.faint, width: 2.4)
        },
        "line: mean savings with the threshold of validation; shade: up to the best in hindsight"
      ),
      (
        { svg, x, y in svg.line(x, y, x + 30, y, color: SVG.faint, width: 1.4, dash: "2 2") },
        "dotted: raw probability trusted, threshold 1 / (1 + ratio); cut where below the plot"
      ),
      (
        { svg, x, y in svg.line(x, y, x + 30, y, width: 1.2, dash: "5 3") },
        "dashed: the reference, \(SVG.cut(study.referenceLabel, to: 260, size: 11))"
      ),
    ]
    if hasPerfect {
      entries.append(
        (
          { svg, x, y in svg.line(x, y, x + 30, y, color: SVG.faint, width: 1) },
          "thin: the true posterior, which nothing beats on average"
        ))
    }
    let text = NumberText.count(Int(odds.rounded()))
    entries.append(
      (
        { svg, x, y in svg.line(x + 15, y - 7, x + 15, y + 7, color: SVG.faint, dash: "1 3") },
        "upright: \(text) negatives a positive; from there on flagging all beats flagging none"
      ))
    layout.drawKey(&svg, entries)
  }
}
