/// Limits of 32-bit words for each of several levels, which each get at least one word.
///
/// So no level is impossible under any component, and no likelihood ratio is infinite.
/// ``wordShares(_:)`` gives the probabilities that the limits realise.
func levelLimits(_ shares: [Double]) -> [UInt64] {
  let total = shares.reduce(0, +)
  let spare = 0x1p32 - Double(shares.count)
  var sum = 0.0
  var limits: [UInt64] = []
  for share in shares {
    sum += share
    limits.append(UInt64(limits.count + 1) + UInt64((sum / total * spare).rounded()))
  }
  limits[limits.count - 1] = 1 << 32
  return limits
}

/// Cells that turn a 32-bit word into a level in constant time, by integers alone.
///
/// A word's upper bits choose a cell, its lower ones the cell's own level or its other one. Each
/// level gets exactly as many of the 2³² words as its limits say.
///
/// Source: Walker, "An efficient method for generating discrete random variables with general
/// distributions", ACM TOMS 3 (1977), 253–256; here in whole words.
struct LevelCells {
  /// Upper bits of a word that choose the cell.
  let bits: Int
  /// For each cell the number of lower words that keep its own level, times 256, plus the other
  /// level.
  let cells: [UInt64]

  /// Cells for at most 2^`bits` levels, 1 <= `bits` <= 8.
  init(limits: [UInt64], bits: Int) {
    precondition(bits >= 1 && bits <= 8 && limits.count <= 1 << bits)
    self.bits = bits
    let size = UInt64(1) << UInt64(32 - bits)
    var words = zip(limits, [0] + limits.dropLast()).map { $0 - $1 }
    words += [UInt64](repeating: 0, count: 1 << bits - words.count)
    var poor = words.indices.filter { words[$0] < size }
    var rich = words.indices.filter { words[$0] > size }
    var cells = words.indices.map { size << 8 | UInt64($0) }
    while let level = poor.popLast(), let giver = rich.last {
      cells[level] = words[level] << 8 | UInt64(giver)
      words[giver] -= size - words[level]
      guard words[giver] <= size else { continue }
      rich.removeLast()
      if words[giver] < size { poor.append(giver) }
    }
    self.cells = cells
  }

  /// The level of a word, given its cells.
  @inline(__always)
  static func level(of word: UInt64, bits: UInt64, cells: UnsafePointer<UInt64>) -> UInt64 {
    let below = 32 &- bits
    let cell = word &>> below
    let entry = unsafe cells[Int(truncatingIfNeeded: cell)]
    let isOwn = word & ((1 &<< below) &- 1) < entry &>> 8
    return isOwn ? cell : entry & 0xFF
  }
}
