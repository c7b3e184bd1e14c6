internal import ArgumentParser
internal import Datasets
internal import Foundation

struct ImportData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import a file of your own and write a suite for it.",
    discussion: """
      Reads CSV, a pair of .npy files, SVMlight, ARFF and KEEL, text formats also as .gz. A column \
      of numbers is a numeric feature, one of other texts a categorical one; missing values stay \
      missing. The folder gets the rows as .npy files, a manifest, and suite.yaml, ready for \
      `lopsided run`.
      """)

  @Argument(help: "The file.")
  var file: String

  @Option(help: "The file's format: csv, npy, svmlight or arff (default: by the file's name).")
  var format: ImportArguments.Format?

  @OptionGroup var arguments: ImportArguments

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder to make (default: datasets/imported/NAME).", valueName: "folder"))
  var output: String?

  @Flag(help: "Replace a data set folder that is there already.")
  var overwrite = false

  func run() async throws {
    try await ExitStatus.reporting { try importTable() }
  }

  private func importTable() throws {
    let table = try arguments.table(at: file, format: format)
    let url = URL(filePath: output ?? "datasets/imported/\(ImportedSuite.name(of: file))")
    try Folders.makeParent(of: url)
    try DatasetFolder.write(
      dataset: table.dataset, source: source(table),
      to: url.relativePath, overwrite: overwrite)
    let suite = url.appending(path: DatasetFolder.suiteFile)
    do {
      try ImportedSuite(name: url.lastPathComponent, table: table, amount: arguments.amount).yaml
        .write(to: suite, atomically: true, encoding: .utf8)
    } catch {
      throw DatasetError.fileOperation(
        "write", path: suite.relativePath, reason: error.localizedDescription)
    }
    let lines =
      ImportSummary(table).lines(folder: url.relativePath)
      + ["Next: lopsided run \(Terminal.quoted(suite.relativePath))"]
    print(lines.joined(separator: "\n"))
  }

  private func source(_ table: ImportedTable) -> String {
    let name = URL(filePath: file).lastPathComponent
    return "Imported from \(name)\(table.fileHash.map { ", SHA-256 \($0)" } ?? "")."
  }
}
