/// A data set read from a file, and what a summary of it should say.
public struct ImportedTable: Sendable {
  /// The rows.
  public let dataset: Dataset
  /// The name of the label column.
  public let label: String
  /// The label of positive rows as the file writes it, and their number.
  public let positive: ImportError.ClassCount
  /// The label of negative rows as the file writes it, and their number.
  public let negative: ImportError.ClassCount
  /// SHA-256 of the file's bytes in hexadecimal; `nil` if it was not asked for.
  public let fileHash: String?
  /// Range and mean of each feature, in the order of the features.
  public let columns: [ColumnSummary]
  /// Rows that occur more than once.
  public let duplicates: DuplicateRows

  /// The number of features that have the same value in every row.
  public var constantColumnCount: Int { columns.count { $0.isConstant } }

  /// The table of `dataset`, summarised.
  init(
    dataset: Dataset, label: String, positive: ImportError.ClassCount,
    negative: ImportError.ClassCount, fileHash: String?
  ) {
    self.dataset = dataset
    self.label = label
    self.positive = positive
    self.negative = negative
    self.fileHash = fileHash
    columns = ColumnSummary.all(of: dataset)
    duplicates = DuplicateRows(in: dataset)
  }
}

/// Range and mean of one feature.
public struct ColumnSummary: Codable, Equatable, Sendable {
  /// The feature's name.
  public let name: String
  /// The smallest value.
  public let minimum: Float
  /// The largest value.
  public let maximum: Float
  /// The arithmetic mean, summed in `Double` in the order of the rows.
  public let mean: Double

  /// Whether every row has the same value, so that the feature tells nothing.
  public var isConstant: Bool { minimum == maximum }

  /// A summary of each feature of `dataset`; empty if it has no rows.
  static func all(of dataset: Dataset) -> [ColumnSummary] {
    let width = dataset.featureCount
    guard dataset.rowCount > 0 else { return [] }
    var minima = Array(dataset.features[..<width])
    var maxima = minima
    var sums = [Double](repeating: 0, count: width)
    let values = dataset.features.span
    var low = minima.mutableSpan
    var high = maxima.mutableSpan
    var sum = sums.mutableSpan
    var base = 0
    for _ in 0..<dataset.rowCount {
      for column in 0..<width {
        let value = values[base + column]
        low[column] = value < low[column] ? value : low[column]
        high[column] = value > high[column] ? value : high[column]
        sum[column] += Double(value)
      }
      base += width
    }
    return (0..<width).map {
      ColumnSummary(
        name: dataset.featureNames[$0], minimum: minima[$0], maximum: maxima[$0],
        mean: sums[$0] / Double(dataset.rowCount))
    }
  }
}
