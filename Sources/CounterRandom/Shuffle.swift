/// Shuffles `indices` in place: Fisher–Yates with unbiased bounded integers.
///
/// The words are those of a ``CounterGenerator`` of the seed and stream, many blocks at a time.
public func shuffle(_ indices: inout [UInt32], seed: UInt64, stream: UInt64) {
  guard indices.count > 1 else { return }
  var words = GeneratorWords(seed: seed, stream: stream)
  var values = indices.mutableSpan
  var last = values.count - 1
  while last > 0 {
    let place = boundedInteger(below: UInt64(last) + 1) { words.next() }
    values.swapAt(last, Int(place))
    last -= 1
  }
}

/// The words of a ``CounterGenerator`` from the first on, worked out side by side.
private struct GeneratorWords {
  private let keys: Philox.KeySchedule
  private let stream: (Philox.Lanes, Philox.Lanes)
  private var block: UInt64 = 0
  private var words = InlineArray<128, UInt64>(repeating: 0)
  private var place = Self.count

  /// Words that are worked out at once, those of eight times eight blocks: the length of `words`.
  private static let count = 128

  init(seed: UInt64, stream: UInt64) {
    keys = Philox.KeySchedule(seed: seed)
    self.stream = (
      Philox.Lanes(repeating: stream & 0xFFFF_FFFF), Philox.Lanes(repeating: stream &>> 32)
    )
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    if place == Self.count { refill() }
    let word = words[place]
    place &+= 1
    return word
  }

  private mutating func refill() {
    let half = Philox.Lanes(repeating: 32)
    let mask = Philox.Lanes(repeating: 0xFFFF_FFFF)
    let order = Philox.Lanes(0, 1, 2, 3, 4, 5, 6, 7)
    for first in stride(from: 0, to: Self.count, by: 16) {
      let index = Philox.Lanes(repeating: block) &+ order
      let tag = Philox.Lanes(repeating: Tag.generator) | (index &>> half) & 0xFFFF
      let drawn = keys.words(index & mask, stream.0, stream.1, tag)
      let low = drawn.1 &<< half | drawn.0 & mask
      let high = drawn.3 &<< half | drawn.2 & mask
      for lane in 0..<8 {
        words[first &+ 2 &* lane] = low[lane]
        words[first &+ 2 &* lane &+ 1] = high[lane]
      }
      block &+= 8
    }
    place = 0
  }
}
