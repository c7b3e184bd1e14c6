internal import ArgumentParser
internal import CounterRandom
internal import Datasets
internal import Foundation

struct GenerateData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Draw rows from a scenario and write them as .npy files, or in another format.",
    discussion: """
      Writes features.npy (float32), labels.npy (uint8), the oracle apart from them \
      (oracle/posterior.npy, oracle/typology.npy), and manifest.json with every parameter, hashes \
      and what a perfect learner reaches. The number of positives is exact, and any range of rows \
      is the same bytes whoever draws it. With another --format the folder is one of `data \
      export`, and no .npy files are written on the way.
      """)

  @OptionGroup var arguments: ScenarioArguments

  @OptionGroup var warp: WarpArguments

  @Option(help: "Number of rows of the whole draw.")
  var rows: Int

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Option(help: "Write only these rows of the draw, as FIRST..<END.")
  var range: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder to make (default: datasets/generated/SCENARIO-PRESET).", valueName: "folder"))
  var output: String?

  @Option(help: "The format: npy, csv, csv.gz, svmlight, arrow or huggingface.")
  var format: FormatArgument = .npy

  @Option(help: "Rows of a validation split, for formats other than npy.")
  var validationRows: Int?

  @Option(help: "Rows of a test split, for formats other than npy.")
  var testRows: Int?

  @OptionGroup var exportArguments: ExportArguments

  @Flag(help: "Replace a data set folder that is there already.")
  var overwrite = false

  @Option(help: "Rows drawn to estimate what a perfect learner reaches.")
  var bayesRows = 1 << 20

  @Option(name: [.short, .long], help: "Threads (default: all cores).")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
    guard (64...(1 << 28)).contains(bayesRows) else {
      throw ValidationError(
        "--bayes-rows is \(bayesRows); it must be at least 64 and at most \(1 << 28).")
    }
    _ = try rowRange()
    let splits = [("--validation-rows", validationRows), ("--test-rows", testRows)]
    for (option, rows) in splits where rows != nil {
      guard format != .npy else {
        throw ValidationError(
          "\(option) is for formats with splits; choose --format csv, csv.gz, svmlight, arrow or "
            + "huggingface.")
      }
    }
  }

  func run() async throws {
    try await ExitStatus.reporting { try generate() }
  }

  private func generate() throws {
    let scenario = try arguments.make()
    let plan = try DrawPlan(
      scenario: scenario, rows: rows, seed: seed, purpose: .training,
      warp: warp.make(for: scenario))
    let url = URL(
      filePath: output
        ?? "datasets/generated/\(type(of: scenario).name)-\(scenario.preset)")
    try Folders.makeParent(of: url)
    let batches = 32
    let half = bayesRows / (2 * batches)
    let bayes = BayesEstimator(
      batches: batches, positivesPerBatch: half, negativesPerBatch: half
    ).values(of: scenario, jobs: jobs)
    if let format = format.format {
      try export(scenario, plan: plan, bayes: bayes, as: format, to: url)
      return
    }
    let folder = try DatasetFolder.write(
      plan: plan, rows: try rowRange(), bayes: bayes,
      to: url.relativePath, overwrite: overwrite, jobs: jobs)
    print(
      """
      \(url.relativePath): \(folder.rowCount) rows, \(folder.manifest.positiveCount) positive, \
      \(scenario.featureCount) features
      """)
  }

  /// Writes the rows, and those of other purposes, in a format that other programs read.
  private func export(
    _ scenario: any Scenario, plan: DrawPlan, bayes: BayesValues, as format: ExportFormat,
    to url: URL
  ) throws {
    var parts = [try ExportPart(plan: plan, rows: try rowRange(), bayes: bayes)]
    let splits: [(Purpose, Int?)] = [(.validation, validationRows), (.test, testRows)]
    for case (let purpose, let rows?) in splits {
      let plan = try DrawPlan(
        scenario: scenario, rows: rows, seed: seed, purpose: purpose, warp: warp.make(for: scenario)
      )
      parts.append(try ExportPart(plan: plan, bayes: bayes))
    }
    let export = try DatasetExport.write(
      parts, as: format, options: exportArguments.options, to: url.relativePath,
      overwrite: overwrite, jobs: jobs)
    print(export.summary)
  }

  private func rowRange() throws -> Range<Int>? {
    guard let range else { return nil }
    let ends = range.split(separator: "..<").compactMap { Int($0) }
    guard ends.count == 2, ends[0] >= 0, ends[0] < ends[1], ends[1] <= rows else {
      throw ValidationError(
        "--range is \"\(range)\"; it must be FIRST..<END within 0..<\(rows), such as 0..<1000.")
    }
    return ends[0]..<ends[1]
  }
}

/// Folders that commands write into.
enum Folders {
  /// Makes the folder above `url`.
  static func makeParent(of url: URL) throws {
    let parent = url.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    } catch {
      throw DatasetError.fileOperation(
        "create", path: parent.relativePath, reason: error.localizedDescription)
    }
  }
}
