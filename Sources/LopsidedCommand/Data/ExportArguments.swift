internal import ArgumentParser
internal import Datasets

/// What can be chosen about the files of an export.
struct ExportArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How labels stand in SVMlight files: zero-one or plus-minus.", valueName: "labels"))
  var svmlightLabels: SVMLightLabels = .zeroOne

  @Option(
    help: ArgumentHelp(
      """
      SPDX identifier of the licence of the rows, for the metadata (default: CC0-1.0 for rows of a \
      scenario, none for others).
      """, valueName: "identifier"))
  var license: String?

  enum SVMLightLabels: String, ExpressibleByArgument, CaseIterable {
    case zeroOne = "zero-one"
    case plusMinus = "plus-minus"
  }

  var options: ExportOptions {
    ExportOptions(
      svmlightLabels: svmlightLabels == .zeroOne ? .zeroOne : .plusMinus, license: license)
  }
}

/// The formats by the names of the command line.
enum FormatArgument: String, ExpressibleByArgument, CaseIterable {
  case npy
  case csv
  case gzippedCSV = "csv.gz"
  case svmlight
  case arrow
  case huggingFace = "huggingface"

  /// The format; `nil` for the array files of a data-set folder.
  var format: ExportFormat? { ExportFormat(rawValue: rawValue) }
}
