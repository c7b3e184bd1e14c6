internal import ArgumentParser
internal import Datasets
internal import Foundation

/// How a file of real data is read, on the command line.
struct ImportArguments: ParsableArguments {
  @Option(help: "The column that says which rows are positive.")
  var label: String?

  @Option(help: "The label of positive rows, when labels are not 0 and 1 or false and true.")
  var positive: String?

  @Option(
    help: ArgumentHelp(
      "Columns that hold levels though they look like numbers, such as postcodes.",
      valueName: "columns"))
  var categorical: [Names] = []

  @Option(help: ArgumentHelp("Columns that are not used.", valueName: "columns"))
  var drop: [Names] = []

  @Option(help: "The column that says when a row happened: numbers or ISO 8601 dates and times.")
  var time: String?

  @Option(help: "What the numbers of the time column count: days, hours, minutes or seconds.")
  var timeUnit: TimeUnit = .days

  @Option(help: "The column that says which card, account or customer a row belongs to.")
  var entity: String?

  @Option(help: "The column that says how many rows a row stands for.")
  var weight: String?

  @Option(help: "The column that says what each row is worth; it stays a feature.")
  var amount: String?

  @Option(
    help: ArgumentHelp("Time or weight columns that are features as well.", valueName: "columns"))
  var keep: [Names] = []

  @Option(
    help: ArgumentHelp(
      """
      A text or number that stands for a missing value besides the usual ones, such as -1; \
      "refuse" makes any missing feature an error.
      """, valueName: "text"))
  var missing: [String] = []

  @Option(
    help: "What stands between cells: comma, semicolon or tab (default: comma; tab for .tsv).")
  var delimiter: Delimiter?

  @Option(
    help: ArgumentHelp(
      "The file with the labels of features in a .npy file (default: by its name).",
      valueName: "file"))
  var labels: String?

  @Option(help: ArgumentHelp("The names of a .npy file's columns.", valueName: "columns"))
  var names: [Names] = []

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

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv
    case npy
    case svmlight
    case arff

    var table: TableFormat {
      switch self {
      case .csv: .csv
      case .npy: .npy
      case .svmlight: .svmlight
      case .arff: .arff
      }
    }
  }

  enum TimeUnit: String, ExpressibleByArgument, CaseIterable {
    case days
    case hours
    case minutes
    case seconds

    var unit: ColumnOptions.TimeUnit {
      switch self {
      case .days: .days
      case .hours: .hours
      case .minutes: .minutes
      case .seconds: .seconds
      }
    }
  }

  /// Names between commas.
  struct Names: ExpressibleByArgument {
    let list: [String]

    init?(argument: String) {
      list = argument.split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      if list.isEmpty { return nil }
    }
  }

  /// The table in the file at `path`.
  func table(
    at path: String, format: Format?, minimumRows: Int? = nil
  ) throws(ImportError) -> ImportedTable {
    var options = options(for: path)
    if let minimumRows { options.minimumRowsPerClass = minimumRows }
    let format = format?.table ?? TableFormat(path: path)
    return try format.reader(options, for: path).table(at: path)
  }

  /// How the file at `path` is read.
  func options(for path: String) -> ImportOptions {
    var options = ImportOptions()
    options.label = label
    options.positive = positive
    options.delimiter = delimiter?.byte ?? (isTabbed(path) ? .tab : .comma)
    options.labelsFile = labels
    options.columnNames = names.isEmpty ? nil : names.flatMap(\.list)
    options.columns.categorical = categorical.flatMap(\.list)
    options.columns.dropped = drop.flatMap(\.list)
    options.columns.kept = keep.flatMap(\.list)
    options.columns.time = time
    options.columns.timeUnit = timeUnit.unit
    options.columns.entity = entity
    options.columns.weight = weight
    options.columns.amount = amount
    options.columns.refusesMissing = missing.contains("refuse")
    options.columns.missing = missing.filter { $0 != "refuse" }
    return options
  }

  private func isTabbed(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".tsv") || name.hasSuffix(".tsv.gz")
  }
}
