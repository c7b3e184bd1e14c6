extension InverseNormal {
  /// Replaces `count` offsets by quantiles.
  ///
  /// All take the central piece, which vectorises; the 15 % that lie in the tails are gathered
  /// from a few thousand offsets at a time, evaluated together and put back.
  package static func quantiles(atOffsets offsets: UnsafeMutablePointer<Double>, count: Int) {
    let room = min(count, offsetsAtOnce) + 64
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * room) { tails in
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { places in
        guard let tails = tails.baseAddress, let places = places.baseAddress else { return }
        var done = 0
        while done < count {
          let now = min(offsetsAtOnce, count - done)
          unsafe quantiles(
            atOffsets: offsets + done, count: now, tails: tails, logarithms: tails + room,
            places: places)
          done += now
        }
      }
    }
  }

  private static let offsetsAtOnce = 2048

  private static func quantiles(
    atOffsets offsets: UnsafeMutablePointer<Double>, count: Int,
    tails: UnsafeMutablePointer<Double>, logarithms: UnsafeMutablePointer<Double>,
    places: UnsafeMutablePointer<UInt32>
  ) {
    var tailCount = 0
    var first = 0
    while first &+ 64 <= count {
      var pending = unsafe tailMask(offsets + first)
      while pending != 0 {
        let place = first &+ pending.trailingZeroBitCount
        unsafe tails[tailCount] = offsets[place]
        unsafe places[tailCount] = UInt32(truncatingIfNeeded: place)
        tailCount &+= 1
        pending &= pending &- 1
      }
      first &+= 64
    }
    while first < count {
      unsafe tails[tailCount] = offsets[first]
      unsafe places[tailCount] = UInt32(truncatingIfNeeded: first)
      tailCount &+= unsafe offsets[first].magnitude > centralLimit ? 1 : 0
      first &+= 1
    }
    first = 0
    while first &+ 8 <= count {
      unsafe central(DoublePack(at: offsets + first)).store(at: offsets + first)
      first &+= 8
    }
    while first < count {
      unsafe offsets[first] = central(offsets[first])
      first &+= 1
    }
    unsafe evaluate(tails, count: tailCount, logarithms: logarithms)
    for index in 0..<tailCount { unsafe offsets[Int(places[index])] = tails[index] }
  }

  /// Which of 64 offsets lie in the tails: one bit each.
  @inline(__always)
  private static func tailMask(_ offsets: UnsafePointer<Double>) -> UInt64 {
    let sign = SIMD8<UInt64>(repeating: 1 << 63)
    let limit = SIMD8<Double>(repeating: centralLimit)
    let shifts = SIMD8<UInt64>(63, 62, 61, 60, 59, 58, 57, 56)
    var bits = SIMD8<UInt64>()
    var group = 0
    while group < 8 {
      let values = unsafe UnsafeRawPointer(offsets + group &* 8)
        .loadUnaligned(as: SIMD8<UInt64>.self)
      let magnitudes = unsafe unsafeBitCast(values & ~sign, to: SIMD8<Double>.self)
      // The sign of `limit - magnitude` says it, without a comparison.
      let rest = unsafe unsafeBitCast(limit - magnitudes, to: SIMD8<UInt64>.self)
      bits |= (rest & sign) &>> (shifts &- SIMD8(repeating: UInt64(group &* 8)))
      group &+= 1
    }
    return bits.wrappedSum()
  }

  /// Replaces offsets in the tails by quantiles.
  private static func evaluate(
    _ tails: UnsafeMutablePointer<Double>, count: Int, logarithms: UnsafeMutablePointer<Double>
  ) {
    // There is room for a whole group; what lies beyond the last offset is evaluated to no end.
    for index in count..<count + 7 { unsafe tails[index] = centralLimit }
    let sign = DoublePack.Bits(repeating: 1 << 63)
    var isFar = DoublePack.Bits()
    var first = 0
    while first < count {
      let rest = unsafe 0.5 - DoublePack(at: tails + first).magnitude
      isFar |= (rest - DoublePack(nearTailLimit)).bits
      first &+= 8
    }
    guard isFar & sign == DoublePack.Bits() else {
      for index in 0..<count { unsafe tails[index] = quantile(atOffset: tails[index]) }
      return
    }
    // Two short loops, as a processor overlaps more of their iterations than of a long one's.
    first = 0
    while first < count {
      let rest = unsafe 0.5 - DoublePack(at: tails + first).magnitude
      unsafe (-PortableMath.logOfNormal(rest)).store(at: logarithms + first)
      first &+= 8
    }
    first = 0
    while first < count {
      let offset = unsafe DoublePack(at: tails + first)
      let value = unsafe nearTail(DoublePack(at: logarithms + first).squareRoot())
      unsafe DoublePack(bits: value.bits | offset.bits & sign).store(at: tails + first)
      first &+= 8
    }
  }

  /// The offsets of eight words, each given by its two halves; what stands above a half does not
  /// matter.
  ///
  /// As ``offset(of:)``: every step is exact, so that there is but one result.
  @inline(__always)
  static func offsets(_ lower: SIMD8<UInt64>, _ upper: SIMD8<UInt64>) -> SIMD8<Double> {
    let mask = SIMD8<UInt64>(repeating: 0xFFFF_FFFF)
    // Mantissas in which the last bit weighs 2⁻³² and 2⁻⁵³.
    let high = (upper & mask) | SIMD8(repeating: (0x1p20).bitPattern)
    let low = ((lower & mask) &>> SIMD8(repeating: 11)) | SIMD8(repeating: 0.5.bitPattern)
    return unsafe (unsafeBitCast(high, to: SIMD8<Double>.self) - SIMD8(repeating: 0x1p20 + 0.5))
      + (unsafeBitCast(low, to: SIMD8<Double>.self) - SIMD8(repeating: 0.5 - 0x1p-54))
  }
}
