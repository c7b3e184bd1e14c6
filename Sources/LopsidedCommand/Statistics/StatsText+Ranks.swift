internal import Drawing
internal import Reporting
internal import Statistics

extension StatsText {
  /// Friedman's test and what follows it.
  var ranks: String {
    guard let ranking = analysis.ranking else { return "" }
    let friedman = ranking.friedman
    let f =
      friedman.f.map {
        "F(\(friedman.degreesOfFreedom), \(friedman.denominatorDegreesOfFreedom)) = "
          + NumberText.significant($0, digits: 4)
      } ?? "all rows rank alike, F is infinite"
    let order = ranking.ranks.averages.indices.sorted {
      (ranking.ranks.averages[$0], $0) < (ranking.ranks.averages[$1], $1)
    }
    let averages = order.map { column in
      columns[column] + " " + NumberText.fixed(ranking.ranks.averages[column], decimals: 2)
    }
    let groups = ranking.groups.map { $0.map { columns[$0] }.joined(separator: ", ") }
    var lines = [
      "Average ranks, the best first: \(averages.joined(separator: ", ")).",
      "Friedman: χ²(\(friedman.degreesOfFreedom)) = "
        + NumberText.significant(friedman.chiSquared, digits: 4)
        + ", p \(equals(friedman.p)); Iman–Davenport: \(f), p \(equals(friedman.pOfF)). "
        + "Kendall's W = \(NumberText.fixed(friedman.kendallsW, decimals: 3)).",
      "Nemenyi: average ranks that differ by "
        + "\(NumberText.fixed(ranking.criticalDifference, decimals: 3)) or more differ "
        + "significantly over all pairs. "
        + (groups.isEmpty
          ? "All do."
          : "Not told apart: " + groups.map { "{\($0)}" }.joined(separator: ", ") + "."),
    ]
    if let dunn = ranking.bonferroniDunn {
      lines.append(
        "Bonferroni–Dunn: average ranks that differ from that of \(columns[dunn.test.control]) by "
          + "\(NumberText.fixed(dunn.criticalDifference, decimals: 3)) or more differ significantly."
      )
    }
    return Markdown.blocks([Markdown.bullets(lines), pairs(ranking)])
  }

  private func equals(_ value: Double) -> String {
    let text = p(value)
    return text.hasPrefix("<") ? "< " + text.dropFirst() : "= " + text
  }

  /// P values of pairs by ranks: with the control, or all.
  private func pairs(_ ranking: TableRanking) -> String {
    guard let dunn = ranking.bonferroniDunn else {
      var table = MarkdownTable([
        .init(head: "pair", alignment: .left), .init(head: "p, Nemenyi"),
      ])
      for pair in ranking.nemenyi {
        table.append(["\(columns[pair.first]) and \(columns[pair.second])", p(pair.p)])
      }
      return table.text
    }
    var table = MarkdownTable(
      [.init(head: "method", alignment: .left)]
        + ["z", "p", "p, Bonferroni–Dunn", "p, Holm"].map { .init(head: $0) })
    for (place, column) in dunn.test.others.enumerated() {
      table.append([
        columns[column], NumberText.fixed(dunn.test.z[place], decimals: 2), p(dunn.test.p[place]),
        p(dunn.bonferroni[place]), p(dunn.holm[place]),
      ])
    }
    return table.text
  }

  /// What the numbers mean.
  var readingGuide: String {
    let rope = options.practicalEquivalence
    var lines = [
      "**Verdict**: "
        + (rope > 0
          ? "practically equal when the whole interval lies within ±\(NumberText.setting(rope))"
          : "practically equal only where no row differs, as no `--rope` was given")
        + "; else better or worse when Holm's p is below "
        + NumberText.setting(rounded(significance))
        + (rope > 0 ? " and the difference is larger than \(NumberText.setting(rope))" : "")
        + "; else undecided, which is no finding of equality.",
      "**Difference**: first less second, in the unit of the table, whichever direction is better. "
        + "Its interval is of that pair alone, not corrected for the number of pairs.",
      "**p**: how often so large a difference comes about when none is there. **Holm** corrects for "
        + "the number of comparisons; **Hochberg** needs more assumptions; "
        + "**Benjamini–Hochberg** bounds the share of false findings, not the chance of any.",
      "**Probability of being better**: the share of rows on which the first was better, ties half.",
      "**Hedges' g**: difference over the standard deviation of differences, less bias; **Cliff's "
        + "δ** and **A12** compare every row of one with every row of the other: −1 to 1, and 0 to "
        + "1 with one half for no difference; **rank-biserial** is W+ less W− over their sum.",
      "**Smallest detectable difference**: what this many rows find in four of five such studies; "
        + "smaller differences were out of reach, whatever p says.",
    ]
    if options.design.admitsSignedRank {
      lines.append(
        "**Pseudo-median**: the middle of the means of all pairs of differences, with the interval "
          + "of the signed-rank test. **Normality**: Shapiro and Wilk's p of the differences, as a "
          + "warning; no test was chosen by it.")
    }
    if isRanked {
      lines.append(
        "**Ranks** say how often, not by how much. Nemenyi's groups depend on which other methods "
          + "are in the table; the comparisons above do not.")
    }
    lines.append("Definitions and sources: docs/statistics.md.")
    return Markdown.bullets(lines)
  }

  /// Without the digits that subtraction leaves: 0.05, not 0.050000000000000044.
  private func rounded(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
}
