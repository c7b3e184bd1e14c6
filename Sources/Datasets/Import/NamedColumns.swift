/// What a column that is asked for by name holds.
package enum NamedColumnKind: Equatable, Sendable {
  /// Finite numbers in a range; `valid` says in words which.
  case number(ClosedRange<Double>, valid: String)
  /// 1 for the positive value and 0 for any other; without one named, 0 and 1 or false and true.
  case label(positive: String?)
  /// When a row happened, in days from any moment.
  case time(unit: ColumnOptions.TimeUnit)
  /// A text, numbered in order of appearance.
  case entity
}

/// A column to read.
package struct NamedColumn: Equatable, Sendable {
  package var name: String
  package var kind: NamedColumnKind
  /// The option that named it, for errors.
  package var option: String

  package init(_ name: String, _ kind: NamedColumnKind, option: String) {
    self.name = name
    self.kind = kind
    self.option = option
  }
}

/// Columns of a CSV file as numbers.
package struct NamedColumns: Sendable {
  /// The number of rows.
  package var rowCount = 0
  /// Values of each column that was asked for, in that order; empty for entities.
  package var numbers: [[Double]]
  /// Numbers of each column of entities; empty for others.
  package var entities: [[UInt32]]

  init(count: Int) {
    numbers = [[Double]](repeating: [], count: count)
    entities = [[UInt32]](repeating: [], count: count)
  }
}
