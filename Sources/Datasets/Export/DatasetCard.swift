/// The dataset card of an export: what the rows are, how they came about, and what they are not.
///
/// The sections follow Gebru et al., "Datasheets for datasets", Communications of the ACM 64, 2021.
struct DatasetCard {
  static let file = "README.md"

  private let manifest: ExportManifest
  private let isDrawn: Bool

  init(_ manifest: ExportManifest) {
    self.manifest = manifest
    isDrawn = manifest.splits.allSatisfy { $0.draw != nil }
  }

  private var draw: DatasetManifest.Draw? { isDrawn ? manifest.splits.first?.draw : nil }
  private var rowCount: Int { manifest.splits.reduce(0) { $0 + $1.rows.count } }
  private var positiveCount: Int { manifest.splits.reduce(0) { $0 + $1.positiveCount } }

  /// What the data set is, in two sentences.
  var description: String {
    let features = manifest.columns.count { $0.role == .feature }
    let size = "\(rowCount) rows, \(positiveCount) of them positive, with \(features) features."
    guard let draw else {
      let source = manifest.splits.compactMap(\.source).first
      return size + (source.map { " " + $0 } ?? " Imported rows.")
    }
    return
      "Fully synthetic rows for rare-event classification, drawn from the scenario "
      + "'\(draw.scenario)', preset '\(draw.preset)', whose true posterior is known exactly. "
      + size
  }

  /// How to cite the data, in BibTeX.
  var citation: String {
    guard let draw else { return "@misc{\(manifest.name), title = {\(manifest.name)}}" }
    return "@misc{lopsided-\(manifest.name), title = {Lopsided: \(draw.scenario), preset "
      + "\(draw.preset), prevalence \(draw.prevalence), seed \(draw.seed), scheme "
      + "\(draw.schemeVersion)}}"
  }

  /// The card, as Markdown with a YAML head.
  var text: String {
    let sections = [
      head, "# \(manifest.name)", description, provenance, splits, bayes, columns, files, use,
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  // MARK: Head

  private var head: String {
    var lines = ["---", "pretty_name: \(Self.quoted(manifest.name))"]
    lines.append("license: \(manifest.license?.lowercased() ?? "unknown")")
    lines += ["task_categories:", "- tabular-classification", "size_categories:"]
    lines.append("- \(sizeCategory)")
    lines += ["tags:", "- imbalanced"] + (isDrawn ? ["- synthetic", "- fraud"] : [])
    if manifest.format == ExportFormat.huggingFace.rawValue {
      lines.append("configs:")
      lines += config("default", folder: "data") + ["  default: true"]
      if manifest.hasOracle { lines += config("oracle", folder: DatasetFolder.oracleFolder) }
    }
    return (lines + ["---"]).joined(separator: "\n")
  }

  private func config(_ name: String, folder: String) -> [String] {
    ["- config_name: \(name)", "  data_files:"]
      + manifest.splits.flatMap { split in
        ["  - split: \(split.name)", "    path: \(folder)/\(split.name)-*.arrow"]
      }
  }

  private var sizeCategory: String {
    let limits: [(Int, String)] = [
      (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"),
      (10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"),
      (10_000_000_000, "1B<n<10B"), (100_000_000_000, "10B<n<100B"),
    ]
    return limits.first { rowCount < $0.0 }?.1 ?? "100B<n<1T"
  }

  /// Any text as YAML takes it.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  // MARK: Sections

  private var provenance: String {
    guard let draw else { return "" }
    let parameters = draw.parameters.map { parameter in
      "| \(parameter.name) | \(parameter.values.map { "\($0)" }.joined(separator: ", ")) |"
    }
    let type = ScenarioCatalogue.scenarios.first { $0.name == draw.scenario }
    return
      (["## Where the rows come from", ""]
      + [
        "No person stands behind any row. The label is drawn first, then the row given its label, "
          + "from a law that is stated in full by its name and parameters"
          + (type.map { " (\($0.summary.dropLast().lowercasedFirst))" } ?? "") + ".",
        "",
        "| parameter | value |", "| :-- | :-- |",
        "| scenario | \(draw.scenario) |", "| preset | \(draw.preset) |",
        "| prevalence of the law | \(draw.prevalence) |", "| seed | \(draw.seed) |",
        "| scheme version | \(draw.schemeVersion) |",
      ] + (draw.warp.map { ["| warp | \($0) |"] } ?? []) + parameters).joined(separator: "\n")
  }

  private var splits: String {
    let lines = manifest.splits.map { split in
      let rows = split.rows
      return "| \(split.name) | \(rows.first)..<\(rows.first + rows.count)"
        + " | \(rows.count) | \(split.positiveCount)"
        + " | \(split.draw?.purpose ?? "–") | \(split.source ?? "–") |"
    }
    return """
      ## Splits

      | split | rows of the draw | rows | positive | purpose | source |
      | :-- | :-- | --: | --: | :-- | :-- |
      \(lines.joined(separator: "\n"))
      """
  }

  private var bayes: String {
    guard let values = manifest.splits.compactMap(\.bayes).first else { return "" }
    let lines = values.estimates.keys.sorted().map { key in
      let estimate = values.estimates[key]
      return "| \(key) | \(estimate?.value ?? .nan) | \(estimate?.standardError ?? .nan) |"
    }
    return """
      ## What a perfect learner reaches

      Values of the exact posterior at prevalence \(values.prevalence), from \(values.rowCount) rows \
      drawn by class. No model can do better on average.

      | metric | value | standard error |
      | :-- | --: | --: |
      \(lines.joined(separator: "\n"))
      """
  }

  private var columns: String {
    let lines = manifest.columns.map { column in
      "| \(Self.cell(column.name)) | \(column.role.rawValue) | \(column.type) "
        + "| \(column.content.rawValue) | \(Self.cell(Self.meaning(of: column))) |"
    }
    return """
      ## Columns

      | column | role | type | files | meaning |
      | :-- | :-- | :-- | :-- | :-- |
      \(lines.joined(separator: "\n"))
      """
  }

  private var files: String {
    let lines = manifest.files.map { file in
      "| \(file.path) | \(file.content.rawValue) | \(file.byteCount) | `\(file.sha256)` |"
    }
    return """
      ## Files

      Format: \(manifest.format). Files of one split have the same rows in the same order. \
      `manifest.json` also holds hashes of the values themselves, which are the same in every \
      format.

      | file | holds | bytes | SHA-256 |
      | :-- | :-- | --: | :-- |
      \(lines.joined(separator: "\n"))
      """
  }

  private var use: String {
    let oracle =
      manifest.hasOracle
      ? "\n\nThe files in `oracle/` hold what only the generator knows. They are for evaluation; a "
        + "model that sees them has seen the answer." : ""
    guard isDrawn else {
      return "## Use\n\nCopied from an import without changes. "
        + "What holds for the source holds here." + oracle
    }
    return """
      ## Use and limits

      Meant for comparing methods for rare events, where the truth must be known. Not fit to any \
      real bank, and no statement about one: results carry over only as far as the law resembles \
      the case at hand. Rows are independent given their time; there are no histories of cards or \
      customers, so features that come from histories cannot be studied.\(oracle)
      """
  }

  /// What a column holds, in a phrase.
  static func meaning(of column: ExportManifest.Column) -> String {
    switch (column.role, column.name) {
    case (.feature, _):
      column.levels.map { "one of \($0.count) levels" } ?? "a number"
    case (.label, _): "the class as it is seen: 1 is positive"
    case (.amount, _): "what the row is worth"
    case (.time, _): "when the row happened, in days"
    case (.entity, _): "the card, account or customer, numbered from 0"
    case (.weight, _): "how many rows the row stands for"
    case (.oracle, ColumnFile.posterior.columnName): "P(y = 1 | x), y being the true label"
    case (.oracle, ColumnFile.typology.columnName): "the kind of fraud"
    case (.oracle, ColumnFile.trueLabels.columnName): "the true label"
    case (.oracle, _): "P(y = 1 | x), y being the label that is seen"
    }
  }

  private static func cell(_ text: String) -> String {
    String(text.flatMap { $0 == "|" ? "\\|" : $0.isNewline ? " " : "\($0)" })
  }
}

extension Substring {
  /// With a small first letter.
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
