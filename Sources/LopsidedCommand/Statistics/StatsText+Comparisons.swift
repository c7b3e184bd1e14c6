internal import Drawing
internal import Reporting
internal import Statistics

extension StatsText {
  var comparisonsTitle: String {
    options.reference.map { "Comparisons with \(analysis.table.methods[$0])" } ?? "All pairs"
  }

  /// The primary tests.
  var comparisons: String {
    let difference = options.design == .manyDataSets ? "pseudo-median difference" : "difference"
    var table = MarkdownTable([
      .init(head: "comparison", alignment: .left), .init(head: difference),
      .init(head: "\(percent) interval"), .init(head: "p"), .init(head: "p, Holm"),
      .init(head: "probability of being better"),
      .init(head: "verdict on the first", alignment: .left),
    ])
    for comparison in analysis.comparisons {
      table.append([
        pair(comparison), number(comparison.paired.location),
        interval(comparison.paired.interval) + (comparison.paired.reachesLevel ? "" : " *"),
        p(comparison.paired.p), p(comparison.adjustedP),
        NumberText.fixed(comparison.paired.probabilityOfBeingBetter, decimals: 2),
        Self.word(comparison.verdict),
      ])
    }
    let short =
      analysis.comparisons.contains { !$0.paired.reachesLevel }
      ? "\\* All there is: so few rows allow no \(percent) interval." : ""
    let incomparable = analysis.incomparable.map { "\(columns[$0[0]]) and \(columns[$0[1]])" }
    let left =
      incomparable.isEmpty
      ? ""
      : "Not compared, with fewer than two rows in common: "
        + incomparable.joined(separator: "; ") + "."
    return Markdown.blocks([table.text, short, left])
  }

  static func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .better: "**better**"
    case .worse: "**worse**"
    case .practicallyEqual: "practically equal"
    case .undecided: "undecided"
    }
  }

  /// The tests that decide nothing.
  var besides: String {
    let isResampled = !options.design.admitsSignedRank
    var columns: [MarkdownTable.Column] = [.init(head: "comparison", alignment: .left)]
    columns += ["p, Hochberg", "p, Benjamini–Hochberg"].map { .init(head: $0) }
    if !isResampled {
      columns += ["p, Wilcoxon", "p, Wilcoxon (Pratt)", "p, sign test"].map { .init(head: $0) }
      columns.append(.init(head: "pseudo-median"))
      if options.design == .independentDraws {
        columns += ["p, permutation", "BCa bootstrap interval"].map { .init(head: $0) }
        columns.append(.init(head: "p, normality"))
      }
    }
    var table = MarkdownTable(columns)
    for comparison in analysis.comparisons {
      var cells = [pair(comparison), p(comparison.hochbergP), p(comparison.falseDiscoveryP)]
      if let evidence = comparison.independent {
        cells += [p(evidence.signedRank.p), p(evidence.pratt.p), p(evidence.sign.p)]
        cells.append(
          "\(number(evidence.centre.estimate)) (\(interval(evidence.centre.interval)))")
        if options.design == .independentDraws {
          cells += [
            p(evidence.permutation?.p), interval(evidence.bootstrap), p(evidence.normality?.p),
          ]
        }
      }
      table.append(cells)
    }
    return table.text
  }

  /// Sizes of differences, and what could have been found.
  var effects: String {
    var table = MarkdownTable(
      [.init(head: "comparison", alignment: .left)]
        + ["Hedges' g", "Cohen's dz", "Cliff's δ", "A12", "rank-biserial"].map { .init(head: $0) }
        + [.init(head: "smallest detectable difference")])
    for comparison in analysis.comparisons {
      let paired = comparison.paired
      table.append([
        pair(comparison), optional(paired.effectSize?.hedgesG, decimals: 2),
        optional(paired.effectSize?.cohensDz, decimals: 2),
        NumberText.fixed(paired.dominance.cliffsDelta, decimals: 2),
        NumberText.fixed(paired.dominance.a12, decimals: 2),
        optional(comparison.independent?.signedRank.rankBiserial, decimals: 2),
        comparison.smallestDetectable.map { number($0) } ?? NumberText.none,
      ])
    }
    return table.text
  }

  /// Probabilities of practical differences.
  var bayesian: String {
    let tests: [(title: String, of: (MethodComparison) -> PracticalProbabilities?)] = [
      ("t test", { $0.bayesianT }), ("signed-rank", { $0.independent?.bayesianSignedRank }),
    ]
    let shown = tests.filter { test in analysis.comparisons.contains { test.of($0) != nil } }
    var table = MarkdownTable(
      [.init(head: "comparison", alignment: .left)]
        + shown.flatMap { test in
          ["better", "equal", "worse"].map { .init(head: "\($0), \(test.title)") }
        })
    for comparison in analysis.comparisons {
      let cells = shown.flatMap { test -> [String] in
        guard let found = test.of(comparison) else {
          return Array(repeating: NumberText.none, count: 3)
        }
        let better = found.ofFirstBeingBetter(options.preference)
        let worse = options.preference == .higherIsBetter ? found.below : found.above
        return [better, found.within, worse].map { NumberText.fixed($0, decimals: 3) }
      }
      table.append([pair(comparison)] + cells)
    }
    let region =
      options.practicalEquivalence > 0
      ? "Equal: a difference of at most \(NumberText.setting(options.practicalEquivalence))."
      : "No region of practical equivalence was given (`--rope`), so that equal means exactly equal."
    return Markdown.blocks([
      "The probability that the first is better, practically equal or worse. " + region, table.text,
    ])
  }
}
