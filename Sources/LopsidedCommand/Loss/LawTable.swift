internal import LossLaws
internal import Losses
internal import Reporting

/// The errors of all losses in Markdown, `docs/loss-laws.md`.
///
/// Errors are rounded up to a power of ten, since the last digits differ between processors.
struct LawTable {
  let checked: [(entry: LossCatalogue.Entry, results: [LawResult])]
  let trainingSet: String

  var text: String {
    var laws = MarkdownTable(
      ["law", "what holds", "of which losses"]
        .map { MarkdownTable.Column(head: $0, alignment: .left) })
    for law in LossLaws.all {
      laws.append([
        "`\(law.id)`", Markdown.escaped(law.statement), Markdown.escaped(law.scope),
      ])
    }
    var table = MarkdownTable(
      [MarkdownTable.Column(head: "loss", alignment: .left)]
        + LossLaws.all.map { MarkdownTable.Column(head: "`\($0.id)`", alignment: .center) })
    for (entry, results) in checked {
      table.append(["`\(entry.profile.name)`"] + results.map(cell))
    }
    return Markdown.blocks([
      "# What losses are held to",
      """
      Made by `make docs`, that is `lopsided loss check --all --format markdown`; do not edit. \
      Every loss is checked at every point of its tuning grid, on \(trainingSet). \
      `lopsided loss check NAME` tells where the worst error of a loss is and times it.
      """,
      "## The laws", laws.text, "## The losses",
      """
      The largest error, rounded up to a power of ten: relative to the scale of what is compared. \
      “✓” is a law of yes or no that holds, “–” one that says nothing of the loss, **FAIL** one \
      that is broken.
      """,
      table.text,
    ])
  }

  private func cell(_ result: LawResult) -> String {
    switch result.verdict {
    case .failed: return "**FAIL**"
    case .notApplicable: return "–"
    case .passed where result.tolerance == 0: return "✓"
    case .passed: return Self.bound(result.worstError)
    }
  }

  /// The next power of ten, at least 1e-15: below that nothing is left but rounding.
  static func bound(_ error: Double) -> String {
    var exponent = -15
    var bound = 1e-15
    while bound < error, exponent < 0 {
      exponent += 1
      bound *= 10
    }
    return "1e\(exponent)"
  }
}
