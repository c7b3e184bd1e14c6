/// Comma-separated values: a header line, `.` decimals, LF, UTF-8.
///
/// Numbers are the shortest that are read back as the same `Float` or `Double`. A missing value is
/// an empty cell. Text is quoted where it holds a comma, a quote or a line end, where blanks would
/// be lost, and where it is empty, which is not the same as missing.
///
/// Source: RFC 4180, but for line ends.
struct CSVEncoder: TableEncoder {
  private let columns: [ExportColumn]
  private let cells: [Cell]
  /// The cells of each categorical column's levels.
  private let levels: [[[UInt8]]]
  let blockRows: Int

  /// What the cells of a column hold; with nothing to be counted, so that copies are free.
  private enum Cell {
    case number(feature: Int)
    case category(feature: Int)
    case other
  }

  init(columns: [ExportColumn]) {
    self.columns = columns
    cells = columns.map { column in
      guard case .feature(let index) = column.source else { return .other }
      return column.levels == nil ? .number(feature: index) : .category(feature: index)
    }
    levels = columns.map { ($0.levels ?? []).map(Self.cell) }
    blockRows = exportBlockRows(columns: columns.count, atMost: 16_384)
  }

  var start: [UInt8] {
    Array(columns.map { Self.cell($0.name) }.joined(separator: [0x2C])) + [0x0A]
  }

  func encode(
    _ rows: Dataset, first: Int, into buffer: OutputBuffer
  ) throws(DatasetError) -> Int {
    let width = rows.featureCount
    let features = rows.features.span
    for row in 0..<rows.rowCount {
      for place in 0..<cells.count {
        if place > 0 { buffer.append(0x2C) }
        switch cells[place] {
        case .number(let index):
          let value = features[row * width + index]
          if !value.isNaN { buffer.append(decimal: value) }
        case .category(let index):
          if let level = try ExportColumn.level(
            features[row * width + index], count: levels[place].count, row: first + row,
            column: columns[place].name)
          {
            buffer.append(levels[place][level])
          }
        case .other:
          try append(columns[place], levels[place], of: rows, row: row, first: first, to: buffer)
        }
      }
      buffer.append(0x0A)
    }
    return 0
  }

  /// Appends a cell that is no feature's.
  private func append(
    _ column: ExportColumn, _ levels: [[UInt8]], of rows: Dataset, row: Int, first: Int,
    to buffer: OutputBuffer
  ) throws(DatasetError) {
    let attributes = rows.attributes
    switch column.source {
    case .feature: break
    case .label: buffer.append(decimal: UInt32(rows.labels[row]))
    case .amount: if let values = attributes.amounts { buffer.append(decimal: values[row]) }
    case .time: if let values = attributes.times { buffer.append(decimal: values[row]) }
    case .entity: if let values = attributes.entities { buffer.append(decimal: values[row]) }
    case .weight: if let values = attributes.weights { buffer.append(decimal: values[row]) }
    case .posterior: if let oracle = rows.oracle { buffer.append(decimal: oracle.posterior[row]) }
    case .typology:
      guard let oracle = rows.oracle else { return }
      let level = try ExportColumn.level(
        typology: oracle.typology[row], count: levels.count, row: first + row,
        column: column.name)
      buffer.append(levels[level])
    case .trueLabel:
      guard let observation = rows.oracle?.observation else { return }
      buffer.append(decimal: UInt32(observation.trueLabels[row]))
    case .observedPosterior:
      guard let observation = rows.oracle?.observation else { return }
      buffer.append(decimal: observation.posterior[row])
    }
  }

  /// Text as a cell.
  static func cell(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let special: Set<UInt8> = [0x22, 0x2C, 0x0A, 0x0D]
    let blanks: Set<UInt8> = [0x20, 0x09]
    guard let first = bytes.first, let last = bytes.last,
      !blanks.contains(first), !blanks.contains(last), !bytes.contains(where: special.contains)
    else {
      return [0x22] + bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
    }
    return bytes
  }
}

/// The blocks of another encoder, each a gzip member.
struct GzipEncoder: TableEncoder {
  let base: any TableEncoder

  var blockRows: Int { base.blockRows }
  var start: [UInt8] { member(base.start) }

  func encode(
    _ rows: Dataset, first: Int, into buffer: OutputBuffer
  ) throws(DatasetError) -> Int {
    let plain = OutputBuffer(capacity: 1 << 20)
    let note = try base.encode(rows, first: first, into: plain)
    let packed = try plain.withBytes { bytes throws(DatasetError) in
      var packed: [UInt8] = []
      GzipMember.append(bytes, to: &packed)
      return packed
    }
    buffer.append(packed)
    return note
  }

  func end(_ blocks: [EncodedBlock]) -> [UInt8] { member(base.end(blocks)) }

  private func member(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return [] }
    var packed: [UInt8] = []
    GzipMember.append(bytes.span, to: &packed)
    return packed
  }
}
