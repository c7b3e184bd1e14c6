extension RowParser {
  /// Reads a row whose cells are written plainly; `nil` for any other row.
  ///
  /// Numbers must be unquoted, and quoted texts without quotes or lines in them. The label's index
  /// is returned and `offset` moves behind the row.
  @inline(__always)
  static func plainRow(
    _ bytes: Span<UInt8>, _ offset: inout Int, roles: Span<ColumnRole>, layout: CSVLayout,
    shape: RowShape, columns: inout RowColumns, row: inout RowColumns.Row,
    into output: inout MutableSpan<Float>, at base: Int
  ) -> UInt8? {
    let delimiter = layout.delimiter
    let lastColumn = roles.count - 1
    var index = offset
    var target = base
    var labelRange = 0..<0
    for column in 0...lastColumn {
      while bytes[index] == space { index += 1 }
      let role = roles[column]
      if role == .numeric {
        let start = index
        if let value = DecimalNumber.read(bytes, at: &index) {
          guard value.isFinite else { return nil }
          output[target] = value
        } else {
          index = start
          let range = plainText(bytes, &index, delimiter)
          guard let range, !shape.refusesMissing, layout.plan.missing.isOne(bytes, range) else {
            return nil
          }
          output[target] = .nan
        }
        if shape.hasMissingNumbers, layout.plan.missing.numbers.contains(output[target]) {
          guard !shape.refusesMissing else { return nil }
          output[target] = .nan
        }
        target += 1
      } else if role == .label {
        guard let range = plainLabel(bytes, &index, delimiter) else { return nil }
        labelRange = range
      } else if role == .categorical {
        guard let range = plainText(bytes, &index, delimiter) else { return nil }
        if shape.refusesMissing, layout.plan.missing.isOne(bytes, range) { return nil }
        let table = layout.plan.tableOfColumn[column]
        output[target] = Float(bitPattern: columns.tables[table].code(of: range, in: bytes))
        target += 1
      } else {
        guard
          readAttribute(
            role, column, bytes, &index, layout: layout, shape: shape, columns: &columns,
            row: &row, into: &output, at: &target)
        else { return nil }
      }
      while bytes[index] == space { index += 1 }
      if column < lastColumn {
        guard bytes[index] == delimiter else { return nil }
      } else if bytes[index] != newline {
        guard bytes[index] == carriageReturn, index + 1 < bytes.count,
          bytes[index + 1] == newline
        else { return nil }
        index += 1
      }
      index += 1
    }
    // The label is counted last, when nothing else can be wrong with the row.
    guard let label = columns.classes.index(of: labelRange, in: bytes) else { return nil }
    offset = index
    return label
  }

  /// Reads a time, an entity or a weight, or passes over a cell that is not wanted.
  @inline(never)
  private static func readAttribute(
    _ role: ColumnRole, _ column: Int, _ bytes: Span<UInt8>, _ index: inout Int,
    layout: CSVLayout, shape: RowShape, columns: inout RowColumns, row: inout RowColumns.Row,
    into output: inout MutableSpan<Float>, at target: inout Int
  ) -> Bool {
    switch role {
    case .time:
      let isQuoted = bytes[index] == quote
      if isQuoted { index += 1 }
      let days: Double? =
        switch shape.timeStyle {
        case .date: TimeText.readDate(bytes, at: &index)
        case .number:
          DecimalNumber.readDouble(bytes, at: &index).map { $0 / shape.unitsPerDay }
        }
      guard let days, days.isFinite else { return false }
      if isQuoted {
        guard bytes[index] == quote else { return false }
        index += 1
      }
      row.time = days
      if layout.plan.isKept[column] {
        output[target] = Float(days)
        target += 1
      }
    case .weight:
      guard let weight = DecimalNumber.read(bytes, at: &index), weight.isFinite, weight > 0 else {
        return false
      }
      row.weight = weight
      if layout.plan.isKept[column] {
        output[target] = weight
        target += 1
      }
    case .entity:
      guard let range = plainText(bytes, &index, layout.delimiter),
        !layout.plan.missing.isOne(bytes, range)
      else { return false }
      let table = layout.plan.tableOfColumn[column]
      row.entity = columns.tables[table].code(of: range, in: bytes)
    default:
      guard plainText(bytes, &index, layout.delimiter) != nil else { return false }
    }
    return true
  }

  /// Where the text of a cell stands, quoted or not, without quotes or lines in it.
  ///
  /// `index` moves to the delimiter or the newline behind it.
  @inline(__always)
  private static func plainText(
    _ bytes: Span<UInt8>, _ index: inout Int, _ delimiter: UInt8
  ) -> Range<Int>? {
    let isQuoted = bytes[index] == quote
    if isQuoted { index += 1 }
    let start = index
    while true {
      let byte = bytes[index]
      if byte <= quote {
        if byte == quote || byte == newline || byte == 0 { break }
        if !isQuoted, byte == delimiter { break }
      } else if byte == delimiter, !isQuoted {
        break
      }
      index += 1
    }
    var (first, end) = (start, index)
    if isQuoted {
      guard bytes[index] == quote else { return nil }
      index += 1
      while first < end, bytes[first] == space { first += 1 }
      while bytes[index] == space { index += 1 }
      let isLast =
        bytes[index] == newline
        || bytes[index] == carriageReturn && index + 1 < bytes.count
          && bytes[index + 1] == newline
      guard isLast || bytes[index] == delimiter else { return nil }
    } else {
      guard bytes[index] == delimiter || bytes[index] == newline else { return nil }
      if bytes[index] == newline, end > first, bytes[end - 1] == carriageReturn {
        end -= 1
        index -= 1
      }
    }
    while end > first, bytes[end - 1] == space { end -= 1 }
    return first..<end
  }

  /// Where an unquoted label of one word stands, or a quoted one without quotes or lines in it.
  @inline(__always)
  private static func plainLabel(
    _ bytes: Span<UInt8>, _ index: inout Int, _ delimiter: UInt8
  ) -> Range<Int>? {
    let isQuoted = bytes[index] == quote
    if isQuoted { index += 1 }
    let start = index
    while bytes[index] > space, bytes[index] != delimiter, bytes[index] != quote { index += 1 }
    let range = start..<index
    if isQuoted {
      guard bytes[index] == quote else { return nil }
      index += 1
    }
    // One byte is no word for a missing value, except for these.
    guard range.count > 1 || range.count == 1 && bytes[start] != UInt8(ascii: "?") else {
      return nil
    }
    return range.count > 1 && MissingValue.isOne(bytes, range) ? nil : range
  }
}
