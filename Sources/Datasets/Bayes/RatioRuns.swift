/// Log-likelihood ratios of several batches, each sorted from the highest to the lowest.
///
/// A ratio is kept as a key that grows as the ratio falls, so that integers are compared.
struct RatioRuns {
  /// Rows of each batch.
  let length: Int
  /// Number of batches.
  let count: Int
  /// Keys, batch after batch.
  let keys: [UInt64]

  /// A key that is smaller the higher the ratio; both zeros share one.
  @inline(__always)
  static func key(of ratio: Double) -> UInt64 {
    let bits = (ratio + 0).bitPattern
    return ~(bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 0x8000_0000_0000_0000))
  }

  /// The ratio with a key.
  @inline(__always)
  static func ratio(of key: UInt64) -> Double {
    let ascending = ~key
    let mask = UInt64(bitPattern: ~(Int64(bitPattern: ascending) >> 63)) | 0x8000_0000_0000_0000
    return Double(bitPattern: ascending ^ mask)
  }

  /// Which batch has the next lower ratio, from the highest of all on; of equals the first batch.
  ///
  /// A tournament: each step replays the matches of the batch that won last.
  func order() -> [UInt16] {
    var width = 1
    while width < count { width *= 2 }
    // Keys of the batches' next rows; an exhausted batch loses to every ratio but NaN.
    var heads = (0..<width).map { $0 < count ? keys[$0 * length] : UInt64.max }
    var next = [Int](repeating: 1, count: width)
    // winners[1] won the tournament; node n played winners[2 n] against winners[2 n + 1].
    var winners = [Int](repeating: 0, count: 2 * width)
    for leaf in 0..<width { winners[width + leaf] = leaf }
    for node in (1..<max(width, 2)).reversed() where width > 1 {
      let (left, right) = (winners[2 * node], winners[2 * node + 1])
      winners[node] = heads[left] <= heads[right] ? left : right
    }
    let total = count * length
    return unsafe [UInt16](unsafeUninitializedCapacity: total) { order, done in
      for place in 0..<total {
        let winner = winners[1]
        unsafe order[place] = UInt16(truncatingIfNeeded: winner)
        heads[winner] = next[winner] < length ? keys[winner * length + next[winner]] : UInt64.max
        next[winner] += 1
        var node = (width + winner) / 2
        while node >= 1 {
          let (left, right) = (winners[2 * node], winners[2 * node + 1])
          winners[node] = heads[left] <= heads[right] ? left : right
          node /= 2
        }
      }
      done = total
    }
  }
}

/// Sorts keys in ascending order, eleven bits at a time, least significant first.
enum KeySorter {
  private static let digitBits: UInt64 = 11
  private static let digitSize = 1 << 11
  private static let digitCount = 6

  /// Sorts `count` keys in place with room for as many.
  static func sort(
    _ keys: UnsafeMutablePointer<UInt64>, room: UnsafeMutablePointer<UInt64>, count: Int
  ) {
    unsafe withUnsafeTemporaryAllocation(of: Int.self, capacity: digitSize * digitCount) {
      offsets in
      unsafe offsets.initialize(repeating: 0)
      for index in 0..<count {
        let key = unsafe keys[index]
        for digit in 0..<digitCount { unsafe offsets[slot(of: key, digit)] &+= 1 }
      }
      var (from, to) = unsafe (keys, room)
      for digit in 0..<digitCount {
        var (total, isShared) = (0, false)
        for slot in digit * digitSize..<(digit + 1) * digitSize {
          let rows = unsafe offsets[slot]
          if rows == count { isShared = true }
          unsafe offsets[slot] = total
          total += rows
        }
        // Nothing moves when all keys have the same digit.
        if isShared { continue }
        for index in 0..<count {
          let key = unsafe from[index]
          let slot = slot(of: key, digit)
          unsafe to[offsets[slot]] = key
          unsafe offsets[slot] &+= 1
        }
        unsafe swap(&from, &to)
      }
      if unsafe from != keys { unsafe keys.update(from: from, count: count) }
    }
  }

  @inline(__always)
  private static func slot(of key: UInt64, _ digit: Int) -> Int {
    digit &* digitSize &+ Int(key &>> (UInt64(digit) &* digitBits) & UInt64(digitSize - 1))
  }
}
