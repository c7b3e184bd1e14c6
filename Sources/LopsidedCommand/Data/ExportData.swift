internal import ArgumentParser
internal import Datasets
internal import Foundation

struct ExportData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a data-set folder in a format that other programs read.",
    discussion: """
      Makes a folder with the rows, a dataset card (README.md), Croissant 1.1 metadata \
      (croissant.json) and manifest.json with hashes of every file and of the values. What only a \
      generator knows goes to oracle/, never beside the features. docs/formats.md says how to open \
      each format.
      """)

  @Argument(
    help: ArgumentHelp(
      """
      The folder that `data generate` or `data import` made; several for one export with a split \
      for each (train, validation, test, as they were drawn).
      """, valueName: "folder"))
  var folders: [String]

  @Option(help: "The format: csv, csv.gz, svmlight, arrow or huggingface.")
  var format: FormatArgument

  @Option(
    name: [.short, .long], help: ArgumentHelp("The folder to make.", valueName: "folder"))
  var output: String

  @Flag(help: "Replace a data set folder that is there already.")
  var overwrite = false

  @OptionGroup var arguments: ExportArguments

  @Option(name: [.short, .long], help: "Threads (default: all cores).")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
    guard format != .npy else {
      throw ValidationError(
        "--format is npy, which the folder has already; choose csv, csv.gz, svmlight, arrow or "
          + "huggingface.")
    }
  }

  func run() async throws {
    try await ExitStatus.reporting { try export() }
  }

  private func export() throws {
    guard let format = format.format else { return }
    let parts = try folders.map { ExportPart(folder: try DatasetFolder(path: $0)) }
    let url = URL(filePath: output)
    try Folders.makeParent(of: url)
    let export = try DatasetExport.write(
      parts, as: format, options: arguments.options, to: url.relativePath, overwrite: overwrite,
      jobs: jobs)
    print(export.summary)
  }
}

extension DatasetExport {
  /// What was written, a line for the export and one for each file.
  var summary: String {
    let lines = manifest.files.map { "  \($0.path): \($0.byteCount) bytes" }
    return
      ([
        "\(path): \(rowCount) rows, \(positiveCount) positive, format \(manifest.format)"
      ] + lines).joined(separator: "\n")
  }
}
