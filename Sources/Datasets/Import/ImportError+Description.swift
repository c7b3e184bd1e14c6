extension ImportError: CustomStringConvertible {
  /// The fault in full sentences: where it is, what was found, and what would be valid.
  public var description: String {
    switch self {
    case .missingFile, .directory, .unreadable, .changedWhileReading, .emptyFile, .binary,
      .carriageReturns:
      fileDescription
    case .headerOnly, .nameNotUTF8, .emptyName, .duplicateName, .tooManyColumns, .unknownLabel,
      .noFeatures:
      headerDescription
    case .raggedRow, .blankLine, .lineTooLong, .unterminatedQuote, .misplacedQuote:
      rowDescription
    case .missingValue, .notANumber, .infinite, .overflow: cellDescription
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
        + ". Give an uncompressed CSV file in UTF-8."
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
        + "A data set needs at least one numeric column besides the label; check the delimiter."
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
    default: ""
    }
  }

  private var cellDescription: String {
    switch self {
    case .missingValue(let place, let cell):
      "\(place): "
        + (cell.isEmpty ? "the cell is empty" : "\(quoted(cell)) stands for a missing value")
        + ". Missing values are not supported yet; "
        + "fill the cell or leave out the row or the column."
    case .notANumber(let place, let cell):
      "\(place): \(quoted(cell)) is not a number. Valid are numbers such as 12, -0.5 or 1.5e-3; "
        + "columns of text are not supported yet, so leave the column out or encode it."
    case .infinite(let place, let cell):
      "\(place): \(quoted(cell)) is not a finite number. "
        + "Valid are numbers between -3.4028235e38 and 3.4028235e38."
    case .overflow(let place, let cell):
      "\(place): \(quoted(cell)) is too large for single precision. "
        + "Valid are numbers between -3.4028235e38 and 3.4028235e38; rescale the column."
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

private func count(_ number: Int, _ noun: String) -> String {
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

/// `text` in quotes, with control characters escaped and no longer than a line.
private func quoted(_ text: String) -> String {
  var shown = ""
  for scalar in text.unicodeScalars.prefix(60) {
    shown += scalar.value < 32 || scalar.value == 127 ? scalar.escaped(asASCII: true) : "\(scalar)"
  }
  return "\"" + shown + (text.unicodeScalars.count > 60 ? "…" : "") + "\""
}
