internal import Drawing
internal import Reporting
internal import Statistics

/// The analysis of a table as Markdown: the answer first, how to read it last.
struct StatsText {
  let analysis: TableAnalysis
  let file: ResultsFile
  let name: String

  init(_ analysis: TableAnalysis, file: ResultsFile, name: String) {
    self.analysis = analysis
    self.file = file
    self.name = name
  }

  /// The whole text.
  var markdown: String {
    let sections: [(title: String, body: String)] = [
      ("", introduction), ("Methods", methods), (comparisonsTitle, comparisons),
      ("Beside the primary test", besides), ("Effect sizes", effects),
      ("Bayesian comparisons", bayesian), ("Ranks", ranks), ("How to read this", readingGuide),
    ]
    let blocks = sections.filter { !$0.body.isEmpty }.flatMap { section in
      (section.title.isEmpty ? [] : [Markdown.heading(section.title, level: 2)]) + [section.body]
    }
    return Markdown.blocks([Markdown.heading("Statistics of \(name)", level: 1)] + blocks) + "\n"
  }

  var options: TableAnalysis.Options { analysis.options }
  var columns: [String] { analysis.table.methods.map { Markdown.escaped($0) } }
  var percent: String { NumberText.percent(options.level) }
  var significance: Double { 1 - options.level }
  var isRanked: Bool { analysis.ranking != nil }

  /// Values and differences with the decimals that their standard errors deserve.
  var decimals: Int {
    let errors = analysis.comparisons.map(\.paired.standardError).filter { $0 > 0 }.sorted()
    let typical = errors.isEmpty ? nil : errors[errors.count / 2]
    let spreads = analysis.methods.compactMap { $0?.summary.standardError }.filter { $0 > 0 }
    return NumberText.decimals(for: typical ?? spreads.first, digits: 2, otherwise: 4)
  }

  func number(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }

  func optional(_ value: Double?, decimals: Int) -> String {
    value.map { NumberText.fixed($0, decimals: decimals) } ?? NumberText.none
  }

  func interval(_ interval: ConfidenceInterval?) -> String {
    interval.map { "\(number($0.lower)) to \(number($0.upper))" } ?? NumberText.none
  }

  func p(_ value: Double?) -> String { value.map { NumberText.pValue($0) } ?? NumberText.none }

  /// "A against B".
  func pair(_ comparison: MethodComparison) -> String {
    "\(columns[comparison.first]) against \(columns[comparison.second])"
  }
}

extension StatsText {
  private var introduction: String {
    let table = analysis.table
    let rows =
      switch options.design {
      case .independentDraws: "independent replicates"
      case .resampledSplits: "resampled splits of one data set"
      case .manyDataSets: "data sets"
      }
    let better = options.preference == .higherIsBetter ? "higher is better" : "lower is better"
    let missing =
      table.missing == 0
      ? "No value is missing."
      : (table.missing == 1
        ? "One value is" : "\(NumberText.count(table.missing)) values are")
        + " missing; a pair of methods is compared on "
        + "the rows that both have, ranks are taken of the \(table.completeRows.count) complete "
        + "rows."
    let named = file.rowNames.map { " The column \(Markdown.escaped($0)) names the rows." } ?? ""
    return Markdown.blocks([
      "\(table.methods.count) methods on \(NumberText.count(table.rows.count)) \(rows); \(better). "
        + missing + named,
      "**\(answer)**", rule,
    ])
  }

  /// What was found, in one sentence.
  private var answer: String {
    let comparisons = analysis.comparisons
    guard !comparisons.isEmpty else { return "No two methods share two rows." }
    guard let reference = options.reference else {
      let differ = comparisons.count { [.better, .worse].contains($0.verdict) }
      let equal = comparisons.count { $0.verdict == .practicallyEqual }
      let beaten = Set(
        comparisons.compactMap { comparison -> Int? in
          switch comparison.verdict {
          case .better: comparison.second
          case .worse: comparison.first
          case .practicallyEqual, .undecided: nil
          }
        })
      let unbeaten = columns.indices.filter { !beaten.contains($0) }.map { columns[$0] }
      return "Of \(comparisons.count) pairs, \(differ) differ, \(equal) are practically equal and "
        + "\(comparisons.count - differ - equal) undecided. Not shown to be worse than any other: "
        + unbeaten.joined(separator: ", ") + "."
    }
    func names(_ verdict: Verdict) -> String {
      let found = comparisons.filter { $0.verdict == verdict }.map { columns[$0.first] }
      return found.isEmpty ? "none" : found.joined(separator: ", ")
    }
    return "Against \(columns[reference]): better: \(names(.better)); worse: \(names(.worse)); "
      + "practically equal: \(names(.practicallyEqual)); undecided: \(names(.undecided))."
  }

  /// Which tests were used and why.
  private var rule: String {
    let family =
      analysis.comparisons.count == 1
      ? "One comparison needs no correction."
      : "P values of \(analysis.comparisons.count) comparisons are corrected by Holm's procedure, "
        + "which keeps the chance of any false finding below \(NumberText.percent(significance))."
    let tests =
      switch options.design {
      case .independentDraws:
        "Rows are independent, so paired t tests decide; rank, sign and permutation tests and the "
          + "bootstrap stand beside them and decide nothing."
      case .resampledSplits(let ratio):
        "Splits of one data set share training rows, so Nadeau and Bengio's corrected t tests "
          + "decide (test over training rows: \(NumberText.significant(ratio, digits: 3))). Rank, "
          + "sign and permutation tests, the bootstrap and Friedman's test need independent rows "
          + "and are not shown."
      case .manyDataSets:
        "Data sets have no mean in common, so Wilcoxon's signed-rank tests decide, with the "
          + "pseudo-median as difference; t tests are not shown."
      }
    return tests + " " + family
  }

  private var methods: String {
    var table = MarkdownTable(
      [.init(head: "method", alignment: .left), .init(head: "mean")]
        + [.init(head: "\(percent) interval"), .init(head: "standard deviation")]
        + [.init(head: "median"), .init(head: "average rank"), .init(head: "rows")])
    for (index, method) in analysis.methods.enumerated() {
      guard let method else {
        table.append([columns[index]] + Array(repeating: NumberText.none, count: 5) + ["0"])
        continue
      }
      table.append([
        columns[index], number(method.summary.mean), interval(method.interval),
        method.summary.standardDeviation.map { number($0) } ?? NumberText.none,
        number(method.summary.median), optional(method.averageRank, decimals: 2),
        NumberText.count(method.summary.count),
      ])
    }
    return table.text
  }
}
