internal import ArgumentParser
internal import Datasets
internal import Foundation

struct CheckData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check data before training on them: leaks, copies, drift, too few positives.",
    discussion: """
      Takes a file, with the options of `lopsided data import`, or a folder that `import` or \
      `generate` wrote. Ends with status 1 if something is serious: a feature that alone tells the \
      label, rows that cannot be split, copies of training rows in more than 1 % of the test rows, \
      or fewer than 10 positives to test on.
      """)

  @Argument(help: "The file or folder.")
  var data: String

  @Option(help: "The file's format: csv, npy, svmlight or arff (default: by the file's name).")
  var inputFormat: ImportArguments.Format?

  @OptionGroup var arguments: ImportArguments

  @Option(help: "What to print: text or markdown.")
  var format: OutputFormat = .text

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "A folder for the profile as Markdown with figures.", valueName: "folder"))
  var output: String?

  enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown
  }

  func run() async throws {
    let isSerious = try await ExitStatus.reporting { try check() }
    if isSerious { throw ExitStatus.someTrialsFailed }
  }

  private func check() throws -> Bool {
    let threads = ProcessInfo.processInfo.activeProcessorCount
    let (dataset, source) = try rows()
    let profile = DataProfile(of: dataset, threads: threads)
    let text = ProfileText(profile, source: source, name: name)
    let figures = ProfileFigures(profile)
    if let output {
      try write(text.markdown(figures: figures.names), "profile.md", in: output)
      for (name, document) in figures.documents { try write(document, name, in: output) }
    }
    print(format == .text ? text.plain : text.markdown(figures: []))
    return profile.isSerious
  }

  private var name: String { URL(filePath: data).lastPathComponent }

  private func rows() throws -> (Dataset, source: String) {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: data, isDirectory: &isFolder),
      isFolder.boolValue
    else {
      let table = try arguments.table(at: data, format: inputFormat, minimumRows: 1)
      let hash = table.fileHash.map { ", SHA-256 \($0)" } ?? ""
      return (table.dataset, "\(name)\(hash)")
    }
    let folder = try DatasetFolder(path: data)
    return (
      try folder.read(includingOracle: false), folder.manifest.source ?? "the folder \(name)"
    )
  }

  private func write(_ text: String, _ name: String, in folder: String) throws {
    let url = URL(filePath: folder).appending(path: name)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    } catch {
      throw DatasetError.fileOperation(
        "write", path: url.relativePath, reason: error.localizedDescription)
    }
  }
}
