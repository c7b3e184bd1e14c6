/// Philox4x32, a counter-based generator: a keyed bijection of 128-bit counters.
///
/// Any block of the sequence is computed alone, so a value can belong to a logical place (seed,
/// purpose, row) and not to the thread that happened to draw it.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
/// Multipliers and key increments as published there and in Random123 (BSD-3-Clause).
public enum Philox {
  /// Four 32-bit words, the first being the least significant word of a counter.
  public typealias Words = (UInt32, UInt32, UInt32, UInt32)

  /// The block of `rounds` rounds (10 is the standard; 7 is known to be the bare minimum).
  public static func block(counter: Words, key: (UInt32, UInt32), rounds: Int = 10) -> Words {
    let (low, high) = pair(
      UInt64(counter.0), UInt64(counter.1), UInt64(counter.2), UInt64(counter.3),
      UInt64(key.0), UInt64(key.1), rounds: rounds)
    return (
      UInt32(truncatingIfNeeded: low), UInt32(truncatingIfNeeded: low &>> 32),
      UInt32(truncatingIfNeeded: high), UInt32(truncatingIfNeeded: high &>> 32)
    )
  }

  /// The block as two 64-bit words, `word1 << 32 | word0` and `word3 << 32 | word2`.
  ///
  /// The arguments are 32-bit words held in 64 bits: their products are 64 bits wide, and this
  /// way no width is converted within a round.
  @inlinable
  @inline(__always)
  package static func pair(
    _ counter0: UInt64, _ counter1: UInt64, _ counter2: UInt64, _ counter3: UInt64,
    _ key0: UInt64, _ key1: UInt64, rounds: Int = 10
  ) -> (UInt64, UInt64) {
    let mask: UInt64 = 0xFFFF_FFFF
    var (c0, c1, c2, c3, k0, k1) = (counter0, counter1, counter2, counter3, key0, key1)
    var round = 0
    while round < rounds {
      let product0 = 0xD251_1F53 &* c0
      let product1 = 0xCD9E_8D57 &* c2
      c0 = (product1 &>> 32) ^ c1 ^ k0
      c1 = product1 & mask
      c2 = (product0 &>> 32) ^ c3 ^ k1
      c3 = product0 & mask
      k0 = (k0 &+ 0x9E37_79B9) & mask
      k1 = (k1 &+ 0xBB67_AE85) & mask
      round &+= 1
    }
    return (c1 &<< 32 | c0, c3 &<< 32 | c2)
  }
}
