internal import Drawing
internal import Reporting

/// Two sets of results side by side, for the terminal.
struct ResultsContrastText {
  private let contrast: ResultsContrast

  init(_ contrast: ResultsContrast) { self.contrast = contrast }

  /// The whole text, without a line break at its end.
  var text: String {
    [sources, answer, changes, turns, alone, legend].filter { !$0.isEmpty }
      .joined(separator: "\n\n")
  }

  private var sources: String {
    var table = TextTable(["", "results", "suite", "version", "trials", "failed", "arithmetic"])
    for (name, source) in zip(["A", "B"], contrast.sources) {
      table.append([
        name, source.name, source.suite, source.version, NumberText.count(source.trials),
        NumberText.count(source.failed), source.arithmetics.joined(separator: "; "),
      ])
    }
    let hasOneFile = Set(contrast.sources.map(\.suiteFileHash)).count == 1
    return table.text + (hasOneFile ? "" : "\nThe suite files differ.")
  }

  private var tested: [ResultsContrast.Change] { contrast.changes.filter { $0.difference != nil } }
  private var same: Int { contrast.changes.count { $0.isSame } }

  private func count(_ findings: String...) -> Int {
    tested.count { findings.contains($0.difference?.finding ?? "") }
  }

  private var answer: String {
    let metric = contrast.metric.title
    let trials = FigureText.counted(contrast.sharedTrials, "trial")
    if contrast.sharedTrials > 0, contrast.sharedTrials == contrast.sameTrials {
      return FigureText.wrapped(
        "Nothing changed: of \(trials) in both, every metric is the same, bit by bit.")
    }
    let shared =
      contrast.sharedTrials > 0
      ? " Of \(trials) in both, \(NumberText.count(contrast.sameTrials)) are the same in every "
        + "metric." : ""
    let untested = contrast.changes.count - tested.count - same
    let parts = [
      (same, "the same"), (count("better"), "better by more than noise"),
      (count("worse"), "worse by more than noise"),
      (count("practically equal"), "practically equal"),
      (count("undecided"), "within noise"), (untested, "not tested"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return FigureText.wrapped(
      "\(FigureText.counted(contrast.changes.count, "learner")) in both, B against A by \(metric): "
        + parts.joined(separator: ", ") + "." + shared)
  }

  private var changes: String {
    let rows = contrast.changes.filter { !$0.isSame || $0.failures[0] != $0.failures[1] }
    guard !rows.isEmpty else { return "" }
    let hasFailures = rows.contains { $0.failures != [0, 0] }
    var table = TextTable(
      ["data set", "model", "loss", "A", "B", "B − A", "p"] + (hasFailures ? ["failed"] : [])
        + ["finding"])
    for row in rows {
      let decimals = FigureText.decimals(
        [row.first, row.second].compactMap { $0.flatMap(FigureText.halfWidth) },
        otherwise: contrast.metric.decimals)
      table.append(
        [
          row.dataset, row.model, row.loss, FigureText.value(row.first, decimals: decimals),
          FigureText.value(row.second, decimals: decimals),
          FigureText.difference(row.difference, otherwise: contrast.metric.decimals),
          row.difference.map { NumberText.pValue($0.p) } ?? NumberText.none,
        ] + (hasFailures ? ["\(row.failures[0]) → \(row.failures[1])"] : []) + [finding(row)])
    }
    return table.text
  }

  private func finding(_ row: ResultsContrast.Change) -> String {
    if row.isSame { return "the same" }
    guard let difference = row.difference else { return "not tested" }
    return difference.finding == "undecided" ? "within noise" : difference.finding
  }

  private var turns: String {
    guard !contrast.turns.isEmpty else { return "" }
    var table = TextTable(["  data set", "model", "loss", "finding"])
    for turn in contrast.turns {
      table.append([
        "  \(turn.dataset)", turn.model, turn.loss, "\(turn.first) → \(turn.second)",
      ])
    }
    return "Against the reference, other than before\n\(table.text)"
  }

  private var alone: String {
    zip(["A", "B"], contrast.sources).compactMap { name, source -> String? in
      guard !source.alone.isEmpty else { return nil }
      let shown = source.alone.prefix(5).joined(separator: "; ")
      let more = source.alone.count > 5 ? " and \(source.alone.count - 5) more" : ""
      return FigureText.wrapped("Only in \(name): \(shown)\(more).")
    }.joined(separator: "\n")
  }

  private var legend: String {
    guard !tested.isEmpty else { return "" }
    let tests = Set(tested.map(\.test))
    let paired =
      tests.contains(.paired) ? " Data and seed are the same: replicates are paired." : ""
    let welch =
      tests.contains(.welch)
      ? " Data or seed differ: means of independent draws are compared by Welch's test." : ""
    let region =
      contrast.practicalEquivalence > 0
      ? " Practically equal: the interval lies within "
        + "±\(NumberText.setting(contrast.practicalEquivalence))." : ""
    return FigureText.wrapped(
      "95 % intervals; p values corrected by Holm's procedure over the table.\(paired)\(welch)"
        + region)
  }
}
