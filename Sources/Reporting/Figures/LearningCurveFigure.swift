internal import Drawing
internal import Results

/// The selection metric on validation by epoch, one plot a loss.
struct LearningCurveFigure {
  let panel: Panel
  let study: Study

  private struct Course {
    /// Mean, least and greatest value at each epoch that at least half of the replicates reached.
    var points: [(epoch: Int, mean: Double, low: Double, high: Double)] = []
    var replicates = 0

    init(_ learner: LearnerResults) {
      let curves = learner.scored.map(\.scores.learningCurve).filter { !$0.isEmpty }
      replicates = curves.count
      var values: [Int: [Double]] = [:]
      for point in curves.joined() where point.validation.isFinite {
        values[point.epoch, default: []].append(point.validation)
      }
      for (epoch, found) in values.sorted(by: { $0.key < $1.key })
      where 2 * found.count >= replicates {
        let mean = found.reduce(0, +) / Double(found.count)
        points.append((epoch, mean, found.min() ?? mean, found.max() ?? mean))
      }
    }
  }

  var svg: String {
    let learners = panel.learners.enumerated().filter { !$0.element.scored.isEmpty }
    let courses = learners.map { Course($0.element) }
    let points = courses.flatMap(\.points)
    let reference = panel.learners.first { $0.loss.id == study.suite.reference }.map(Course.init)
    let layout = SmallMultiples(count: learners.count, lines: 2)
    let title = "Learning curves: \(panel.dataset.title), \(panel.model.title)"
    var svg = SVG(width: layout.width, height: layout.height, title: title)
    layout.drawTitle(&svg, title)
    let epochs = Double(max(points.map(\.epoch).max() ?? 1, 1))
    let low = points.map(\.low).min() ?? 0
    let high = points.map(\.high).max() ?? 1
    for (plot, (index, learner)) in learners.enumerated() {
      let frame = layout.frames[plot]
      let course = courses[plot]
      let x = Scale.linear(
        0...epochs, from: frame.left, to: frame.right, ticks: Int(min(epochs, 5)))
      let y = Scale.linear(
        low...high, from: frame.bottom, to: frame.top, ticks: 5, isWidened: true)
      layout.drawAxes(
        &svg, plot: plot,
        title: study.label(of: learner.loss),
        x: x, y: y, xTitle: "epoch (n = \(course.replicates))",
        yTitle: SVG.cut(plainHead, to: 150, size: 11))
      let color = Palette.color(index)
      let band =
        course.points.map { (x: x(Double($0.epoch)), y: y($0.high)) }
        + course.points.reversed().map { (x: x(Double($0.epoch)), y: y($0.low)) }
      svg.polygon(band, fill: color, opacity: 0.18)
      svg.polyline(
        course.points.map { (x(Double($0.epoch)), y($0.mean)) }, color: color, width: 2.4)
      if let reference, learner.loss.id != study.suite.reference {
        svg.polyline(
          reference.points.map { (x(Double($0.epoch)), y($0.mean)) }, color: SVG.ink, width: 1.2,
          dash: "5 3")
      }
    }
    drawKey(layout, &svg)
    return svg.document
  }

  private var plainHead: String { "\(study.metric.plainHead) on validation" }

  private func drawKey(_ layout: SmallMultiples, _ svg: inout SVG) {
    layout.drawKey(
      &svg,
      [
        (
          { svg, x, y in
            svg.rectangle(x, y - 5, 30, 10, fill: SVG.faint, opacity: 0.18)
            svg.line(x, y, x + 30, y, color: SVG.faint, width: 2.4)
          },
          "line: mean; band: lowest to highest replicate; both end where fewer than half remain"
        ),
        (
          { svg, x, y in svg.line(x, y, x + 30, y, width: 1.2, dash: "5 3") },
          "dashed: mean of the reference, \(SVG.cut(study.referenceLabel, to: 260, size: 11))"
        ),
      ])
  }
}
