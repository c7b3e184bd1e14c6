extension Pack {
  /// The IEEE-754 bit patterns of the lanes.
  @inlinable @inline(__always)
  static func bits(of lanes: SIMD8<Float>) -> SIMD8<Int32> {
    unsafe unsafeBitCast(lanes, to: SIMD8<Int32>.self)
  }

  /// The lanes with these IEEE-754 bit patterns.
  @inlinable @inline(__always)
  static func floats(of bits: SIMD8<Int32>) -> SIMD8<Float> {
    unsafe unsafeBitCast(bits, to: SIMD8<Float>.self)
  }

  /// The negated magnitude of each lane: the sign bit set.
  @inlinable @inline(__always)
  static func negatedMagnitude(_ x: Pack) -> Pack {
    Pack(floats(of: bits(of: x.lanes) | SIMD8(repeating: .min)))
  }

  /// Whether the sign bit of each lane is set: no comparison is needed to choose by it.
  @inlinable @inline(__always)
  static func signBit(_ x: Pack) -> Mask {
    // The library compares integers lane by lane; a mask is -1 where it holds, as this shift gives.
    unsafe unsafeBitCast(bits(of: x.lanes) &>> 31, to: Mask.self)
  }
}
