/// A number that rows can be ranked by.
protocol RankableScore: BinaryFloatingPoint, Sendable {
  /// An unsigned integer as wide as the number.
  associatedtype Key: FixedWidthInteger & UnsignedInteger & Sendable

  /// A key that is smaller the higher the score; equal scores, and both zeros, share one key.
  var descendingKey: Key { get }

  /// 1 for NaN and infinities, 0 for finite numbers; without a branch.
  var nonFiniteFlag: Key { get }

  /// The score with a key.
  static func score(of key: Key) -> Double
}

extension Float: RankableScore {
  @inline(__always)
  var descendingKey: UInt32 {
    // Adding zero turns -0 into +0.
    let bits = (self + 0).bitPattern
    return ~(bits ^ (UInt32(bitPattern: Int32(bitPattern: bits) >> 31) | 0x8000_0000))
  }

  @inline(__always)
  var nonFiniteFlag: UInt32 { ((bitPattern & 0x7FFF_FFFF) &+ 0x0080_0000) >> 31 }

  static func score(of key: UInt32) -> Double {
    let ascending = ~key
    let mask: UInt32 = ascending >> 31 == 1 ? 0x8000_0000 : ~0
    return Double(Float(bitPattern: ascending ^ mask))
  }
}

extension Double: RankableScore {
  @inline(__always)
  var descendingKey: UInt64 {
    let bits = (self + 0).bitPattern
    return ~(bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 0x8000_0000_0000_0000))
  }

  @inline(__always)
  var nonFiniteFlag: UInt64 {
    ((bitPattern & 0x7FFF_FFFF_FFFF_FFFF) &+ 0x0010_0000_0000_0000) >> 63
  }

  static func score(of key: UInt64) -> Double {
    let ascending = ~key
    let mask: UInt64 = ascending >> 63 == 1 ? 0x8000_0000_0000_0000 : ~0
    return Double(bitPattern: ascending ^ mask)
  }
}
