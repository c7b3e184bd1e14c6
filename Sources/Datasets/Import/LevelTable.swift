/// The distinct texts of a column, numbered in order of appearance.
///
/// Open addressing with linear probing; texts stand end to end in one buffer, so that a cell costs
/// one look-up and no allocation.
struct LevelTable: Sendable {
  private struct Entry {
    var key: UInt64
    var start: Int
    var count: Int
  }

  /// A text of up to eight bytes is its own key, so that finding it touches one slot and nothing
  /// else; the key of a longer one is a hash.
  private struct Slot {
    var key: UInt64
    var count: UInt32
    /// Code + 1; 0 for an empty slot.
    var code: UInt32
  }

  private var text: [UInt8] = []
  private var entries: [Entry] = []
  /// Twice as many as there are texts at least.
  private var slots = [Slot](repeating: Slot(key: 0, count: 0, code: 0), count: 64)
  /// How many rows hold each text, where that has been counted.
  var rowCounts: [Int] = []

  /// The number of distinct texts.
  var count: Int { entries.count }

  /// The text with a code.
  func level(_ code: Int) -> ArraySlice<UInt8> {
    text[entries[code].start..<entries[code].start + entries[code].count]
  }

  /// The code of the text in `range`, a new one if it has not occurred.
  @inline(__always)
  mutating func code(of range: Range<Int>, in bytes: Span<UInt8>) -> UInt32 {
    let key = textKey(bytes, range)
    let mask = slots.count - 1
    var index = firstSlot(key, range.count) & mask
    while true {
      let slot = slots[index]
      if slot.code == 0 { return insert(range, bytes, key: key) }
      if slot.key == key, slot.count == UInt32(truncatingIfNeeded: range.count),
        range.count <= 8 || isEqual(slot.code - 1, bytes, range)
      {
        return slot.code - 1
      }
      index = (index + 1) & mask
    }
  }

  /// The code of the text in `range`; `nil` if it has not occurred.
  func existingCode(of range: Range<Int>, in bytes: Span<UInt8>) -> UInt32? {
    let key = textKey(bytes, range)
    let mask = slots.count - 1
    var index = firstSlot(key, range.count) & mask
    while slots[index].code != 0 {
      let slot = slots[index]
      if slot.key == key, slot.count == UInt32(truncatingIfNeeded: range.count),
        range.count <= 8 || isEqual(slot.code - 1, bytes, range)
      {
        return slot.code - 1
      }
      index = (index + 1) & mask
    }
    return nil
  }

  @inline(never)
  private func isEqual(_ code: UInt32, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let entry = entries[Int(code)]
    guard entry.count == range.count else { return false }
    var (own, other) = (entry.start, range.lowerBound)
    while other < range.upperBound {
      if text[own] != bytes[other] { return false }
      own += 1
      other += 1
    }
    return true
  }

  @inline(never)
  private mutating func insert(
    _ range: Range<Int>, _ bytes: Span<UInt8>, key: UInt64
  ) -> UInt32 {
    if 2 * (entries.count + 1) > slots.count { grow() }
    let code = UInt32(entries.count)
    let entry = Entry(key: key, start: text.count, count: range.count)
    entries.append(entry)
    for index in range { text.append(bytes[index]) }
    place(code, entry)
    return code
  }

  private mutating func grow() {
    slots = [Slot](repeating: Slot(key: 0, count: 0, code: 0), count: slots.count * 2)
    for (code, entry) in entries.enumerated() { place(UInt32(code), entry) }
  }

  private mutating func place(_ code: UInt32, _ entry: Entry) {
    let mask = slots.count - 1
    var index = firstSlot(entry.key, entry.count) & mask
    while slots[index].code != 0 { index = (index + 1) & mask }
    slots[index] = Slot(
      key: entry.key, count: UInt32(truncatingIfNeeded: entry.count), code: code + 1)
  }
}

/// Where the search for a text begins.
@inline(__always)
private func firstSlot(_ key: UInt64, _ count: Int) -> Int {
  Int(truncatingIfNeeded: mixed(key ^ UInt64(truncatingIfNeeded: count) << 56))
}

/// The text in `range` itself if it has up to eight bytes, otherwise a hash of it.
@inline(__always)
private func textKey(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
  var hash: UInt64 = 0
  var index = range.lowerBound
  while range.upperBound - index > 8 {
    let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    hash = mixed(hash ^ word.littleEndian)
    index += 8
  }
  var tail: UInt64 = 0
  while index < range.upperBound {
    tail = tail << 8 | UInt64(bytes[index])
    index += 1
  }
  return range.count <= 8 ? tail : mixed(hash ^ tail)
}

/// A bijection that spreads every bit over the low ones.
@inline(__always)
private func mixed(_ value: UInt64) -> UInt64 {
  let product = value &* 0xFF51_AFD7_ED55_8CCD
  let folded = product ^ product >> 32
  let second = folded &* 0xC4CE_B9FE_1A85_EC53
  return second ^ second >> 29
}
