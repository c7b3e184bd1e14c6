/// What the columns of a file are for, besides the label.
public struct ColumnOptions: Equatable, Sendable {
  /// What the numbers of a time column count.
  public enum TimeUnit: String, CaseIterable, Sendable {
    /// Days.
    case days
    /// Hours.
    case hours
    /// Minutes.
    case minutes
    /// Seconds.
    case seconds

    /// The number of units in a day.
    var perDay: Double {
      switch self {
      case .days: 1
      case .hours: 24
      case .minutes: 1440
      case .seconds: 86_400
      }
    }
  }

  /// Columns that hold one of several levels, even if they look like numbers.
  public var categorical: [String] = []
  /// Columns that are not read.
  public var dropped: [String] = []
  /// Time and weight columns that are features as well.
  public var kept: [String] = []
  /// The column that says when a row happened: numbers, or dates and times as ISO 8601 writes them.
  public var time: String?
  /// What the time column's numbers count.
  public var timeUnit = TimeUnit.days
  /// The column that says which card, account or customer a row belongs to.
  public var entity: String?
  /// The column that says how many rows a row stands for.
  public var weight: String?
  /// The column that says what a row is worth; it stays a feature.
  public var amount: String?
  /// Whether a missing feature is an error rather than NaN.
  public var refusesMissing = false
  /// Texts that stand for a missing value, besides the usual ones; numbers match by value.
  public var missing: [String] = []
  /// The number of levels that a categorical column may have.
  public var maximumLevels = 65_536

  /// All columns are features whose kind is found from their cells.
  public init() {}
}
