extension RankingScratch {
  /// Ranks by sorting the positives alone and counting the rows between them.
  ///
  /// - Returns: `false` when the positives' scores span more than a double can hold.
  mutating func rankByCounting<Score: RankableScore>(_ scores: Span<Score>) -> Bool {
    precondition(scores.count <= Int(UInt32.max), "counts of rows must fit 32 bits")
    sortPositives(of: scores)
    guard countRows(scores) else { return false }
    appendGroups()
    return true
  }

  /// Counts the rows between the scores of ``distinct``, and those tied with them.
  ///
  /// - Returns: `false` when these scores span more than a double can hold.
  mutating func countRows<Score: RankableScore>(_ scores: Span<Score>) -> Bool {
    guard let highest = distinct.first, let lowest = distinct.last else { return true }
    guard (highest - lowest).isFinite else { return false }
    let buckets = Buckets(lowest: lowest, highest: highest, distinct: distinct.count)
    fillStarts(buckets)
    // No finite score equals the sentinel, so a row below every positive is tied with none.
    distinct.append(-.infinity)
    count(scores, in: buckets)
    return true
  }

  private mutating func sortPositives<Score: RankableScore>(of scores: Span<Score>) {
    positiveScores.removeAll(keepingCapacity: true)
    for row in positiveRows { positiveScores.append(Double(scores[row]) + 0) }
    positiveScores.sort(by: >)
    distinct.removeAll(keepingCapacity: true)
    multiplicity.removeAll(keepingCapacity: true)
    for score in positiveScores {
      if score == distinct.last {
        multiplicity[multiplicity.count - 1] += 1
      } else {
        distinct.append(score)
        multiplicity.append(1)
      }
    }
  }

  /// A monotone map from scores to buckets: 0 lies below every positive.
  private struct Buckets {
    let lowest: Double
    let scale: Double
    let last: Double
    /// Whether buckets are equally wide on a scale of octaves, as suits probabilities: most are far
    /// below the highest.
    let isOfOctaves: Bool
    var count: Int { Int(last) + 2 }

    init(lowest: Double, highest: Double, distinct: Int) {
      isOfOctaves = lowest > 0 && highest / lowest > 256
      let (lowest, highest) =
        isOfOctaves ? (Self.octaves(lowest), Self.octaves(highest)) : (lowest, highest)
      self.lowest = lowest
      // Some sixty buckets a positive leave few rows to search; 2^16 of them still fit a cache.
      last = Double(min(max(distinct * 64, 1 << 10), 1 << 16))
      let scale = last / (highest - lowest)
      // A span of zero, or of the smallest numbers only: everything shares one bucket.
      self.scale = scale.isFinite ? scale : 0
    }

    /// The bucket of a score; made of operations that run on several rows at once.
    ///
    /// Any monotone map will do: rounding to the nearest bucket needs no conversion, for the sum
    /// with 2⁵² holds the integer in its low bits.
    @inline(__always)
    func bucket(of score: Double) -> UInt32 {
      bucket(at: isOfOctaves ? Self.octaves(score) : score)
    }

    /// What grows with the exponent, and within an octave with the mantissa: the leading bits of the
    /// score, as the integer that they are. What is negative counts as 0.
    @inline(__always)
    static func octaves(_ score: Double) -> Double {
      let bits = (score > 0 ? score : 0).bitPattern >> 12
      return Double(bitPattern: bits | (0x1p52).bitPattern)
    }

    @inline(__always)
    func bucket(at place: Double) -> UInt32 {
      let position = (place - lowest) * scale
      let fromBelow = position > -1 ? position : -1
      let clamped = fromBelow < last ? fromBelow : last
      return UInt32(truncatingIfNeeded: (clamped + (1 + 0x1p52)).bitPattern)
    }
  }

  private mutating func fillStarts(_ buckets: Buckets) {
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: buckets.count + 1))
    for score in distinct { starts[Int(buckets.bucket(of: score))] += 1 }
    for bucket in (0..<buckets.count).reversed() { starts[bucket] += starts[bucket + 1] }
  }

  private mutating func count<Score: RankableScore>(_ scores: Span<Score>, in buckets: Buckets) {
    // Moved out and back, for a span of it cannot be written while spans of others are read.
    var slots: [UInt32] = []
    swap(&slots, &counts)
    defer { swap(&slots, &counts) }
    slots.removeAll(keepingCapacity: true)
    slots.append(contentsOf: repeatElement(0, count: 2 * distinct.count * Self.lanes))
    var counts = slots.mutableSpan
    let starts = starts.span
    let distinct = distinct.span
    var block = InlineArray<256, UInt32>(repeating: 0)
    var first = 0
    while first < scores.count {
      let rows = first..<min(first + block.count, scores.count)
      var found = block.mutableSpan
      Self.findBuckets(of: scores.extracting(rows), in: buckets, into: &found)
      for row in rows {
        let score = unsafe Double(scores[unchecked: row])
        let bucket = unsafe Int(found[unchecked: row &- first])
        let slot = Self.slot(of: score, bucket: bucket, starts: starts, distinct: distinct)
        counts[slot &* Self.lanes &+ (row & (Self.lanes - 1))] &+= 1
      }
      first = rows.upperBound
    }
  }

  private static func findBuckets<Score: RankableScore>(
    of scores: Span<Score>, in buckets: Buckets, into found: inout MutableSpan<UInt32>
  ) {
    guard buckets.isOfOctaves else {
      for row in scores.indices {
        unsafe found[unchecked: row] = buckets.bucket(at: Double(scores[unchecked: row]))
      }
      return
    }
    for row in scores.indices {
      let place = unsafe Buckets.octaves(Double(scores[unchecked: row]))
      unsafe found[unchecked: row] = buckets.bucket(at: place)
    }
  }

  @inline(__always)
  private static func slot(
    of score: Double, bucket: Int, starts: Span<UInt32>, distinct: Span<Double>
  ) -> Int {
    var first = unsafe Int(starts[unchecked: bucket &+ 1])
    var length = unsafe Int(starts[unchecked: bucket]) &- first
    if length == 0 { return 2 &* first }
    while length > 0 {
      let half = length >> 1
      let isAbove = distinct[first &+ half] > score
      first = isAbove ? first &+ half &+ 1 : first
      length = isAbove ? length &- half &- 1 : half
    }
    return 2 &* first &+ (distinct[first] == score ? 1 : 0)
  }

  private mutating func appendGroups() {
    var positivesAbove = 0
    var negativesAbove = 0
    for index in multiplicity.indices {
      negativesAbove += rows(inSlot: 2 * index)
      let group = RankedScores.Group(
        score: distinct[index], positives: multiplicity[index],
        negatives: rows(inSlot: 2 * index + 1) - multiplicity[index],
        positivesAbove: positivesAbove, negativesAbove: negativesAbove)
      ranked.groups.append(group)
      positivesAbove = group.truePositives
      negativesAbove = group.falsePositives
    }
  }

  func rows(inSlot slot: Int) -> Int {
    var rows = 0
    for lane in 0..<Self.lanes { rows += Int(counts[slot * Self.lanes + lane]) }
    return rows
  }
}
