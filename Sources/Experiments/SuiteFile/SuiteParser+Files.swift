internal import Datasets
internal import Foundation
internal import Yams

extension SuiteParser {
  /// A file of real data, and what its columns are for.
  func file(_ map: SuiteMapping) throws(SuiteError) -> (SuiteDataset.Source, String) {
    try refuse(Self.keysOfScenario, beside: "file", map)
    let file = resolve(try map.string("file") ?? "")
    let word = try map.word("format", among: TableFormat.allCases.map(\.rawValue))
    let format = word.flatMap(TableFormat.init) ?? TableFormat(path: file)
    var options = ImportOptions()
    options.label =
      format == .csv
      ? try map.string("label", meaning: "the column that says which rows are positive")
      : try map.string("label")
    options.positive = try map.string("positive")
    options.delimiter =
      switch try map.word("delimiter", among: [",", ";", "tab"]) {
      case ",": .comma
      case ";": .semicolon
      case "tab": .tab
      default: Self.isTabbed(file) ? .tab : .comma
      }
    options.labelsFile = try map.string("labels").map(resolve)
    options.columnNames = try map.strings("names")
    options.columns = try columns(map)
    // Trials are keyed by the rows themselves, not by the file's bytes.
    options.hashesFile = false
    return (
      .file(
        path: file, format: format, options: options, split: try split(map),
        amount: try map.string("amount")),
      URL(filePath: file).deletingPathExtension().lastPathComponent
    )
  }

  private func columns(_ map: SuiteMapping) throws(SuiteError) -> ColumnOptions {
    var columns = ColumnOptions()
    columns.categorical = try map.strings("categorical") ?? []
    columns.dropped = try map.strings("drop") ?? []
    columns.kept = try map.strings("keep") ?? []
    columns.time = try map.string("time")
    let units = ColumnOptions.TimeUnit.allCases.map(\.rawValue)
    if let unit = try map.word("time-unit", among: units).flatMap(ColumnOptions.TimeUnit.init) {
      guard columns.time != nil else {
        throw .unusable(
          place: map.place(of: "time-unit"),
          reason: "\"time-unit\" says what the numbers of \"time\" count, which is not there.")
      }
      columns.timeUnit = unit
    }
    columns.entity = try map.string("entity")
    columns.weight = try map.string("weight")
    let missing = try map.strings("missing") ?? []
    columns.refusesMissing = missing.contains("refuse")
    columns.missing = missing.filter { $0 != "refuse" }
    return columns
  }

  private static func isTabbed(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".tsv") || name.hasSuffix(".tsv.gz")
  }
}
