/// Why a file could not be imported. Nothing has been written or kept when it is thrown.
///
/// Lines and columns count from 1; a line is what a text editor shows, so a quoted cell may span
/// several. Only the first fault of a file is reported.
public enum ImportError: Error, Equatable, Sendable {
  /// A cell of a file.
  public struct Place: Equatable, Sendable {
    /// The file's path, as it was given.
    public var file: String
    /// The line on which the cell begins, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int
    /// The column's name in the header; `nil` while the header itself is read.
    public var name: String?

    /// The cell at `line` and `column`, both from 1.
    public init(file: String, line: Int, column: Int, name: String? = nil) {
      self.file = file
      self.line = line
      self.column = column
      self.name = name
    }
  }

  /// A value of the label column and the number of rows that hold it.
  public struct ClassCount: Equatable, Sendable {
    /// The value as the file writes it.
    public var value: String
    /// The number of rows that hold it.
    public var rows: Int

    /// `rows` rows labelled `value`.
    public init(value: String, rows: Int) {
      self.value = value
      self.rows = rows
    }
  }

  // The file.

  /// There is no such file.
  case missingFile(file: String)
  /// The path names a directory.
  case directory(file: String)
  /// The operating system refused to open or read the file.
  case unreadable(file: String, reason: String)
  /// The file became shorter or longer while it was read.
  case changedWhileReading(file: String, bytesAtStart: Int, bytesRead: Int)
  /// The file holds no byte but white space.
  case emptyFile(file: String)
  /// The file is not text. `resembles` names the format it looks like, where that is known.
  case binary(file: String, line: Int, resembles: String?)
  /// The file is compressed by gzip and damaged.
  case compressed(file: String, reason: String)
  /// An array file cannot be used.
  case array(file: String, reason: String)
  /// The format needs the name of the label column and none was given.
  case labelNotNamed(file: String)
  /// Lines end with a carriage return alone.
  case carriageReturns(file: String)

  // The header.

  /// There is a header and no row below it.
  case headerOnly(file: String)
  /// A column name is not UTF-8.
  case nameNotUTF8(Place)
  /// A column has no name.
  case emptyName(Place)
  /// Two columns have the same name.
  case duplicateName(file: String, name: String, first: Int, second: Int)
  /// The header has more columns than are allowed.
  case tooManyColumns(file: String, limit: Int)
  /// No column has the label's name. `columns` are the names there are, the nearest first.
  case unknownLabel(file: String, label: String, columns: [String])
  /// The label is the only column.
  case noFeatures(file: String, label: String)

  /// Columns besides the label are there, but none is a feature.
  case noFeaturesLeft(file: String)
  /// No column has a name that an option gives. `columns` are the names there are, the nearest first.
  case unknownColumn(file: String, option: String, name: String, columns: [String])
  /// Two options claim the same column.
  case twoRoles(file: String, name: String, first: String, second: String)
  /// A column is to be kept as a feature that is one anyway, or cannot be one.
  case notKept(file: String, name: String, role: ColumnRole)
  /// A line of an attribute file cannot be read.
  case attributeFile(file: String, line: Int, reason: String)
  /// A line of a file of sparse rows cannot be read.
  case sparseRow(file: String, line: Int, reason: String)

  // The rows.

  /// A row has more or fewer cells than the header.
  case raggedRow(file: String, line: Int, found: Int, expected: Int)
  /// An empty line with rows below it.
  case blankLine(file: String, line: Int)
  /// A line is longer than `limit` bytes.
  case lineTooLong(file: String, line: Int, limit: Int)
  /// A quote that is never closed, or not within `limit` bytes; the place is where it opens.
  case unterminatedQuote(Place, limit: Int)
  /// A quote inside an unquoted cell, or something between a closing quote and the cell's end.
  case misplacedQuote(Place, cell: String)

  // The cells.

  /// A cell that is empty or says that its value is missing: `NA`, `NaN`, `null`, …
  case missingValue(Place, cell: String, role: ColumnRole)
  /// A cell of a numeric column that is no number.
  case notANumber(Place, cell: String)
  /// A cell that says infinity.
  case infinite(Place, cell: String)
  /// A number beyond the range of `Float`.
  case overflow(Place, cell: String)

  /// A cell that is not what its column must hold; `valid` says in a sentence what would be.
  case badCell(Place, cell: String, valid: String)

  /// A text in a column that holds `numbers` numbers and only `texts` other texts.
  case strayText(Place, cell: String, numbers: Int, texts: Int)
  /// A cell of the time column that is no time.
  case badTime(Place, cell: String, isDate: Bool)
  /// A weight that is not above 0.
  case badWeight(Place, cell: String)
  /// A value that the column's declaration does not list.
  case undeclaredLevel(Place, cell: String, levels: [String])
  /// A value of an array, or of a row without a line of its own.
  case arrayCell(file: String, row: Int, column: String?, reason: String)
  /// An amount that is missing or below 0.
  case badAmount(file: String, column: String, row: Int, value: Float)

  // Categorical columns as a whole.

  /// A categorical column has more levels than are allowed.
  case tooManyLevels(file: String, column: String, found: Int, limit: Int, example: String)
  /// A level is not UTF-8.
  case levelNotUTF8(file: String, column: String, level: String)

  // The label column as a whole.

  /// More than two classes.
  case tooManyClasses(file: String, label: String, found: [ClassCount])
  /// So many values that reading stopped; `values` are the first of them.
  case manyValues(file: String, label: String, values: [String])
  /// Two classes of which neither is known to be the positive one.
  case positiveNotNamed(file: String, label: String, found: [ClassCount])
  /// No row has the label that was named as the positive one.
  case noPositives(file: String, label: String, positive: String, found: [ClassCount])
  /// Every row has the label that means positive.
  case noNegatives(file: String, label: String, found: ClassCount)
  /// A class has fewer rows than a split into training, validation and test needs.
  case tooFewRows(file: String, label: String, value: String, found: Int, needed: Int)
}

extension ImportError {
  /// Whether a fault may look otherwise when it is known which columns hold levels.
  var mayDependOnKinds: Bool {
    switch self {
    case .missingFile, .directory, .unreadable, .changedWhileReading, .emptyFile, .carriageReturns,
      .compressed, .headerOnly, .nameNotUTF8, .emptyName, .duplicateName, .tooManyColumns,
      .unknownLabel, .noFeatures, .noFeaturesLeft, .unknownColumn, .twoRoles, .notKept:
      false
    default: true
    }
  }
}

extension ColumnRole {
  /// What a row has by a column of this role.
  var noun: String {
    switch self {
    case .numeric: "a number"
    case .categorical: "a level"
    case .label: "a label"
    case .time: "a time"
    case .entity: "an entity"
    case .weight: "a weight"
    case .dropped: "nothing"
    }
  }
}
