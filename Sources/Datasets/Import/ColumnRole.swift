/// What a column of an imported file is used for.
///
/// Every column but the label is numeric so far. Categories, times, amounts and entities become
/// further cases here; ``CSVLayout`` assigns them and ``RowParser`` decides how a cell is read.
public enum ColumnRole: String, Codable, Equatable, Sendable {
  /// A feature, read as a number.
  case numeric
  /// The class of the row.
  case label
}
