/// The distinct texts of a column, numbered in order of appearance.
///
/// Open addressing with linear probing; texts stand end to end in one buffer, so that a cell costs
/// one look-up and no allocation.
struct LevelTable: Sendable {
  private struct Entry {
    var hash: UInt64
    var start: Int
    var count: Int
  }

  private var text: [UInt8] = []
  private var entries: [Entry] = []
  /// Code + 1 of the text in each slot; 0 for none. Twice as many slots as texts at least.
  private var slots = [UInt32](repeating: 0, count: 64)
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
    let hash = textHash(bytes, range)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let code = slots[slot]
      if code == 0 { return insert(range, bytes, hash: hash) }
      let entry = entries[Int(code) - 1]
      if entry.hash == hash, entry.count == range.count, isEqual(entry, bytes, range) {
        return code - 1
      }
      slot = (slot + 1) & mask
    }
  }

  /// The code of the text in `range`; `nil` if it has not occurred.
  func existingCode(of range: Range<Int>, in bytes: Span<UInt8>) -> UInt32? {
    let hash = textHash(bytes, range)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, entry.count == range.count, isEqual(entry, bytes, range) {
        return slots[slot] - 1
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  @inline(__always)
  private func isEqual(_ entry: Entry, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
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
    _ range: Range<Int>, _ bytes: Span<UInt8>, hash: UInt64
  ) -> UInt32 {
    if 2 * (entries.count + 1) > slots.count { grow() }
    let code = UInt32(entries.count)
    entries.append(Entry(hash: hash, start: text.count, count: range.count))
    for index in range { text.append(bytes[index]) }
    place(code, hash)
    return code
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (code, entry) in entries.enumerated() { place(UInt32(code), entry.hash) }
  }

  private mutating func place(_ code: UInt32, _ hash: UInt64) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = code + 1
  }
}

/// A hash of the text in `range`, eight bytes at a step.
@inline(__always)
private func textHash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
  var hash = UInt64(truncatingIfNeeded: range.count) &* 0x9E37_79B9_7F4A_7C15
  var index = range.lowerBound
  while range.upperBound - index >= 8 {
    let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    hash = mixed(hash ^ word.littleEndian)
    index += 8
  }
  var tail: UInt64 = 0
  while index < range.upperBound {
    tail = tail << 8 | UInt64(bytes[index])
    index += 1
  }
  return mixed(hash ^ tail)
}

/// A bijection that spreads every bit over the low ones.
@inline(__always)
private func mixed(_ value: UInt64) -> UInt64 {
  let product = value &* 0xFF51_AFD7_ED55_8CCD
  let folded = product ^ product >> 32
  let second = folded &* 0xC4CE_B9FE_1A85_EC53
  return second ^ second >> 29
}
