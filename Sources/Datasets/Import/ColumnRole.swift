/// What a column of an imported file is used for.
public enum ColumnRole: String, Codable, Equatable, Sendable {
  /// A feature, read as a number.
  case numeric
  /// A feature that is one of several levels.
  case categorical
  /// The class of the row.
  case label
  /// When the row happened.
  case time
  /// The card, account or customer that the row belongs to.
  case entity
  /// How many rows the row stands for.
  case weight
  /// Nothing: the column is not read.
  case dropped
}
