/// Sorts unsigned keys in ascending order, eleven bits at a time, least significant first.
struct RadixSorter<Key: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  /// The sorted keys of positives, then those of negatives.
  var positives: [Key] = []
  var negatives: [Key] = []
  private var buffer: [Key] = []
  private var offsets: [Int] = []

  private static var digitBits: Int { 11 }
  private static var digitSize: Int { 1 << digitBits }
  private static var digitCount: Int { (Key.bitWidth + digitBits - 1) / digitBits }

  /// Sorts both classes and writes the groups of rows that hold a positive.
  mutating func rank<Score: RankableScore>(
    _ scores: Span<Score>, labels: Span<UInt8>, into ranked: inout RankedScores
  ) where Score.Key == Key {
    sortClasses(scores, labels: labels)
    var negativesAbove = 0
    var first = 0
    while first < positives.count {
      let key = positives[first]
      var end = first + 1
      while end < positives.count, positives[end] == key { end += 1 }
      while negativesAbove < negatives.count, negatives[negativesAbove] < key {
        negativesAbove += 1
      }
      var tied = 0
      while negativesAbove + tied < negatives.count, negatives[negativesAbove + tied] == key {
        tied += 1
      }
      ranked.groups.append(
        RankedScores.Group(
          score: Score.score(of: key), positives: end - first, negatives: tied,
          positivesAbove: first, negativesAbove: negativesAbove))
      first = end
      negativesAbove += tied
    }
  }

  /// Fills ``positives`` and ``negatives`` with sorted keys.
  mutating func sortClasses<Score: RankableScore>(
    _ scores: Span<Score>, labels: Span<UInt8>
  ) where Score.Key == Key {
    positives.removeAll(keepingCapacity: true)
    negatives.removeAll(keepingCapacity: true)
    negatives.reserveCapacity(scores.count)
    for row in scores.indices {
      let key = scores[row].descendingKey
      if labels[row] == 0 { negatives.append(key) } else { positives.append(key) }
    }
    Self.sort(&positives, buffer: &buffer, offsets: &offsets)
    Self.sort(&negatives, buffer: &buffer, offsets: &offsets)
  }

  private static func sort(_ keys: inout [Key], buffer: inout [Key], offsets: inout [Int]) {
    // Below this the histograms cost more than a comparison sort.
    guard keys.count > 1 << 10 else {
      keys.sort()
      return
    }
    buffer.removeAll(keepingCapacity: true)
    buffer.append(contentsOf: repeatElement(0, count: keys.count))
    offsets.removeAll(keepingCapacity: true)
    offsets.append(contentsOf: repeatElement(0, count: digitSize * digitCount))
    var table = offsets.mutableSpan
    countDigits(of: keys.span, in: &table)
    for digit in 0..<digitCount {
      guard makeOffsets(digit: digit, rows: keys.count, in: &table) else { continue }
      var target = buffer.mutableSpan
      scatter(keys.span, digit: digit, offsets: &table, into: &target)
      swap(&keys, &buffer)
    }
  }

  private static func countDigits(of keys: Span<Key>, in offsets: inout MutableSpan<Int>) {
    for index in keys.indices {
      let key = unsafe keys[unchecked: index]
      for digit in 0..<digitCount { offsets[slot(of: key, digit: digit)] &+= 1 }
    }
  }

  /// Turns counts into first positions; `false` when all keys share the digit.
  private static func makeOffsets(
    digit: Int, rows: Int, in offsets: inout MutableSpan<Int>
  ) -> Bool {
    var total = 0
    for slot in digit * digitSize..<(digit + 1) * digitSize {
      let count = offsets[slot]
      guard count < rows else { return false }
      offsets[slot] = total
      total += count
    }
    return true
  }

  private static func scatter(
    _ keys: Span<Key>, digit: Int, offsets: inout MutableSpan<Int>,
    into target: inout MutableSpan<Key>
  ) {
    for index in keys.indices {
      let key = unsafe keys[unchecked: index]
      let slot = slot(of: key, digit: digit)
      target[offsets[slot]] = key
      offsets[slot] &+= 1
    }
  }

  @inline(__always)
  private static func slot(of key: Key, digit: Int) -> Int {
    let value = Int(truncatingIfNeeded: key >> Key(truncatingIfNeeded: digit * digitBits))
    return digit * digitSize + (value & (digitSize - 1))
  }
}
