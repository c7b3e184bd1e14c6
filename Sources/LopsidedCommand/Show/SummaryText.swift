internal import Drawing
internal import Reporting

/// The state of a suite and its answer for the terminal.
struct SummaryText {
  private let summary: SuiteSummary
  private let argument: SuiteArgument

  init(_ summary: SuiteSummary, argument: SuiteArgument) {
    self.summary = summary
    self.argument = argument
  }

  /// The whole text, without a line break at its end.
  var text: String {
    let blocks =
      [
        FigureText.wrapped("\(summary.name): \(summary.title)"), progress,
        FigureText.wrapped(summary.answer),
      ] + summary.panels.map(panel) + [legend, failures, next]
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private var progress: String {
    let trials = summary.trials
    let share = Double(trials.scored + trials.failed) / Double(max(trials.planned, 1))
    let width = 30
    let done = min(width, Int(share * Double(width)))
    let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
    return "\(bar)  \(NumberText.percent(share)) of "
      + "\(FigureText.counted(trials.planned, "trial")): \(NumberText.count(trials.scored)) scored, "
      + "\(NumberText.count(trials.failed)) failed, \(NumberText.count(trials.missing)) not run"
  }

  private var reference: String {
    let row = summary.panels.first?.rows.first { $0.loss == summary.reference }
    return row?.title ?? summary.reference
  }

  private func panel(_ panel: SuiteSummary.Panel) -> String {
    let title = "\(panel.datasetTitle), \(panel.modelTitle)"
    guard panel.rows.contains(where: { $0.value != nil }) else {
      return "\(title)\n  No trial has scores."
    }
    let decimals = max(
      2,
      FigureText.decimals(
        panel.rows.compactMap { $0.value.flatMap(FigureText.halfWidth) },
        otherwise: summary.metric.decimals))
    let isUneven = panel.rows.contains { $0.failed > 0 || $0.scored != panel.rows[0].scored }
    var table = TextTable(
      ["  loss", "", summary.metric.head] + (isUneven ? ["replicates"] : [])
        + ["against \(reference)"])
    for row in panel.rows {
      let isReference = row.loss == summary.reference
      let difference =
        isReference
        ? "reference"
        : FigureText.difference(row.difference, otherwise: summary.metric.decimals)
          + (row.difference.map { "  \($0.finding)" } ?? "")
      let count = row.failed > 0 ? "\(row.scored) (\(row.failed) failed)" : "\(row.scored)"
      table.append(
        ["  \(row.title)", mark(row), FigureText.value(row.value, decimals: decimals)]
          + (isUneven ? [count] : []) + [difference])
    }
    return "\(title)\n\(table.text)"
  }

  private func mark(_ row: SuiteSummary.Row) -> String {
    switch row.standing {
    case "best": "*"
    case "practically equal": "≈"
    case "undecided": "?"
    case "not comparable": "–"
    default: ""
    }
  }

  private var legend: String {
    guard summary.panels.contains(where: { $0.rows.contains { $0.value != nil } }) else {
      return ""
    }
    let better = summary.metric.higherIsBetter ? "higher" : "lower"
    let metric = summary.metric.title
    return FigureText.wrapped(
      """
      \(metric.prefix(1).uppercased() + metric.dropFirst()), \(better) is better; ± is half the \
      95 % interval. * best mean; ≈ practically equal to it, within \
      ±\(NumberText.setting(summary.practicalEquivalence)); ? cannot be told from it; no mark: \
      worse; – not comparable. Differences are paired, with 95 % intervals and verdicts after \
      Holm's correction.
      """)
  }

  private var failures: String {
    guard !summary.failures.isEmpty else { return "" }
    var table = TextTable(["  data set", "model", "loss", "kind", "trials", "first reason"])
    for failure in summary.failures {
      table.append([
        "  \(failure.dataset)", failure.model, failure.loss, failure.kind, "\(failure.trials)",
        failure.firstReason.split(whereSeparator: \.isNewline).joined(separator: " "),
      ])
    }
    return "Failures\n\(table.text)"
  }

  private var next: String {
    let store = argument.store.map { " --store \(Terminal.quoted($0))" } ?? ""
    let report = "lopsided report \(Terminal.quoted(argument.suite))\(store)"
    guard summary.trials.missing > 0, let run = summary.commands.first else {
      return "Next: \(report)"
    }
    return "Next: \(run)\(store)\n      \(report)"
  }
}
