/// A table in FlatBuffers' binary format, to be encoded.
///
/// Fields are given by their number in the schema. Only what Arrow's metadata need is here: scalars,
/// strings, tables, and lists of tables and of structs.
///
/// Source: the FlatBuffers project's description of its binary format ("FlatBuffers Internals").
struct FlatTable: Sendable {
  indirect enum Value: Sendable {
    case bool(Bool)
    case uint8(UInt8)
    case int16(Int16)
    case int32(Int32)
    case int64(Int64)
    case string(String)
    case table(FlatTable)
    case tables([FlatTable])
    /// Structs of 64-bit words.
    case structs([[Int64]])

    /// Bytes within its table: the value itself, or the distance to it.
    fileprivate var size: Int {
      switch self {
      case .bool, .uint8: 1
      case .int16: 2
      case .int32, .string, .table, .tables, .structs: 4
      case .int64: 8
      }
    }
  }

  private let fields: [(slot: Int, value: Value)]

  /// A table with some fields; the others have their defaults.
  init(_ fields: [Int: Value]) {
    self.fields = fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The table as the root of a buffer.
  ///
  /// Whatever a table points to stands behind it, since distances to it count upwards.
  func encoded() -> [UInt8] {
    var bytes: [UInt8] = [0, 0, 0, 0]
    let place = append(to: &bytes)
    Self.store(UInt32(place), at: 0, in: &bytes)
    return bytes
  }

  /// Appends the table and everything it points to; gives its place.
  private func append(to bytes: inout [UInt8]) -> Int {
    // The places of fields within the table: large ones first, each on a multiple of its size.
    var offsets: [Int: Int] = [:]
    var size = 4
    for field in fields.sorted(by: { ($1.value.size, $0.slot) < ($0.value.size, $1.slot) }) {
      size = Self.aligned(size, to: field.value.size)
      offsets[field.slot] = size
      size += field.value.size
    }
    let slots = (fields.last?.slot ?? -1) + 1
    Self.pad(&bytes, to: 2)
    let places = bytes.count
    Self.append(UInt16(4 + 2 * slots), to: &bytes)
    Self.append(UInt16(size), to: &bytes)
    for slot in 0..<slots { Self.append(UInt16(offsets[slot] ?? 0), to: &bytes) }
    Self.pad(&bytes, to: 8)
    let start = bytes.count
    bytes += [UInt8](repeating: 0, count: size)
    Self.store(Int32(start - places), at: start, in: &bytes)
    for field in fields {
      guard let offset = offsets[field.slot] else { continue }
      Self.store(field.value, at: start + offset, in: &bytes)
    }
    return start
  }

  private static func store(_ value: Value, at place: Int, in bytes: inout [UInt8]) {
    switch value {
    case .bool(let value): store(UInt8(value ? 1 : 0), at: place, in: &bytes)
    case .uint8(let value): store(value, at: place, in: &bytes)
    case .int16(let value): store(value, at: place, in: &bytes)
    case .int32(let value): store(value, at: place, in: &bytes)
    case .int64(let value): store(value, at: place, in: &bytes)
    case .string(let text):
      pad(&bytes, to: 4)
      store(UInt32(bytes.count - place), at: place, in: &bytes)
      append(UInt32(text.utf8.count), to: &bytes)
      bytes += Array(text.utf8) + [0]
    case .table(let table):
      let target = table.append(to: &bytes)
      store(UInt32(target - place), at: place, in: &bytes)
    case .tables(let tables):
      pad(&bytes, to: 4)
      let list = bytes.count
      store(UInt32(list - place), at: place, in: &bytes)
      append(UInt32(tables.count), to: &bytes)
      bytes += [UInt8](repeating: 0, count: 4 * tables.count)
      for (index, table) in tables.enumerated() {
        let entry = list + 4 + 4 * index
        let target = table.append(to: &bytes)
        store(UInt32(target - entry), at: entry, in: &bytes)
      }
    case .structs(let structs):
      // The words stand on multiples of 8, the length before them.
      while bytes.count % 8 != 4 { bytes.append(0) }
      store(UInt32(bytes.count - place), at: place, in: &bytes)
      append(UInt32(structs.count), to: &bytes)
      for words in structs { for word in words { append(word, to: &bytes) } }
    }
  }

  private static func aligned(_ size: Int, to alignment: Int) -> Int {
    (size + alignment - 1) / alignment * alignment
  }

  private static func pad(_ bytes: inout [UInt8], to alignment: Int) {
    while bytes.count % alignment != 0 { bytes.append(0) }
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    let place = bytes.count
    bytes += [UInt8](repeating: 0, count: value.bitWidth / 8)
    store(value, at: place, in: &bytes)
  }

  /// Stores a number, little-endian.
  private static func store(
    _ value: some FixedWidthInteger, at place: Int, in bytes: inout [UInt8]
  ) {
    for index in 0..<value.bitWidth / 8 {
      bytes[place + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
  }
}
