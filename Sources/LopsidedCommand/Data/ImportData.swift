internal import ArgumentParser
internal import Datasets
internal import Foundation

struct ImportData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import a CSV file and write a suite for it.",
    discussion: """
      All columns but the label must be numbers. The folder gets the rows as .npy files, a \
      manifest, and suite.yaml, ready for `lopsided run`.
      """)

  @Argument(help: "The CSV file, with a header line.")
  var file: String

  @Option(help: "The column that says which rows are positive.")
  var label: String

  @Option(help: "The label of positive rows, when labels are not 0 and 1 or false and true.")
  var positive: String?

  @Option(help: "The column that says what each row is worth; it stays a feature.")
  var amount: String?

  @Option(help: "What stands between cells: comma, semicolon or tab.")
  var delimiter: Delimiter = .comma

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder to make (default: datasets/imported/NAME).", valueName: "folder"))
  var output: String?

  @Flag(help: "Replace a data set folder that is there already.")
  var overwrite = false

  enum Delimiter: String, ExpressibleByArgument, CaseIterable {
    case comma
    case semicolon
    case tab

    var byte: CSVImporter.Delimiter {
      switch self {
      case .comma: .comma
      case .semicolon: .semicolon
      case .tab: .tab
      }
    }
  }

  func run() async throws {
    try await ExitStatus.reporting { try importTable() }
  }

  private func importTable() throws {
    let table = try CSVImporter(label: label, positive: positive, delimiter: delimiter.byte)
      .table(at: file)
    // Refused before anything is written.
    if let amount { _ = try table.dataset.worth(amount) }
    let name = URL(filePath: file).deletingPathExtension().lastPathComponent
    let url = URL(filePath: output ?? "datasets/imported/\(name)")
    try Folders.makeParent(of: url)
    try DatasetFolder.write(
      dataset: table.dataset, source: source(table),
      to: url.relativePath, overwrite: overwrite)
    let suite = url.appending(path: DatasetFolder.suiteFile)
    do {
      try ImportedSuite(name: url.lastPathComponent, table: table, amount: amount).yaml
        .write(to: suite, atomically: true, encoding: .utf8)
    } catch {
      throw DatasetError.fileOperation(
        "write", path: suite.relativePath, reason: error.localizedDescription)
    }
    print(summary(table, folder: url.relativePath, suite: suite.relativePath))
  }

  private func source(_ table: ImportedTable) -> String {
    let name = URL(filePath: file).lastPathComponent
    return "Imported from \(name)\(table.fileHash.map { ", SHA-256 \($0)" } ?? "")."
  }

  private func summary(_ table: ImportedTable, folder: String, suite: String) -> String {
    let rows = table.dataset.rowCount
    let share = (Double(table.positive.rows) / Double(rows) * 1e5).rounded() / 1e3
    var lines = [
      "\(folder): \(rows) rows, \(table.dataset.featureCount) features",
      """
      positive: \(table.label) = \(table.positive.value), \(table.positive.rows) rows \
      (\(share) %); negative: \(table.negative.value), \(table.negative.rows) rows
      """,
    ]
    if table.constantColumnCount > 0 {
      let names = table.columns.filter(\.isConstant).map(\.name).joined(separator: ", ")
      lines.append("\(table.constantColumnCount) features never vary: \(names)")
    }
    if table.duplicates.exact > 0 {
      lines.append(
        """
        \(table.duplicates.exact) rows repeat an earlier row; copies on both sides of a split \
        make results too good
        """)
    }
    if table.duplicates.contradictory > 0 {
      lines.append(
        "\(table.duplicates.contradictory) combinations of features occur with both labels")
    }
    lines.append("Next: lopsided run \(Terminal.quoted(suite))")
    return lines.joined(separator: "\n")
  }
}
