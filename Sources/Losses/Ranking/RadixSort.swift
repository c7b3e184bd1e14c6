extension BatchEvaluation {
  private static let digitBits = 12
  private static let digits = 6

  /// A row in sorted order.
  struct SortedRow {
    var row: Int
    var isPositive: Bool
    var logit: Double
  }

  /// The row at a place of the order that ``sortRows(of:)`` made.
  @inline(__always)
  func sortedRow(_ index: Int) -> SortedRow {
    let key = UInt64(UInt(bitPattern: order[logits.count &+ index]))
    let bits = key ^ (key >> 63 == 0 ? .max : 1 << 63)
    return SortedRow(
      row: order[index] &>> 1, isPositive: order[index] & 1 == 1,
      logit: Double(bitPattern: bits))
  }

  /// Puts the rows in ascending order of their logits, for ``sortedRow(_:)`` to read in one go.
  ///
  /// A radix sort of the logits' bits. Logits that were `Float` fill three of the six digits; the
  /// others are the same in all rows and cost nothing. Equal logits keep their order.
  mutating func sortRows(of batch: LossBatch) {
    let logits = logits
    let count = logits.count
    let buckets = 1 << Self.digitBits
    // Rows and keys, room for both again, and the counts of each digit.
    let counts = 4 * count
    while order.count < counts + Self.digits * buckets { order.append(0) }
    for index in counts..<counts + Self.digits * buckets { order[index] = 0 }
    var memory = order.mutableSpan
    for row in 0..<count {
      let key = Self.key(logits[row])
      memory[row] = 2 &* row &+ (batch.labels[row] > 0.5 ? 1 : 0)
      memory[count &+ row] = Int(bitPattern: UInt(key))
      for digit in 0..<Self.digits {
        memory[counts &+ digit &* buckets &+ Self.value(of: digit, in: key)] &+= 1
      }
    }
    var (from, to) = (0, 2 * count)
    for digit in 0..<Self.digits {
      let base = counts + digit * buckets
      guard count > 0, memory[base + Self.value(of: digit, in: Self.key(logits[0]))] < count
      else { continue }
      // Counts become the places at which buckets begin.
      var place = 0
      for bucket in base..<base + buckets {
        (memory[bucket], place) = (place, place &+ memory[bucket])
      }
      for index in 0..<count {
        let pattern = memory[from &+ count &+ index]
        let bucket = base &+ Self.value(of: digit, in: UInt64(UInt(bitPattern: pattern)))
        let place = memory[bucket]
        memory[bucket] = place &+ 1
        memory[to &+ place] = memory[from &+ index]
        memory[to &+ count &+ place] = pattern
      }
      swap(&from, &to)
    }
    guard from > 0 else { return }
    for index in 0..<2 * count { memory[index] = memory[from &+ index] }
  }

  /// Bits that order as the numbers do.
  @inline(__always)
  private static func key(_ logit: Double) -> UInt64 {
    let bits = logit.bitPattern
    return bits ^ (bits >> 63 == 0 ? 1 << 63 : .max)
  }

  @inline(__always)
  private static func value(of digit: Int, in key: UInt64) -> Int {
    // From the lowest: four bits, then twelve at a time, so that those of a Float are three.
    digit == 0
      ? Int(key & 0xF) : Int((key >> UInt64(4 &+ (digit &- 1) &* digitBits)) & 0xFFF)
  }
}
