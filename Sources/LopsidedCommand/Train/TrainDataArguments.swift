internal import ArgumentParser
internal import Datasets
internal import Experiments
internal import Foundation

/// What a model is trained on, on the command line.
struct TrainDataArguments: ParsableArguments {
  @Argument(help: "A data set folder, a file, or a scenario.")
  var dataset: String

  @Option(help: "Of a scenario: the preset (default: the scenario's first).")
  var preset: String?

  @Option(help: "Of a scenario: the share of positives, above 0 and at most 0.5.")
  var prevalence: Double = 0.001

  @Option(
    help: ArgumentHelp(
      "Of a scenario: a parameter in place of the preset's, NAME=VALUE or NAME=VALUE,VALUE,…",
      valueName: "name=value"))
  var parameter: [String] = []

  @Option(help: "Of a scenario: training rows.")
  var rows: Int = 300_000

  @Option(help: "Of a scenario: validation rows (default: a third of the training rows).")
  var validationRows: Int?

  @Option(help: "Of a scenario: test rows (default: two thirds of the training rows).")
  var testRows: Int?

  @Option(help: "Of a file: csv, npy, svmlight or arff (default: by the file's name).")
  var inputFormat: ImportArguments.Format?

  @Option(help: "Of a folder or file: split by random, time or entity.")
  var splitBy: SplitBasis = .random

  @OptionGroup var file: ImportArguments

  enum SplitBasis: String, ExpressibleByArgument, CaseIterable {
    case random
    case time
    case entity

    var basis: SplitPlan.Basis {
      switch self {
      case .random: .random
      case .time: .time
      case .entity: .entity
      }
    }
  }

  /// What there is under the name: a folder, a file, or a scenario.
  func source() throws -> LearnerRequest.Source {
    var isFolder = ObjCBool(false)
    if unsafe FileManager.default.fileExists(atPath: dataset, isDirectory: &isFolder) {
      guard !isFolder.boolValue else { return .folder(path: dataset) }
      return .file(
        path: dataset, format: inputFormat?.table ?? TableFormat(path: dataset),
        options: file.options(for: dataset))
    }
    guard ScenarioCatalogue.scenarios.contains(where: { $0.name == dataset }) else {
      let names = ScenarioCatalogue.scenarios.map { $0.name }.joined(separator: ", ")
      throw LearnerDataError(
        description: """
          There is no folder or file '\(dataset)', and no scenario of that name; the scenarios are \
          \(names).
          """)
    }
    return .scenario(
      name: dataset, preset: preset,
      parameters: try parameter.map { try LawArguments.parameter($0, option: "--parameter") },
      prevalence: prevalence, rows: try scenarioRows())
  }

  private func scenarioRows() throws -> SuiteDataset.Rows {
    guard prevalence > 0, prevalence <= 0.5 else {
      throw ValidationError(
        "--prevalence is \(prevalence); it must be above 0 and at most 0.5.")
    }
    let counts = [
      ("--rows", rows), ("--validation-rows", validationRows ?? rows / 3),
      ("--test-rows", testRows ?? rows / 3 * 2),
    ]
    for (option, count) in counts {
      let positives = (prevalence * Double(count)).rounded()
      guard (2...4_000_000_000).contains(count), positives >= 1, positives < Double(count) else {
        throw ValidationError(
          """
          \(option) is \(count); at prevalence \(prevalence) it must be at least \
          \(Int((0.5 / prevalence).rounded(.up))), for one positive, and at most 4000000000.
          """)
      }
    }
    return SuiteDataset.Rows(training: counts[0].1, validation: counts[1].1, test: counts[2].1)
  }
}
