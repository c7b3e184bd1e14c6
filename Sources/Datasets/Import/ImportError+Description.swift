extension ImportError: CustomStringConvertible {
  /// The fault in full sentences: where it is, what was found, and what would be valid.
  public var description: String {
    switch self {
    case .missingFile, .directory, .unreadable, .changedWhileReading, .emptyFile, .binary,
      .carriageReturns, .compressed, .array:
      fileDescription
    case .headerOnly, .nameNotUTF8, .emptyName, .duplicateName, .tooManyColumns, .unknownLabel,
      .noFeatures:
      headerDescription
    case .labelNotNamed, .noFeaturesLeft, .unknownColumn, .twoRoles, .notKept, .tooManyLevels,
      .levelNotUTF8:
      columnDescription
    case .raggedRow, .blankLine, .lineTooLong, .unterminatedQuote, .misplacedQuote, .attributeFile,
      .sparseRow:
      rowDescription
    case .missingValue, .notANumber, .infinite, .overflow, .strayText, .badCell: cellDescription
    case .badTime, .badWeight, .undeclaredLevel, .arrayCell, .badAmount: valueDescription
    case .tooManyClasses, .manyValues, .positiveNotNamed, .noPositives, .noNegatives, .tooFewRows:
      labelDescription
    }
  }

  private var fileDescription: String {
    switch self {
    case .missingFile(let file):
      "\(file): there is no such file. Give the path of a CSV file."
    case .directory(let file):
      "\(file): this is a directory. Give the path of one CSV file in it."
    case .unreadable(let file, let reason):
      "\(file): the file cannot be read: \(reason). Give a CSV file that you may read."
    case .changedWhileReading(let file, let bytesAtStart, let bytesRead):
      "\(file): the file changed while it was read: it had \(bytesAtStart) bytes when it was "
        + "opened and \(bytesRead) bytes were read. Import it again when nothing writes to it."
    case .emptyFile(let file):
      "\(file): the file is empty. "
        + "A CSV file has a header line with the column names and a line for each row."
    case .binary(let file, let line, let resembles):
      "\(file), line \(line): this is not a text file"
        + (resembles.map { "; it looks like \($0)" } ?? ": it holds a NUL byte")
        + ". Give a text file in UTF-8, as it is or compressed by gzip."
    case .compressed(let file, let reason):
      "\(file): the file is compressed by gzip and cannot be unpacked: \(reason). "
        + "Download or compress it again."
    case .array(let file, let reason): "\(file): \(reason)"
    case .carriageReturns(let file):
      "\(file), line 1: lines end with a carriage return (CR) alone. Save the file with LF or CRLF."
    default: ""
    }
  }

  private var headerDescription: String {
    switch self {
    case .headerOnly(let file):
      "\(file): the file has a header and no rows. "
        + "A CSV file has a line for each row below its header."
    case .nameNotUTF8(let place):
      "\(place): the column name is not UTF-8. Save the file as UTF-8, or rename the column."
    case .emptyName(let place):
      "\(place): the column has no name. "
        + "Every column of the header, line 1, needs a name; check for a stray delimiter."
    case .duplicateName(let file, let name, let first, let second):
      "\(file), line 1: columns \(first) and \(second) are both named \(quoted(name)). "
        + "Every column needs a name of its own."
    case .tooManyColumns(let file, let limit):
      "\(file), line 1: the header has more than \(limit) columns, the most that is allowed. "
        + "Check the delimiter."
    case .unknownLabel(let file, let label, let columns):
      "\(file), line 1: no column is named \(quoted(label)). "
        + (columns.first.map { "The nearest name is \(quoted($0)); the columns are " } ?? "")
        + list(columns.map(quoted), most: 20) + "."
        + (columns.count == 1 ? " If that is several names, check the delimiter." : "")
    case .noFeatures(let file, let label):
      "\(file), line 1: \(quoted(label)) is the only column. "
        + "A data set needs at least one column besides the label; check the delimiter."
    default: ""
    }
  }

  private var rowDescription: String {
    switch self {
    case .raggedRow(let file, let line, let found, let expected):
      "\(file), line \(line): found \(count(found, "cell")), expected \(expected) "
        + "as in the header. A cell that holds the delimiter must stand in quotes."
    case .blankLine(let file, let line):
      "\(file), line \(line): the line is blank and rows follow it. "
        + "Blank lines are allowed at the end of the file only."
    case .lineTooLong(let file, let line, let limit):
      "\(file), line \(line): the line is longer than \(limit) bytes, the most that is allowed. "
        + "Check that lines end with LF or CRLF."
    case .unterminatedQuote(let place, let limit):
      "\(place): the quote that opens here is not closed, "
        + "neither before the end of the file nor within \(limit) bytes. "
        + "Close it, or write a quote that is part of a cell as two quotes in a quoted cell."
    case .misplacedQuote(let place, let cell):
      "\(place): the cell \(quoted(cell)) has a quote in the wrong place. A quoted cell begins "
        + "and ends with a quote, and a quote inside it is written as two quotes."
    case .attributeFile(let file, let line, let reason), .sparseRow(let file, let line, let reason):
      "\(file), line \(line): \(reason)"
    default: ""
    }
  }

  private var cellDescription: String {
    switch self {
    case .missingValue(let place, let cell, let role):
      "\(place): "
        + (cell.isEmpty ? "the cell is empty" : "\(quoted(cell)) stands for a missing value")
        + (role == .numeric || role == .categorical
          ? ". Missing values are refused; fill the cell, leave out the row or the column, or allow "
            + "missing values."
          : ". Every row needs \(role.noun); fill the cell or leave out the row.")
    case .notANumber(let place, let cell):
      "\(place): \(quoted(cell)) is not a number. Valid are numbers such as 12, -0.5 or 1.5e-3."
    case .badCell(let place, let cell, let valid):
      "\(place): \(cell.isEmpty ? "the cell is empty" : "\(quoted(cell)) is not valid"). \(valid)"
    case .strayText(let place, let cell, let numbers, let texts):
      "\(place): \(quoted(cell)) is not a number, but \(numbers) of the column's "
        + "\(count(numbers + texts, "cell")) are. Correct the cell, or say what it means: "
        + "--missing \(shellWord(cell)) if its value is missing, "
        + "--categorical \(shellWord(place.name ?? "")) if the column holds levels."
    case .infinite(let place, let cell):
      "\(place): \(quoted(cell)) is not a finite number. "
        + "Valid are numbers between -3.4028235e38 and 3.4028235e38."
    case .overflow(let place, let cell):
      "\(place): \(quoted(cell)) is too large for single precision. "
        + "Valid are numbers between -3.4028235e38 and 3.4028235e38; rescale the column."
    default: ""
    }
  }

  private var valueDescription: String {
    switch self {
    case .badTime(let place, let cell, let isDate):
      "\(place): \(quoted(cell)) is no "
        + (isDate
          ? "date. The column's first cell is one, so valid are dates and times as ISO 8601 writes "
            + "them, such as 2024-05-31 or 2024-05-31T23:59:59Z."
          : "number. The column's first cell is no date, so valid are numbers such as 12 or 0.5, "
            + "whose unit --time-unit says; dates must be written as in 2024-05-31.")
    case .badWeight(let place, let cell):
      "\(place): the weight \(quoted(cell)) is not above 0. Leave out rows that count for nothing."
    case .undeclaredLevel(let place, let cell, let levels):
      "\(place): \(quoted(cell)) is none of the declared levels "
        + list(levels.map(quoted), most: 8) + "."
    case .arrayCell(let file, let row, let column, let reason):
      "\(file), row \(row)" + (column.map { ", column \($0)" } ?? "") + ": \(reason)"
    case .badAmount(let file, let column, let row, let value):
      "\(file), row \(row), column \(column): the amount is "
        + (value.isNaN ? "missing" : "\(value)") + ". An amount must be a number of at least 0."
    default: ""
    }
  }

  private var columnDescription: String {
    switch self {
    case .labelNotNamed(let file):
      "\(file): nothing says which column is the label. Name it, with --label NAME."
    case .noFeaturesLeft(let file):
      "\(file), line 1: no column is left to be a feature. "
        + "A data set needs at least one; drop or use fewer columns."
    case .unknownColumn(let file, let option, let name, let columns):
      "\(file), line 1: \(option) names the column \(quoted(name)), which is not there. "
        + (columns.first.map { "The nearest name is \(quoted($0)); the columns are " } ?? "")
        + list(columns.map(quoted), most: 20) + "."
    case .twoRoles(let file, let name, let first, let second):
      "\(file), line 1: both \(first) and \(second) name the column \(quoted(name)). "
        + "A column can be one of the two only."
    case .notKept(let file, let name, let role):
      "\(file), line 1: --keep names the column \(quoted(name)), which is "
        + (role == .numeric || role == .categorical
          ? "a feature anyway." : "no column that can be a feature as well.")
        + " Only a time or a weight column can be kept."
    case .tooManyLevels(let file, let column, let found, let limit, let example):
      "\(file): the column \(quoted(column)) holds \(found) different texts such as "
        + "\(quoted(example)), and a categorical column may have \(limit). "
        + "If it names a card, account or customer, use --entity \(shellWord(column)); if it names "
        + "the row, use --drop \(shellWord(column))."
    case .levelNotUTF8(let file, let column, let level):
      "\(file): the column \(quoted(column)) holds \(quoted(level)), which is not UTF-8. "
        + "Save the file as UTF-8."
    default: ""
    }
  }

  private var labelDescription: String {
    switch self {
    case .tooManyClasses(let file, let label, let found):
      "\(file): the label column \(quoted(label)) holds more than two classes: "
        + list(found.map(\.description), most: 8)
        + ". It must hold exactly two; name another label column or recode this one."
    case .manyValues(let file, let label, let values):
      "\(file): the label column \(quoted(label)) holds more than \(values.count) values, such as "
        + list(values.prefix(5).map(quoted), most: 5)
        + ". It must hold exactly two; name another label column or recode this one."
    case .positiveNotNamed(let file, let label, let found):
      "\(file): the label column \(quoted(label)) holds "
        + list(found.map(\.description), most: 8)
        + ", and neither 0 and 1 nor true and false say which is positive. "
        + "Name the positive value"
        + (found.min { ($0.rows, $0.value) < ($1.rows, $1.value) }
          .map { ", as in --positive \($0.value)" } ?? "") + "."
    case .noPositives(let file, let label, let positive, let found):
      "\(file): no row is positive: the label column \(quoted(label)) never holds "
        + "\(quoted(positive)), only " + list(found.map(\.description), most: 8)
        + ". Name a value that it holds as the positive one, with --positive VALUE."
    case .noNegatives(let file, let label, let found):
      "\(file): every row is positive: the label column \(quoted(label)) holds only \(found). "
        + "It must hold two classes."
    case .tooFewRows(let file, let label, let value, let found, let needed):
      "\(file): the label column \(quoted(label)) holds \(quoted(value)) in "
        + "\(count(found, "row")); a split into training, validation and test "
        + "needs at least \(needed) of each class."
    default: ""
    }
  }
}

extension ImportError.Place: CustomStringConvertible {
  /// The place as a person would look it up: file, line, column, name.
  public var description: String {
    "\(file), line \(line), column \(column)" + (name.map { " (\($0))" } ?? "")
  }
}

extension ImportError.ClassCount: CustomStringConvertible {
  /// The value in quotes and its number of rows.
  public var description: String { "\(quoted(value)) (\(count(rows, "row")))" }
}

func count(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)" + (number == 1 ? "" : "s")
}

private func list(_ items: [String], most: Int) -> String {
  guard items.count > most else {
    return items.count > 1
      ? items.dropLast().joined(separator: ", ") + " and " + (items.last ?? "")
      : items.joined()
  }
  return items.prefix(most).joined(separator: ", ") + " and \(items.count - most) more"
}

/// `text` as a shell takes it.
private func shellWord(_ text: String) -> String {
  let isPlain =
    !text.isEmpty
    && text.utf8.allSatisfy {
      $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || "-_.+/".utf8.contains($0)
    }
  return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
}

/// `text` in quotes, with control characters escaped and no longer than a line.
func quoted(_ text: String) -> String {
  var shown = ""
  for scalar in text.unicodeScalars.prefix(60) {
    shown += scalar.value < 32 || scalar.value == 127 ? scalar.escaped(asASCII: true) : "\(scalar)"
  }
  return "\"" + shown + (text.unicodeScalars.count > 60 ? "…" : "") + "\""
}
