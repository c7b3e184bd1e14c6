internal import Datasets
internal import Drawing

/// A profile in words and tables, for the terminal and as Markdown.
struct ProfileText {
  private let profile: DataProfile
  private let source: String
  private let name: String

  init(_ profile: DataProfile, source: String, name: String) {
    self.profile = profile
    self.source = source
    self.name = name
  }

  /// The most features that a table shows.
  private static let most = 20

  /// For the terminal.
  var plain: String {
    [overview, findings.joined(separator: "\n"), aligned(partRows), aligned(featureRows)]
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// As Markdown, with figures that lie beside it.
  func markdown(figures: [(name: String, caption: String)]) -> String {
    var blocks = [
      "# Profile of \(MarkdownText.escaped(name))", MarkdownText.escaped("Source: \(source)."),
      MarkdownText.escaped(overview), "## Findings",
      profile.findings.isEmpty
        ? "Nothing stands against training on these rows."
        : profile.findings.map {
          "- **\($0.severity == .serious ? "Serious" : "Note")**: \(MarkdownText.escaped($0.text))"
        }.joined(separator: "\n"),
    ]
    if !profile.parts.isEmpty {
      blocks += ["## The split a suite would make", split, MarkdownText.table(partRows)]
    }
    blocks += ["## Features", legend, MarkdownText.table(featureRows)]
    if !profile.periods.isEmpty {
      blocks += ["## Prevalence over time", MarkdownText.table(periodRows)]
    }
    for figure in figures { blocks.append("![\(figure.caption)](\(figure.name))") }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private var overview: String {
    let kinds = profile.features.count { $0.levelCount != nil }
    return """
      \(NumberText.count(profile.rows)) rows, \(NumberText.count(profile.positives)) positive \
      (\(NumberText.percent(profile.prevalence))), \(profile.features.count) features\
      \(kinds > 0 ? ", \(kinds) of them categorical" : "")\
      \(profile.entityCount.map { ", \(NumberText.count($0)) entities" } ?? "").
      """
  }

  private var findings: [String] {
    guard !profile.findings.isEmpty else {
      return ["Nothing stands against training on these rows."]
    }
    return profile.findings.map {
      "\($0.severity == .serious ? "Serious" : "Note"): \($0.text)"
    }
  }

  private var split: String {
    let how =
      switch profile.basis {
      case .random: "at random, with the same share of positives in each part"
      case .time: "by time, the earliest rows for training and the latest for the test"
      case .entity: "at random, all rows of an entity together"
      }
    return "Rows are divided \(how)."
  }

  private var legend: String {
    """
    The AUROC is that of the feature alone: 0.5 tells nothing, 1 or 0 everything (serious beyond \
    \(DataProfile.leakAUROC) or below its mirror). Levels are ranked by their share of positives in \
    one half of the rows and judged on the other. The stability index compares training with test; \
    a feature drifts if it is at least \(DataProfile.driftIndex) and above what chance makes of it in \
    any feature with probability \(DataProfile.driftLevel) (Bonferroni over \
    \(profile.features.count) features): \(profile.drifting.count) do. What these measures are is \
    told in `docs/data-check.md`.
    """
  }

  private var featureRows: [[String]] {
    let drifting = Set(profile.drifting.map(\.name))
    let shown = profile.byStrength.prefix(Self.most)
    let further = profile.drifting.filter { !shown.contains($0) }.prefix(Self.most)
    var rows = [
      ["feature", "kind", "missing", "AUROC alone", "AUROC of missing", "stability index"]
    ]
    for feature in shown + further {
      rows.append([
        feature.name,
        feature.isConstant
          ? "constant" : feature.levelCount.map { "\($0) levels" } ?? "numeric",
        feature.missingCount == 0
          ? "0" : NumberText.percent(Double(feature.missingCount) / Double(profile.rows)),
        feature.auroc.map { NumberText.fixed($0, decimals: 3) } ?? NumberText.none,
        feature.missingAUROC.map { NumberText.fixed($0, decimals: 3) } ?? NumberText.none,
        feature.shift.map {
          NumberText.fixed($0.index, decimals: 3)
            + (drifting.contains(feature.name) ? " drifts" : "")
        } ?? NumberText.none,
      ])
    }
    let rest = profile.features.count - rows.count + 1
    if rest > 0 { rows.append(["… and \(rest) more", "", "", "", "", ""]) }
    return rows
  }

  private var partRows: [[String]] {
    guard !profile.parts.isEmpty else { return [] }
    let hasEntities = profile.entityCount != nil
    var rows = [
      ["part", "rows", "positives", "prevalence", "rows also in training"]
        + (hasEntities ? ["entities also in training"] : [])
    ]
    for part in profile.parts {
      let isTraining = part.name == "training"
      rows.append(
        [
          part.name, NumberText.count(part.rows), NumberText.count(part.positives),
          NumberText.percent(Double(part.positives) / Double(max(part.rows, 1))),
          isTraining ? NumberText.none : NumberText.count(part.rowsSharedWithTraining),
        ]
          + (hasEntities
            ? [isTraining ? NumberText.none : NumberText.count(part.entitiesSharedWithTraining)]
            : []))
    }
    return rows
  }

  private var periodRows: [[String]] {
    [["days from the first row", "rows", "positives", "prevalence"]]
      + profile.periods.map { period in
        [
          "\(NumberText.significant(period.days.lowerBound, digits: 4)) to "
            + NumberText.significant(period.days.upperBound, digits: 4),
          NumberText.count(period.rows), NumberText.count(period.positives),
          period.rows == 0
            ? NumberText.none
            : NumberText.percent(Double(period.positives) / Double(period.rows)),
        ]
      }
  }

  private func aligned(_ rows: [[String]]) -> String {
    guard let heads = rows.first else { return "" }
    var table = TextTable(heads)
    for row in rows.dropFirst() { table.append(row) }
    return table.text
  }
}

/// Markdown that data cannot break.
enum MarkdownText {
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "|", "*", "_", "`", "<", "[", "]", "\\": result += "\\\(character)"
      case _ where character.isNewline: result += " "
      default: result.append(character)
      }
    }
    return result
  }

  static func table(_ rows: [[String]]) -> String {
    guard let heads = rows.first else { return "" }
    func line(_ cells: [String]) -> String {
      "| " + cells.map(escaped).joined(separator: " | ") + " |"
    }
    let marks = heads.indices.map { $0 == 0 ? ":--" : "--:" }.joined(separator: " | ")
    return ([line(heads), "| \(marks) |"] + rows.dropFirst().map(line)).joined(separator: "\n")
  }
}
