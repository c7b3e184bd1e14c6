/// Apache Arrow's file format, not compressed: record batches whose columns lie on multiples of 64
/// bytes, so that readers map them into memory as they are.
///
/// A missing value is null. A categorical column is dictionary-encoded text with 32-bit indices.
struct ArrowEncoder: TableEncoder {
  private let columns: [ExportColumn]
  private let schema: FlatTable
  private let dictionaries: [ArrowMetadata.Block]
  let start: [UInt8]
  let blockRows: Int

  /// - Parameters:
  ///   - columns: The columns, at least one.
  ///   - metadata: What the schema says besides, by key.
  init(columns: [ExportColumn], metadata: [(String, String)]) {
    self.columns = columns
    blockRows = exportBlockRows(columns: columns.count, atMost: 65_536)
    schema = ArrowMetadata.schema(columns, metadata: metadata)
    var bytes = ArrowMetadata.magic + [0, 0]
    bytes += ArrowMetadata.schemaMessage(schema, precedingBytes: bytes.count)
    var blocks: [ArrowMetadata.Block] = []
    for (id, column) in columns.enumerated() {
      guard let levels = column.levels else { continue }
      let (message, body) = Self.dictionary(id: id, levels: levels)
      blocks.append(
        ArrowMetadata.Block(
          offset: bytes.count, metadataLength: message.count, bodyLength: body.count))
      bytes += message + body
    }
    start = bytes
    dictionaries = blocks
  }

  /// The levels of a column as UTF-8 text with 32-bit offsets.
  private static func dictionary(id: Int, levels: [String]) -> (message: [UInt8], body: [UInt8]) {
    let body = OutputBuffer()
    var ends: [Int32] = [0]
    var text: [UInt8] = []
    for level in levels {
      text += Array(level.utf8)
      ends.append(Int32(text.count))
    }
    body.append(ends.span)
    let offsets = ArrowMetadata.Buffer(offset: 0, length: body.count)
    body.pad(to: 64)
    let characters = ArrowMetadata.Buffer(offset: body.count, length: text.count)
    body.append(text)
    body.pad(to: 64)
    let bytes = body.withBytes { bytes in bytes.indices.map { bytes[$0] } }
    let message = ArrowMetadata.dictionaryMessage(
      id: id, nodes: [ArrowMetadata.Node(count: levels.count, nulls: 0)],
      buffers: [ArrowMetadata.Buffer(offset: 0, length: 0), offsets, characters],
      bodyLength: bytes.count)
    return (message, bytes)
  }

  /// Appends a record batch; the note is the length of its metadata.
  func encode(
    _ rows: Dataset, first: Int, into buffer: OutputBuffer
  ) throws(DatasetError) -> Int {
    let count = rows.rowCount
    var nodes: [ArrowMetadata.Node] = []
    var buffers: [ArrowMetadata.Buffer] = []
    var length = 0
    func plan(_ bytes: Int) {
      buffers.append(ArrowMetadata.Buffer(offset: length, length: bytes))
      length += (bytes + 63) / 64 * 64
    }
    let nulls = columns.map { column in
      if case .feature(let index) = column.source { Self.missing(rows, index) } else { 0 }
    }
    for (column, nulls) in zip(columns, nulls) {
      nodes.append(ArrowMetadata.Node(count: count, nulls: nulls))
      plan(nulls == 0 ? 0 : (count + 7) / 8)
      plan(count * column.byteCount)
    }
    let message = ArrowMetadata.recordBatchMessage(
      nodes: nodes, buffers: buffers, bodyLength: length)
    buffer.append(message)
    for (column, nulls) in zip(columns, nulls) {
      if nulls > 0, case .feature(let index) = column.source {
        Self.appendValidity(rows, index, to: buffer)
        buffer.pad(to: 64)
      }
      try append(column, of: rows, first: first, to: buffer)
      buffer.pad(to: 64)
    }
    precondition(buffer.count == message.count + length, "a record batch must be as planned")
    return message.count
  }

  func end(_ blocks: [EncodedBlock]) -> [UInt8] {
    ArrowMetadata.end(
      schema: schema, dictionaries: dictionaries,
      batches: blocks.map { block in
        ArrowMetadata.Block(
          offset: block.offset, metadataLength: block.note, bodyLength: block.length - block.note)
      })
  }
}

extension ExportColumn {
  /// Bytes of a value in an Arrow file.
  fileprivate var byteCount: Int {
    switch element {
    case .float32, .uint32, .category: 4
    case .float64: 8
    case .uint8: 1
    }
  }
}

extension ArrowEncoder {
  /// Values of a feature that are missing.
  private static func missing(_ rows: Dataset, _ feature: Int) -> Int {
    let (width, features) = (rows.featureCount, rows.features.span)
    var missing = 0
    var at = feature
    while at < features.count {
      missing &+= features[at].isNaN ? 1 : 0
      at &+= width
    }
    return missing
  }

  /// One bit a row, the lowest first: set where a value is there.
  private static func appendValidity(
    _ rows: Dataset, _ feature: Int, to buffer: OutputBuffer
  ) {
    let (width, features, count) = (rows.featureCount, rows.features.span, rows.rowCount)
    buffer.append(count: (count + 7) / 8, of: UInt8(0)) { bits in
      for row in 0..<count where !features[row * width + feature].isNaN {
        bits[row >> 3] |= 1 << UInt8(row & 7)
      }
    }
  }

  private func append(
    _ column: ExportColumn, of rows: Dataset, first: Int, to buffer: OutputBuffer
  ) throws(DatasetError) {
    let attributes = rows.attributes
    switch column.source {
    case .feature(let index):
      if let levels = column.levels {
        try Self.appendLevels(
          rows, index, column: column.name, levels: levels.count, first: first, to: buffer)
      } else {
        Self.appendFeature(rows, index, to: buffer)
      }
    case .label: buffer.append(rows.labels.span)
    case .amount: if let values = attributes.amounts { buffer.append(values.span) }
    case .time: if let values = attributes.times { buffer.append(values.span) }
    case .entity: if let values = attributes.entities { buffer.append(values.span) }
    case .weight: if let values = attributes.weights { buffer.append(values.span) }
    case .posterior: if let oracle = rows.oracle { buffer.append(oracle.posterior.span) }
    case .typology:
      guard let oracle = rows.oracle, let levels = column.levels else { return }
      let count = rows.rowCount
      try buffer.append(count: count, of: Int32(0)) { indices throws(DatasetError) in
        for row in 0..<count {
          indices[row] = Int32(
            try ExportColumn.level(
              typology: oracle.typology[row], count: levels.count, row: first + row,
              column: column.name))
        }
      }
    case .trueLabel:
      if let observation = rows.oracle?.observation { buffer.append(observation.trueLabels.span) }
    case .observedPosterior:
      if let observation = rows.oracle?.observation { buffer.append(observation.posterior.span) }
    }
  }

  private static func appendFeature(
    _ rows: Dataset, _ feature: Int, to buffer: OutputBuffer
  ) {
    let (width, features, count) = (rows.featureCount, rows.features.span, rows.rowCount)
    buffer.append(count: count, of: Float(0)) { values in
      var at = feature
      for row in 0..<count {
        values[row] = features[at]
        at &+= width
      }
    }
  }

  /// The index of each level; 0 where the value is missing.
  private static func appendLevels(
    _ rows: Dataset, _ feature: Int, column: String, levels: Int, first: Int,
    to buffer: OutputBuffer
  ) throws(DatasetError) {
    let (width, features, count) = (rows.featureCount, rows.features.span, rows.rowCount)
    try buffer.append(count: count, of: Int32(0)) { indices throws(DatasetError) in
      for row in 0..<count {
        let level = try ExportColumn.level(
          features[row * width + feature], count: levels, row: first + row, column: column)
        indices[row] = Int32(level ?? 0)
      }
    }
  }
}
