internal import Drawing
internal import Results
internal import Statistics

/// How often each procedure finds a difference between names of one loss, for suites of such names.
struct ErrorRateSection: ReportSection {
  let title = "How often the procedures err"

  func body(of study: Study) throws -> String? {
    guard let design = study.suite.errorRates else { return nil }
    guard study.scored > 0 else { return "No trial has scores yet." }
    var blocks = [introduction(study, design)]
    var answers: [String] = []
    var tables: [String] = []
    for panel in study.scoredPanels {
      let aliases = AliasTable(
        panel, design, replicates: study.suite.replicates, metric: study.metric)
      let groups = [
        (
          "Two names on \(design.replicates) replicates",
          try aliases.pairRates(practicalEquivalence: study.suite.practicalEquivalence)
        ),
        (
          "A reference and \(design.family - 1) others on \(design.replicates) replicates",
          try aliases.familyRates(of: study.suite)
        ),
        (
          "Runs that are looked at after every replicate, up to \(design.cap)",
          try aliases.sequentialRates(of: study.suite)
        ),
      ].filter { !$0.1.isEmpty }
      answers.append(answer(panel, groups.flatMap(\.1)))
      tables.append(panel.heading("Error rates"))
      tables.append(remarks(panel))
      for (head, rates) in groups { tables.append(table(head, rates)) }
    }
    blocks += [Markdown.bullets(answers), legend(study)] + tables
    return Markdown.blocks(blocks)
  }

  private func introduction(_ study: Study, _ design: ErrorRateDesign) -> String {
    let aliases = study.suite.losses.count
    return """
      One loss, \(Markdown.escaped(study.suite.losses[0].title)), stands in this suite under \
      \(aliases) names, each with batch orders and initial weights of its own on the same rows, so \
      that no name is better than another and every difference that is found is false. By \
      \(study.metric.title), \(NumberText.count(study.suite.replicates)) replicates are cut into \
      blocks of \(design.replicates) (of \(design.cap) for runs that are looked at), and in each \
      block the names into disjoint pairs and into families of \(design.family). No trial serves \
      in two comparisons of a kind, and given the rows of a block those of different names are \
      independent and as likely to differ one way as the other. So the number of false findings \
      is binomial, and the intervals are the exact ones of Clopper and Pearson, at 99 %.
      """
  }

  /// What was found in one panel, in a sentence or two.
  private func answer(_ panel: Panel, _ rates: [FalsePositives]) -> String {
    let held = rates.filter { $0.finding != .warning }
    func names(_ finding: FalsePositives.Finding) -> [String] {
      held.filter { $0.finding == finding }.map(\.name)
    }
    let often = names(.tooOften)
    let below = names(.below)
    var text = "*\(panel.title)*: "
    text += errors(often, of: counted(held.count, "procedure"))
    if !below.isEmpty { text += " Less often than stated: \(listed(below))." }
    return text
  }

  private func errors(_ names: [String], of all: String) -> String {
    switch names.count {
    case 0: "none of \(all) errs more often than it promises."
    case 1: "**1 of \(all) errs more often than it promises**: \(names[0])."
    default: "**\(names.count) of \(all) err more often than they promise**: \(listed(names))."
    }
  }

  private func legend(_ study: Study) -> String {
    let region = NumberText.setting(study.suite.practicalEquivalence)
    return """
      *Held to* is the rate that is known beforehand where nothing differs. Tests of signs and \
      ranks cannot reject at exactly 5 %: they are held to the level that they can attain on the \
      differences at hand, which is computed from all sign patterns. Procedures that promise a \
      bound alone (≤) may stay below it; a Bayesian test that wants 95 % for a side errs in at \
      most 5 % on each. A verdict needs a difference beyond ±\(region) as well as a p value, so \
      verdicts cannot err more often than p values. Verdicts of reports rest on t tests with Holm's \
      correction, on Nadeau and Bengio's for splits, and on confidence sequences for \
      `--until-decided`; the other procedures are those of `lopsided stats` and decide nothing. \
      **Bold**: the whole interval lies above.
      """
  }

  /// What a reader must know of splits of one file.
  private func remarks(_ panel: Panel) -> String {
    guard case .resampledSplits(let ratio) = panel.design else { return "" }
    return """
      Splits of one file overlap, for which the variance is corrected by \
      ρ = \(NumberText.significant(ratio, digits: 3)). Names of one loss share the rows of each \
      split, and what tells them apart, their seeds, is new in each: their differences do not \
      overlap, the plain t test keeps its level, and the corrected one is held to what it attains \
      on independent differences. How it does on differences that do overlap is measured by \
      `lopsided stats check`.
      """
  }

  private func table(_ head: String, _ rates: [FalsePositives]) -> String {
    var table = MarkdownTable([
      .init(head: head, alignment: .left), .init(head: "comparisons"),
      .init(head: "false findings"), .init(head: "rate (99 % interval), %"),
      .init(head: "held to, %"), .init(head: "finding", alignment: .left),
    ])
    for item in rates {
      let isWrong = item.finding == .tooOften
      let interval =
        "\(percent(item.rate.rate)) (\(percent(item.rate.interval.lower)) to "
        + "\(percent(item.rate.interval.upper)))"
      table.append([
        item.name, NumberText.count(item.rate.trials), NumberText.count(item.rate.rejections),
        isWrong ? "**\(interval)**" : interval, promise(item.promise),
        isWrong ? "**\(item.finding.rawValue)**" : item.finding.rawValue,
      ])
    }
    return table.text
  }

  private func promise(_ promise: FalsePositives.Promise) -> String {
    switch promise {
    case .exactly(let level): percent(level)
    case .atMost(let bound): "≤ \(percent(bound))"
    case .none: NumberText.none
    }
  }

  private func percent(_ share: Double) -> String { NumberText.fixed(100 * share, decimals: 2) }
}
