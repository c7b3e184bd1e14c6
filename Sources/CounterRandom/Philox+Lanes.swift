extension Philox {
  /// 32-bit words of eight blocks, each held in 64 bits: products of words are 64 bits wide.
  ///
  /// What the upper half of a lane holds does not matter.
  @usableFromInline
  typealias Lanes = SIMD8<UInt64>

  /// The keys of the ten rounds.
  struct KeySchedule {
    private let keys:
      (
        (UInt64, UInt64), (UInt64, UInt64), (UInt64, UInt64), (UInt64, UInt64), (UInt64, UInt64),
        (UInt64, UInt64), (UInt64, UInt64), (UInt64, UInt64), (UInt64, UInt64), (UInt64, UInt64)
      )

    init(seed: UInt64) {
      @inline(__always)
      func key(_ round: UInt64) -> (UInt64, UInt64) {
        let mask: UInt64 = 0xFFFF_FFFF
        return (
          ((seed & mask) &+ round &* 0x9E37_79B9) & mask,
          ((seed &>> 32) &+ round &* 0xBB67_AE85) & mask
        )
      }
      keys = (key(0), key(1), key(2), key(3), key(4), key(5), key(6), key(7), key(8), key(9))
    }

    /// The words of eight counters, their upper halves unspecified: as ``Philox/pair`` gives them,
    /// but each 32 bits in a lane of its own.
    @inline(__always)
    func words(
      _ counter0: Lanes, _ counter1: Lanes, _ counter2: Lanes, _ counter3: Lanes
    ) -> (Lanes, Lanes, Lanes, Lanes) {
      var c = (counter0, counter1, counter2, counter3)
      Self.round(&c, keys.0)
      Self.round(&c, keys.1)
      Self.round(&c, keys.2)
      Self.round(&c, keys.3)
      Self.round(&c, keys.4)
      Self.round(&c, keys.5)
      Self.round(&c, keys.6)
      Self.round(&c, keys.7)
      Self.round(&c, keys.8)
      Self.round(&c, keys.9)
      return c
    }

    @inline(__always)
    private static func round(
      _ c: inout (Lanes, Lanes, Lanes, Lanes), _ key: (UInt64, UInt64)
    ) {
      // Masked here and nowhere else: the instruction that multiplies 32-bit words ignores upper
      // halves, so that the masks cost nothing.
      let mask = Lanes(repeating: 0xFFFF_FFFF)
      let product0 = (c.0 & mask) &* Lanes(repeating: 0xD251_1F53)
      let product1 = (c.2 & mask) &* Lanes(repeating: 0xCD9E_8D57)
      c.0 = (product1 &>> Lanes(repeating: 32)) ^ (c.1 ^ Lanes(repeating: key.0))
      c.1 = product1
      c.2 = (product0 &>> Lanes(repeating: 32)) ^ (c.3 ^ Lanes(repeating: key.1))
      c.3 = product0
    }
  }
}
