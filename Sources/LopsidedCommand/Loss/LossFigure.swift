internal import Drawing

/// Panels side by side, each with its own vertical axis.
struct LossFigure {
  /// A line; what is not finite is left out.
  struct Curve {
    var points: [(x: Double, y: Double)]
    var color: String
    var width: Double
    var dash: String?
  }

  /// A row of a batch.
  struct Dot {
    var point: (x: Double, y: Double)
    var color: String
    var isFilled: Bool
  }

  /// One quantity.
  struct Panel {
    var title: String
    var curves: [Curve] = []
    var dots: [Dot] = []

    /// The range of all that is finite.
    fileprivate var range: ClosedRange<Double> {
      let heights = (curves.flatMap(\.points) + dots.map(\.point)).map(\.y).filter(\.isFinite)
      return min(heights.min() ?? 0, 0)...max(heights.max() ?? 1, 0)
    }
  }

  let title: String
  let subtitle: String
  let panels: [Panel]
  /// Whether the panels hold curves of single rows, not the rows of a batch.
  let isOfRows: Bool

  private static let left = 66.0
  private static let plotWidth = 236.0
  private static let top = 88.0
  private static let plotHeight = 210.0

  var svg: String {
    let pitch = Self.left + Self.plotWidth + 14
    let width = max(pitch * Double(panels.count) + 10, 640)
    let bottom = Self.top + Self.plotHeight
    var svg = SVG(width: width, height: bottom + 82, title: title)
    svg.text(SVG.cut(title, to: width - 32, size: 14, isBold: true), 16, 26, size: 14, isBold: true)
    svg.text(SVG.cut(subtitle, to: width - 32, size: 11), 16, 46, size: 11, color: SVG.faint)
    for (index, panel) in panels.enumerated() {
      draw(panel, &svg, left: pitch * Double(index) + Self.left)
    }
    drawKey(&svg, y: bottom + 62)
    return svg.document
  }

  private func draw(_ panel: Panel, _ svg: inout SVG, left: Double) {
    let right = left + Self.plotWidth
    let bottom = Self.top + Self.plotHeight
    let x = Scale.linear(-8...8, from: left, to: right, ticks: 8)
    let y = Scale.linear(panel.range, from: bottom, to: Self.top, ticks: 6, isWidened: true)
    svg.text(panel.title, left, Self.top - 10, isBold: true)
    for tick in y.ticks {
      svg.line(left, y(tick), right, y(tick), color: SVG.grid)
      svg.text(y.label(tick), left - 6, y(tick) + 4, anchor: .end, size: 11, color: SVG.faint)
    }
    for tick in x.ticks {
      svg.line(x(tick), bottom, x(tick), bottom + 4, color: SVG.faint)
      svg.text(x.label(tick), x(tick), bottom + 17, anchor: .middle, size: 11, color: SVG.faint)
    }
    svg.line(left, y(0), right, y(0), color: SVG.faint)
    svg.line(left, bottom, right, bottom, color: SVG.faint)
    svg.text("logit z", (left + right) / 2, bottom + 34, anchor: .middle, size: 11)
    for curve in panel.curves {
      svg.polyline(
        curve.points.filter(\.y.isFinite).map { (x($0.x), y($0.y)) }, color: curve.color,
        width: curve.width, dash: curve.dash)
    }
    for dot in panel.dots where dot.point.y.isFinite {
      svg.circle(
        x(dot.point.x), y(dot.point.y), radius: dot.isFilled ? 3.5 : 2.5,
        fill: dot.isFilled ? dot.color : "#ffffff", color: dot.color, width: 1)
    }
  }

  private func drawKey(_ svg: inout SVG, y: Double) {
    let own = Palette.color(0)
    var x = Self.left
    func put(_ text: String, _ sample: (inout SVG, Double) -> Void) {
      sample(&svg, x)
      svg.text(text, x + 36, y + 4, size: 11)
      x += 36 + SVG.width(of: text, size: 11) + 22
    }
    if isOfRows {
      put("y = 1") { $0.line($1, y, $1 + 30, y, color: own, width: 2.4) }
      put("y = 0") { $0.line($1, y, $1 + 30, y, color: own, width: 2.4, dash: "5 3") }
      put("cross-entropy") { $0.line($1, y, $1 + 30, y, color: "#999999", width: 1.6) }
    } else {
      put("y = 1") { $0.circle($1 + 22, y, radius: 3.5, fill: own, color: own, width: 1) }
      put("y = 0") { $0.circle($1 + 22, y, radius: 2.5, fill: "#ffffff", color: own, width: 1) }
      put("cross-entropy") {
        $0.circle($1 + 22, y, radius: 3.5, fill: "#999999", color: "#999999", width: 1)
      }
    }
  }
}
