internal import Drawing
internal import Results

/// Precision–recall curves of one model on one data set, one plot a loss.
struct PrecisionRecallFigure {
  let panel: Panel
  let study: Study

  /// Recalls at which curves are averaged; 0 is left out, since precision there hangs on one row.
  private static let grid = (1...100).map { Double($0) / 100 }

  /// The curves of all replicates of dozens of losses, or of hundreds of replicates, would be
  /// megabytes of lines that hide each other.
  private var showsReplicates: Bool {
    panel.learners.count <= 2 * sentenceLimit
      && panel.learners.allSatisfy { $0.scored.count <= Self.mostLines }
  }

  private static let mostLines = 100

  var svg: String {
    let learners = panel.learners.enumerated().filter { !$0.element.scored.isEmpty }
    let reference = panel.learners.first { $0.loss.id == study.suite.reference }
    let referenceMean = reference.map { Self.mean(Self.curves($0)) } ?? []
    let layout = SmallMultiples(count: learners.count, lines: 3)
    let title = "Precision and recall: \(panel.dataset.title), \(panel.model.title)"
    var svg = SVG(width: layout.width, height: layout.height, title: title)
    layout.drawTitle(&svg, title)
    for (plot, (index, learner)) in learners.enumerated() {
      let frame = layout.frames[plot]
      let x = Scale.linear(0...1, from: frame.left, to: frame.right, ticks: 5)
      let y = Scale.linear(0...1, from: frame.bottom, to: frame.top, ticks: 5)
      layout.drawAxes(
        &svg, plot: plot, title: study.label(of: learner.loss), x: x, y: y,
        xTitle: "recall", yTitle: "precision")
      func points(_ curve: [Double?]) -> [(x: Double, y: Double)] {
        zip(Self.grid, curve).compactMap { recall, precision in
          precision.map { (x(recall), y($0)) }
        }
      }
      let color = Palette.color(index)
      let curves = Self.curves(learner)
      for curve in showsReplicates ? curves : [] {
        svg.polyline(points(curve), color: color, width: 0.8, opacity: 0.3)
      }
      let prevalence = Self.prevalence(panel)
      svg.line(frame.left, y(prevalence), frame.right, y(prevalence), color: SVG.faint, dash: "1 3")
      svg.polyline(points(Self.mean(curves)), color: color, width: 2.4)
      if learner.loss.id != study.suite.reference {
        svg.polyline(points(referenceMean), color: SVG.ink, width: 1.2, dash: "5 3")
      }
    }
    drawKey(layout, &svg)
    return svg.document
  }

  private func drawKey(_ layout: SmallMultiples, _ svg: inout SVG) {
    let share = NumberText.percent(Self.prevalence(panel))
    layout.drawKey(
      &svg,
      [
        (
          { svg, x, y in
            if showsReplicates {
              svg.line(x, y - 4, x + 30, y - 4, color: SVG.faint, width: 0.8)
            }
            svg.line(x, y + 1, x + 30, y + 1, color: SVG.faint, width: 2.4)
          },
          (showsReplicates ? "thin: one replicate each; " : "")
            + "thick: mean precision at each recall"
        ),
        (
          { svg, x, y in svg.line(x, y, x + 30, y, width: 1.2, dash: "5 3") },
          "dashed: mean of the reference, \(SVG.cut(study.referenceLabel, to: 260, size: 11))"
        ),
        (
          { svg, x, y in svg.line(x, y, x + 30, y, color: SVG.faint, dash: "1 3") },
          "dotted: prevalence in test, \(share), the precision of guessing"
        ),
      ])
  }

  private static func prevalence(_ panel: Panel) -> Double {
    Double(panel.dataset.testPositives) / Double(max(panel.dataset.testRows, 1))
  }

  /// Each replicate's curve on the grid: the precision at the first point that reaches the recall.
  private static func curves(_ learner: LearnerResults) -> [[Double?]] {
    learner.scored.map { _, scores in
      let points = scores.precisionRecallCurve.sorted { $0.recall < $1.recall }
      var next = 0
      return grid.map { recall in
        while next < points.count, points[next].recall < recall - 1e-9 { next += 1 }
        return next < points.count ? points[next].precision : nil
      }
    }
  }

  /// The mean at each recall that at least half of the curves reach.
  private static func mean(_ curves: [[Double?]]) -> [Double?] {
    grid.indices.map { index in
      let values = curves.compactMap { $0[index] }
      guard !values.isEmpty, 2 * values.count >= curves.count else { return nil }
      return values.reduce(0, +) / Double(values.count)
    }
  }
}
