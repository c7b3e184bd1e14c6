internal import Datasets
internal import Drawing

/// The figures of a profile: the most telling features by class, and prevalence over time.
struct ProfileFigures {
  private let profile: DataProfile
  private static let positive = Palette.color(1)
  private static let negative = Palette.color(0)

  init(_ profile: DataProfile) { self.profile = profile }

  /// The figures' files and captions.
  var names: [(name: String, caption: String)] {
    var names: [(String, String)] = []
    if !shown.isEmpty {
      names.append(("figures/features.svg", "The most telling features, by class"))
    }
    if !profile.periods.isEmpty {
      names.append(("figures/prevalence.svg", "Prevalence over time"))
    }
    return names
  }

  /// The figures' files and contents.
  var documents: [(name: String, document: String)] {
    names.map { name, _ in (name, name.hasSuffix("features.svg") ? features : prevalence) }
  }

  private var shown: [FeatureProfile] {
    Array(profile.byStrength.filter { $0.histogram.bins.count > 1 }.prefix(6))
  }

  /// Histograms, three a row.
  private var features: String {
    let (width, height) = (300.0, 210.0)
    let rows = (shown.count + 2) / 3
    var svg = SVG(
      width: 3 * width, height: Double(rows) * height + 40,
      title: "Distribution of the most telling features by class")
    for (index, feature) in shown.enumerated() {
      draw(
        feature, &svg, left: Double(index % 3) * width + 46,
        top: Double(index / 3) * height + 34, width: width - 66, height: height - 84)
    }
    let y = Double(rows) * height + 22
    svg.rectangle(46, y - 9, 12, 10, fill: Self.negative, opacity: 0.45)
    svg.text("share of the negatives", 64, y)
    svg.rectangle(226, y - 9, 12, 10, fill: Self.positive, opacity: 0.45)
    svg.text("share of the positives", 244, y)
    return svg.document
  }

  private func draw(
    _ feature: FeatureProfile, _ svg: inout SVG, left: Double, top: Double, width: Double,
    height: Double
  ) {
    let bins = feature.histogram.bins
    let highest = bins.map { max($0.negatives, $0.positives) }.max() ?? 1
    let y = Scale.linear(0...max(highest, 1e-9), from: top + height, to: top, ticks: 3)
    let auroc = feature.auroc.map { ", AUROC \(NumberText.fixed($0, decimals: 2))" } ?? ""
    let room = width - SVG.width(of: auroc)
    svg.text(SVG.cut(feature.name, to: room, isBold: true) + auroc, left, top - 10, isBold: true)
    for tick in y.ticks {
      svg.line(left, y(tick), left + width, y(tick), color: SVG.grid)
      svg.text(y.label(tick), left - 5, y(tick) + 4, anchor: .end, size: 10, color: SVG.faint)
    }
    let step = width / Double(bins.count)
    for (index, bin) in bins.enumerated() {
      let x = left + Double(index) * step
      for (share, color) in [(bin.negatives, Self.negative), (bin.positives, Self.positive)] {
        svg.rectangle(x, y(share), step, top + height - y(share), fill: color, opacity: 0.45)
      }
    }
    svg.line(left, top + height, left + width, top + height, color: SVG.faint)
    label(bins, &svg, left: left, bottom: top + height, step: step)
  }

  private func label(
    _ bins: [ClassHistogram.Bin], _ svg: inout SVG, left: Double, bottom: Double, step: Double
  ) {
    guard let first = bins.first, let last = bins.last else { return }
    if first.name == nil {
      for (value, x, anchor) in [
        (first.range.lowerBound, left, SVG.Anchor.start),
        (last.range.upperBound, left + step * Double(bins.count), .end),
      ] {
        svg.text(
          NumberText.significant(Double(value), digits: 3), x, bottom + 14, anchor: anchor,
          size: 10, color: SVG.faint)
      }
      return
    }
    for (index, bin) in bins.enumerated() {
      let x = left + (Double(index) + 0.5) * step
      svg.text(
        SVG.cut(bin.name ?? "", to: max(step - 2, 14), size: 9), x, bottom + 14, anchor: .middle,
        size: 9, color: SVG.faint)
    }
  }

  /// Prevalence by period, with 95 % intervals.
  private var prevalence: String {
    let (width, height, left, top) = (760.0, 300.0, 70.0, 34.0)
    let (right, bottom) = (width - 20, height - 54)
    let periods = profile.periods.filter { $0.rows > 0 }
    let intervals = periods.map { Self.interval($0.positives, of: $0.rows) }
    var svg = SVG(width: width, height: height, title: "Prevalence over time")
    let x = Scale.linear(
      0...max(periods.last?.days.upperBound ?? 1, 1e-9), from: left, to: right, ticks: 8)
    let y = Scale.linear(
      0...max(intervals.map(\.upperBound).max() ?? 1, 1e-9) * 100, from: bottom, to: top, ticks: 5,
      isWidened: true)
    svg.text("Positive rows, % (95 % intervals)", left, top - 14, isBold: true)
    for tick in y.ticks {
      svg.line(left, y(tick), right, y(tick), color: SVG.grid)
      svg.text(y.label(tick), left - 6, y(tick) + 4, anchor: .end, size: 11, color: SVG.faint)
    }
    for tick in x.ticks {
      svg.text(x.label(tick), x(tick), bottom + 17, anchor: .middle, size: 11, color: SVG.faint)
    }
    svg.line(left, bottom, right, bottom, color: SVG.faint)
    svg.text("days from the first row", (left + right) / 2, bottom + 36, anchor: .middle)
    svg.line(
      left, y(profile.prevalence * 100), right, y(profile.prevalence * 100), color: SVG.faint,
      dash: "5 3")
    for (period, interval) in zip(periods, intervals) {
      let middle = x((period.days.lowerBound + period.days.upperBound) / 2)
      svg.line(
        middle, y(interval.lowerBound * 100), middle, y(interval.upperBound * 100),
        color: Self.positive, width: 2)
      svg.circle(
        middle, y(Double(period.positives) / Double(period.rows) * 100), radius: 3.5,
        fill: Self.positive, color: Self.positive)
    }
    return svg.document
  }

  /// Wilson's 95 % interval of a share.
  private static func interval(_ hits: Int, of count: Int) -> ClosedRange<Double> {
    let (n, z2) = (Double(count), 1.96 * 1.96)
    let p = Double(hits) / n
    let middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    let half =
      1.96 / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)).squareRoot()
    return max(0, middle - half)...min(1, middle + half)
  }
}
