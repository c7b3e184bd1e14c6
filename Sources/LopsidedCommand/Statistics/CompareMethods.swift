internal import ArgumentParser
internal import Datasets
internal import Foundation
internal import Spelling
internal import Statistics

struct CompareMethods: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare the methods of a table by every statistic that applies.",
    discussion: """
      Rows of the CSV file are replicates or data sets, columns are methods, and cells numbers; \
      empty cells are missing. A first column named row, seed, replicate, split, fold, run or \
      dataset holds names of rows; another can be named by --rows. Which test decides follows from \
      --design alone: paired t tests for independent replicates, Nadeau and Bengio's corrected t \
      tests for resampled splits of one data set, Wilcoxon's signed-rank tests across data sets. \
      P values are corrected by Holm's procedure.
      """)

  @Argument(help: ArgumentHelp("The table.", valueName: "table.csv"))
  var table: String

  @Option(
    help: """
      How the rows came about: independent (fresh data and seeds each time), resampled (splits of \
      one data set, needs --test-share) or datasets (each another data set).
      """)
  var design: Design = .independent

  @Option(
    help: "Of resampled splits: the share of rows tested, such as 0.2 for five folds.")
  var testShare: Double?

  @Flag(help: "Which direction is better (default: higher).")
  var direction: Direction = .higherIsBetter

  @Option(
    help: ArgumentHelp(
      "The method that the others are compared with (default: all pairs).", valueName: "column"))
  var reference: String?

  @Option(help: "Differences up to this size count as practically none.")
  var rope = 0.0

  @Option(help: "Confidence level.")
  var level = 0.95

  @Option(help: ArgumentHelp("The column with names of rows.", valueName: "column"))
  var rows: String?

  @Option(
    help: "What stands between cells: comma, semicolon or tab (default: comma; tab for .tsv).")
  var delimiter: ImportArguments.Delimiter?

  @Option(help: "What to print: markdown or json.")
  var format: Format = .markdown

  enum Design: String, ExpressibleByArgument, CaseIterable {
    case independent
    case resampled
    case datasets
  }

  enum Direction: String, EnumerableFlag {
    case higherIsBetter
    case lowerIsBetter
  }

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case markdown
    case json
  }

  func validate() throws {
    switch (design, testShare) {
    case (.resampled, nil):
      throw ValidationError(
        "\"--design resampled\" needs --test-share SHARE: the rows tested over all rows of a split."
      )
    case (.independent, .some), (.datasets, .some):
      throw ValidationError("--test-share belongs to \"--design resampled\".")
    case (_, .some(let share)) where !(share > 0 && share < 1):
      throw ValidationError(
        "--test-share is \(share); it must be a number between 0 and 1, both excluded.")
    default: break
    }
    guard rope >= 0, rope.isFinite else {
      throw ValidationError("--rope is \(rope); it must be zero or a positive number.")
    }
    guard level > 0, level < 1 else {
      throw ValidationError(
        "--level is \(level); it must be a number between 0 and 1, both excluded.")
    }
  }

  func run() async throws {
    try await ExitStatus.reporting {
      let file = try ResultsFile(
        path: table, delimiter: delimiter?.byte ?? (table.hasSuffix(".tsv") ? .tab : .comma),
        rowNames: rows)
      let analysis = try TableAnalysis(file.table, try options(file))
      let name = URL(filePath: table).lastPathComponent
      switch format {
      case .markdown:
        print(StatsText(analysis, file: file, name: name).markdown, terminator: "")
      case .json: print(try StatsRecord(analysis, file: file, name: name).json())
      }
    }
  }

  private func options(_ file: ResultsFile) throws -> TableAnalysis.Options {
    let replicates: ReplicateDesign =
      switch design {
      case .independent: .independentDraws
      case .resampled:
        .resampledSplits(testToTrainingRatio: (testShare ?? 0) / (1 - (testShare ?? 0)))
      case .datasets: .manyDataSets
      }
    var column: Int?
    if let reference {
      column = file.table.methods.firstIndex(of: reference)
      guard column != nil else {
        throw ResultsFileError.unknownColumn(
          table, option: "--reference", name: reference, columns: file.table.methods)
      }
    }
    return TableAnalysis.Options(
      design: replicates,
      preference: direction == .higherIsBetter ? .higherIsBetter : .lowerIsBetter,
      reference: column, practicalEquivalence: rope, level: level)
  }
}
