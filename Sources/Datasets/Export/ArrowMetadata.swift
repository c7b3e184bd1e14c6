/// The metadata of Arrow's inter-process format, as FlatBuffers tables.
///
/// Source: the Apache Arrow project's `Schema.fbs`, `Message.fbs` and `File.fbs`, version 1.5 of
/// the format (metadata version V5).
enum ArrowMetadata {
  private static let version: Int16 = 4

  /// Kinds of message.
  private enum Header: UInt8 {
    case schema = 1
    case dictionaryBatch = 2
    case recordBatch = 3
  }

  /// A run of bytes of a message's body.
  struct Buffer {
    let offset: Int
    let length: Int
  }

  /// The values of a column: how many, and how many of them are missing.
  struct Node {
    let count: Int
    let nulls: Int
  }

  /// A message without its body: marker, length and metadata, so that the body begins on a
  /// multiple of 64 bytes if the message does.
  ///
  /// - Parameter precedingBytes: Bytes before the message, counted from a multiple of 64.
  private static func message(
    _ header: Header, _ table: FlatTable, bodyLength: Int, precedingBytes: Int = 0
  ) -> [UInt8] {
    var metadata = FlatTable([
      0: .int16(version), 1: .uint8(header.rawValue), 2: .table(table),
      3: .int64(Int64(bodyLength)),
    ]).encoded()
    while (precedingBytes + 8 + metadata.count) % 64 != 0 { metadata.append(0) }
    return [0xFF, 0xFF, 0xFF, 0xFF] + littleEndian(UInt32(metadata.count)) + metadata
  }

  static func schemaMessage(_ schema: FlatTable, precedingBytes: Int) -> [UInt8] {
    message(.schema, schema, bodyLength: 0, precedingBytes: precedingBytes)
  }

  static func dictionaryMessage(
    id: Int, nodes: [Node], buffers: [Buffer], bodyLength: Int
  ) -> [UInt8] {
    let batch = FlatTable([
      0: .int64(Int64(id)), 1: .table(recordBatch(nodes: nodes, buffers: buffers)),
    ])
    return message(.dictionaryBatch, batch, bodyLength: bodyLength)
  }

  static func recordBatchMessage(nodes: [Node], buffers: [Buffer], bodyLength: Int) -> [UInt8] {
    message(.recordBatch, recordBatch(nodes: nodes, buffers: buffers), bodyLength: bodyLength)
  }

  private static func recordBatch(nodes: [Node], buffers: [Buffer]) -> FlatTable {
    FlatTable([
      0: .int64(Int64(nodes.first?.count ?? 0)),
      1: .structs(nodes.map { [Int64($0.count), Int64($0.nulls)] }),
      2: .structs(buffers.map { [Int64($0.offset), Int64($0.length)] }),
    ])
  }

  /// The schema of some columns; each column's field says what role it has.
  static func schema(_ columns: [ExportColumn], metadata: [(String, String)]) -> FlatTable {
    FlatTable([
      1: .tables(columns.enumerated().map { field($1, dictionary: $0) }),
      2: .tables(metadata.map(keyValue)),
    ])
  }

  private static func field(_ column: ExportColumn, dictionary id: Int) -> FlatTable {
    let (kind, type): (UInt8, FlatTable) =
      switch column.element {
      case .float32: (3, FlatTable([0: .int16(1)]))
      case .float64: (3, FlatTable([0: .int16(2)]))
      case .uint8: (2, FlatTable([0: .int32(8), 1: .bool(false)]))
      case .uint32: (2, FlatTable([0: .int32(32), 1: .bool(false)]))
      case .category: (5, FlatTable([:]))
      }
    var fields: [Int: FlatTable.Value] = [
      0: .string(column.name), 1: .bool(column.isNullable), 2: .uint8(kind), 3: .table(type),
      5: .tables([]), 6: .tables([keyValue("role", column.role.rawValue)]),
    ]
    if column.element == .category {
      fields[4] = .table(
        FlatTable([
          0: .int64(Int64(id)), 1: .table(FlatTable([0: .int32(32), 1: .bool(true)])),
        ]))
    }
    return FlatTable(fields)
  }

  private static func keyValue(_ key: String, _ value: String) -> FlatTable {
    FlatTable([0: .string(key), 1: .string(value)])
  }

  /// Where a message lies in a file.
  struct Block {
    let offset: Int
    let metadataLength: Int
    let bodyLength: Int

    /// A struct of 24 bytes: the second word holds the 32-bit metadata length.
    fileprivate var words: [Int64] { [Int64(offset), Int64(metadataLength), Int64(bodyLength)] }
  }

  /// What closes a file: an end mark, the footer, its length and the magic word.
  static func end(schema: FlatTable, dictionaries: [Block], batches: [Block]) -> [UInt8] {
    let footer = FlatTable([
      0: .int16(version), 1: .table(schema), 2: .structs(dictionaries.map(\.words)),
      3: .structs(batches.map(\.words)),
    ]).encoded()
    return [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0] + footer + littleEndian(UInt32(footer.count))
      + magic
  }

  /// What a file begins and ends with.
  static let magic = Array("ARROW1".utf8)

  private static func littleEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
