internal import Drawing
internal import Results

/// Which of the effects that are claimed of losses the results show, for suites that ask for it.
struct KnownEffectSection: ReportSection {
  let title = "Known effects"

  func body(of study: Study) throws -> String? {
    guard study.suite.reportsKnownEffects == true else { return nil }
    let effects = try KnownEffectCatalogue.all.map { ($0, try $0.checks(in: study)) }
    guard effects.contains(where: { !$0.1.isEmpty }) else { return nil }
    var blocks = [
      """
      Each claim says beforehand in which range a number lies. It is *reproduced* where the whole \
      95 % interval of what was measured lies in that range, *contradicted* where none of it does, \
      and *undecided* otherwise. Intervals are not corrected for their number: of a hundred true \
      claims at the edge of their range a few would seem contradicted.
      """,
      overview(effects),
    ]
    for (effect, checks) in effects where !checks.isEmpty {
      blocks.append(Markdown.heading(effect.title, level: 3))
      blocks.append("\(Markdown.escaped(effect.claim)) (\(Markdown.escaped(effect.source)).)")
      blocks.append(table(checks))
    }
    return Markdown.blocks(blocks)
  }

  private func overview(_ effects: [(any KnownEffect, [EffectCheck])]) -> String {
    var table = MarkdownTable([
      .init(head: "claim", alignment: .left), .init(head: "checks"), .init(head: "reproduced"),
      .init(head: "undecided"), .init(head: "contradicted"),
    ])
    for (effect, checks) in effects where !checks.isEmpty {
      func count(_ verdict: EffectCheck.Verdict) -> String {
        "\(checks.count { $0.verdict == verdict })"
      }
      let measured = checks.count { $0.verdict != .notMeasured }
      table.append([
        Markdown.link(
          Markdown.escaped(effect.title), to: Markdown.anchor(of: effect.title)),
        "\(measured)", count(.reproduced), count(.undecided), count(.contradicted),
      ])
    }
    return table.text
  }

  private func table(_ checks: [EffectCheck]) -> String {
    let hasDatasets = Set(checks.map(\.panel.dataset.id)).count > 1
    var table = MarkdownTable([
      .init(head: "model", alignment: .left), .init(head: "what", alignment: .left),
      .init(head: "claimed"), .init(head: "measured (95 % interval)"),
      .init(head: "verdict", alignment: .left),
    ])
    for check in checks {
      table.append([
        hasDatasets ? check.panel.title : Markdown.escaped(check.panel.model.name), check.subject,
        claimed(check), measured(check), verdict(check),
      ])
    }
    return table.text
  }

  private func verdict(_ check: EffectCheck) -> String {
    check.verdict == .contradicted ? "**contradicted**" : check.verdict.rawValue
  }

  private func claimed(_ check: EffectCheck) -> String {
    let range = check.predicted
    func text(_ value: Double) -> String {
      check.scale == .ratio
        ? NumberText.significant(value, digits: 3) : EffectText.short(value)
    }
    if range.upperBound == .infinity { return "above \(text(range.lowerBound))" }
    if range.lowerBound == -.infinity { return "below \(text(range.upperBound))" }
    return "\(text(range.lowerBound)) to \(text(range.upperBound))"
  }

  private func measured(_ check: EffectCheck) -> String {
    guard let estimate = check.estimate else { return NumberText.none }
    guard check.scale != .ratio else { return EstimateText.ratio(estimate) }
    let decimals = EstimateText.decimals([estimate], otherwise: 3)
    let mean = EstimateText.signed(estimate.mean, decimals: decimals)
    guard let interval = estimate.interval else { return mean }
    return "\(mean) (\(EstimateText.range(interval, decimals: decimals)))"
  }
}

/// How bounds of claims are written.
enum EffectText {
  /// The shortest decimal text of a bound, with a proper minus.
  static func short(_ value: Double) -> String {
    let text = value == value.rounded() ? "\(Int(value))" : "\(value)"
    return text.replacing("-", with: "−")
  }
}
