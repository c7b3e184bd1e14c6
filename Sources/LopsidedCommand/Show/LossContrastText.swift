internal import Drawing
internal import Reporting

/// Two losses of a suite against each other, for the terminal.
struct LossContrastText {
  private let contrast: LossContrast

  init(_ contrast: LossContrast) { self.contrast = contrast }

  private var first: String { contrast.titles[0] }
  private var second: String { contrast.titles[1] }

  /// The whole text, without a line break at its end.
  var text: String {
    let better = contrast.metric.higherIsBetter ? "higher" : "lower"
    let heading =
      "\(contrast.suite): \(first) against \(second) by \(contrast.metric.title), "
      + "\(better) is better"
    guard !contrast.panels.isEmpty else {
      return "\(heading)\n\nNeither has a scored trial yet."
    }
    return ([FigureText.wrapped(heading), answer] + contrast.panels.map(panel) + [legend])
      .joined(separator: "\n\n")
  }

  /// How often each finding came out.
  private var answer: String {
    let findings = contrast.panels.map { $0.primary.difference?.finding ?? "not comparable" }
    let words = ["better", "practically equal", "worse", "undecided", "not comparable"]
    let parts = words.compactMap { word -> String? in
      let count = findings.count { $0 == word }
      return count > 0 ? "\(word) on \(count)" : nil
    }
    let pairs = FigureText.counted(contrast.panels.count, "pair")
    return FigureText.wrapped(
      "\(first.prefix(1).uppercased() + first.dropFirst()): \(parts.joined(separator: ", ")) of "
        + "\(pairs) of data set and model.")
  }

  private func panel(_ panel: LossContrast.Panel) -> String {
    var table = TextTable(["  metric", first, second, "difference", "p", "finding"])
    for (index, measurement) in ([panel.primary] + panel.others).enumerated() {
      let metric = measurement.metric
      let decimals = FigureText.decimals(
        [measurement.first, measurement.second].compactMap { $0.flatMap(FigureText.halfWidth) },
        otherwise: metric.decimals)
      let finding =
        index == 0
        ? measurement.difference?.finding ?? "not comparable" : direction(measurement)
      table.append([
        "  \(metric.head)", FigureText.value(measurement.first, decimals: decimals),
        FigureText.value(measurement.second, decimals: decimals),
        FigureText.difference(measurement.difference, otherwise: metric.decimals),
        measurement.difference.map { NumberText.pValue($0.p) } ?? NumberText.none, finding,
      ])
    }
    var lines = ["\(panel.datasetTitle), \(panel.modelTitle)", table.text]
    if let share = panel.primary.difference?.probabilityOfBeingBetter {
      lines.append(
        "  \(first) is better on \(NumberText.percent(share)) of the replicates (ties count half).")
    }
    for (title, failures) in zip(contrast.titles, panel.failures) where failures > 0 {
      lines.append("  \(title) failed on \(FigureText.counted(failures, "replicate")).")
    }
    return lines.joined(separator: "\n")
  }

  /// Which way an interval points that was not adjusted.
  private func direction(_ measurement: LossContrast.Measurement) -> String {
    guard let difference = measurement.difference else { return "" }
    guard difference.lower > 0 || difference.upper < 0 else { return "" }
    return (difference.lower > 0) == measurement.metric.higherIsBetter
      ? "(better)" : "(worse)"
  }

  private var legend: String {
    let region = NumberText.setting(contrast.practicalEquivalence)
    let equal =
      contrast.practicalEquivalence > 0
      ? " Differences within ±\(region) count as practically none." : ""
    return FigureText.wrapped(
      """
      Differences are \(first) minus \(second) on the same replicates, with 95 % intervals. The \
      first line of each table decides, its p value corrected by Holm's procedure over the tables; \
      the others describe, with p values as they are.\(equal)
      """)
  }
}
