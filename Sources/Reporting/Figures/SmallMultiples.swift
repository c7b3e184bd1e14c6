internal import Drawing

/// A grid of small plots on common axes, one a loss, so that lines never hide each other.
struct SmallMultiples {
  /// One plot's frame in pixels.
  struct Frame {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double
  }

  private static let gap = 34.0
  private static let plotWidth = 180.0
  private static let plotHeight = 150.0
  private static let left = 62.0
  private static let top = 62.0

  let frames: [Frame]
  let width: Double
  let height: Double
  private let columns: Int

  /// A grid of `count` plots with room below for a key of `lines` lines.
  init(count: Int, lines: Int) {
    let count = max(count, 1)
    columns = count <= 4 ? count : count <= 6 ? 3 : 4
    let rows = (count + columns - 1) / columns
    let pitch = Self.plotWidth + Self.gap
    let rise = Self.plotHeight + 68
    let columns = columns
    frames = (0..<count).map { index in
      let x = Self.left + Double(index % columns) * pitch
      let y = Self.top + Double(index / columns) * rise
      return Frame(left: x, top: y, right: x + Self.plotWidth, bottom: y + Self.plotHeight)
    }
    width = max(Self.left + Double(columns) * pitch, 560)
    height = Self.top + Double(rows) * rise - 14 + 18 * Double(lines)
  }

  /// Draws the frame of a plot: grid, ticks, and the titles of the axes where they are needed.
  func drawAxes(
    _ svg: inout SVG, plot index: Int, title: String, x: Scale, y: Scale, xTitle: String,
    yTitle: String
  ) {
    let frame = frames[index]
    for tick in y.ticks {
      svg.line(frame.left, y(tick), frame.right, y(tick), color: SVG.grid)
      if index.isMultiple(of: columns) {
        svg.text(
          y.label(tick), frame.left - 6, y(tick) + 4, anchor: .end, size: 11, color: SVG.faint)
      }
    }
    for tick in x.ticks {
      svg.line(x(tick), frame.bottom, x(tick), frame.bottom + 4, color: SVG.faint)
      svg.text(
        x.label(tick), x(tick), frame.bottom + 16, anchor: .middle, size: 11, color: SVG.faint)
    }
    svg.line(frame.left, frame.bottom, frame.right, frame.bottom, color: SVG.faint)
    svg.text(
      SVG.cut(title, to: frame.right - frame.left + 24, isBold: true), frame.left, frame.top - 8,
      isBold: true)
    svg.text(
      xTitle, (frame.left + frame.right) / 2, frame.bottom + 32, anchor: .middle, size: 11)
    if index.isMultiple(of: columns) {
      svg.text(
        yTitle, frame.left - 44, (frame.top + frame.bottom) / 2, anchor: .middle, size: 11,
        turned: true)
    }
  }

  /// Draws a key of line samples below the plots, one line each.
  func drawKey(
    _ svg: inout SVG, _ entries: [(sample: (inout SVG, Double, Double) -> Void, text: String)]
  ) {
    for (index, entry) in entries.enumerated() {
      let y = height - 18 * Double(entries.count - index) + 4
      entry.sample(&svg, Self.left, y)
      svg.text(entry.text, Self.left + 38, y + 4, size: 11)
    }
  }

  func drawTitle(_ svg: inout SVG, _ title: String) {
    svg.text(
      SVG.cut(title, to: width - 32, size: 14, isBold: true), 16, 26, size: 14, isBold: true)
  }
}
