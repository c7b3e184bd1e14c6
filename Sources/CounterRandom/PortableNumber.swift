/// What elementary functions are written for, once: a number, or several side by side.
///
/// The bits of a lane never depend on how many there are.
@usableFromInline
package protocol PortableNumber: ExpressibleByFloatLiteral where FloatLiteralType == Double {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self
  /// The value without its sign.
  var magnitude: Self { get }
  func squareRoot() -> Self
  /// `x = 2ᵏ m` with `m` in [√½, √2), for a positive normal finite number.
  var factors: (k: Self, m: Self) { get }
  /// `2ᵏ⁻¹` where `self` is `k + 1.5 · 2⁵²`, `k` an integer in -1021…1024.
  var halfPower: Self { get }
}

extension Double: PortableNumber {
  @inlinable @inline(__always)
  package var factors: (k: Double, m: Double) {
    // The exponent field of x / √½ is k + 1023, as √½ has the exponent field 1022 and the mantissa
    // that is taken off.
    let bits = bitPattern
    let field = (bits &- 0x0006_A09E_667F_3BCD &+ 0x0010_0000_0000_0000) &>> 52
    let mantissa = bits &- (field &<< 52) &+ 0x3FF0_0000_0000_0000
    // 2⁵² + field as a bit pattern: a conversion that every processor vectorises.
    let exponent = Double(bitPattern: 0x4330_0000_0000_0000 | field) - (0x1p52 + 1023)
    return (exponent, Double(bitPattern: mantissa))
  }

  @inlinable @inline(__always)
  package var halfPower: Double {
    Double(bitPattern: (bitPattern &- (0x1.8p52).bitPattern &- 1 &+ 1023) &<< 52)
  }
}

/// Eight doubles side by side.
@usableFromInline
@frozen package struct DoublePack: PortableNumber {
  @usableFromInline
  package typealias Bits = SIMD8<UInt64>

  /// The lanes.
  @usableFromInline
  package var lanes: SIMD8<Double>

  @inlinable @inline(__always)
  package init(_ lanes: SIMD8<Double>) { self.lanes = lanes }

  /// One value in every lane.
  @inlinable @inline(__always)
  package init(_ value: Double) { lanes = SIMD8(repeating: value) }

  @inlinable @inline(__always)
  package init(floatLiteral value: Double) { self.init(value) }

  /// The lanes with these bit patterns.
  @inlinable @inline(__always)
  package init(bits: Bits) { lanes = unsafe unsafeBitCast(bits, to: SIMD8<Double>.self) }

  /// The bit patterns of the lanes.
  @inlinable @inline(__always)
  package var bits: Bits { unsafe unsafeBitCast(lanes, to: Bits.self) }

  /// The eight values from `place` on.
  @inlinable @inline(__always)
  package init(at place: UnsafePointer<Double>) {
    lanes = unsafe UnsafeRawPointer(place).loadUnaligned(as: SIMD8<Double>.self)
  }

  /// Puts the eight values to `place`.
  @inlinable @inline(__always)
  package func store(at place: UnsafeMutablePointer<Double>) {
    unsafe UnsafeMutableRawPointer(place).storeBytes(of: lanes, as: SIMD8<Double>.self)
  }

  @inlinable @inline(__always)
  package static func + (a: Self, b: Self) -> Self { Self(a.lanes + b.lanes) }
  @inlinable @inline(__always)
  package static func - (a: Self, b: Self) -> Self { Self(a.lanes - b.lanes) }
  @inlinable @inline(__always)
  package static func * (a: Self, b: Self) -> Self { Self(a.lanes * b.lanes) }
  @inlinable @inline(__always)
  package static func / (a: Self, b: Self) -> Self { Self(a.lanes / b.lanes) }
  @inlinable @inline(__always)
  package static prefix func - (a: Self) -> Self {
    Self(bits: a.bits ^ Bits(repeating: 1 << 63))
  }
  @inlinable @inline(__always)
  package var magnitude: Self { Self(bits: bits & Bits(repeating: ~0 &>> 1)) }
  @inlinable @inline(__always)
  package func squareRoot() -> Self {
    // Spelled out, as the library's own takes one lane after the other.
    Self(
      SIMD8(
        lanes[0].squareRoot(), lanes[1].squareRoot(), lanes[2].squareRoot(),
        lanes[3].squareRoot(), lanes[4].squareRoot(), lanes[5].squareRoot(),
        lanes[6].squareRoot(), lanes[7].squareRoot()))
  }

  @inlinable @inline(__always)
  package var factors: (k: Self, m: Self) {
    let field =
      (bits &- Bits(repeating: 0x0006_A09E_667F_3BCD &- 0x0010_0000_0000_0000))
      &>> Bits(repeating: 52)
    let mantissa = bits &- (field &<< Bits(repeating: 52)) &+ Bits(repeating: 0x3FF0 &<< 48)
    let exponent =
      Self(bits: field | Bits(repeating: 0x4330_0000_0000_0000)) - Self(0x1p52 + 1023)
    return (exponent, Self(bits: mantissa))
  }

  @inlinable @inline(__always)
  package var halfPower: Self {
    Self(
      bits: (bits &- Bits(repeating: (0x1.8p52).bitPattern &- 1022)) &<< Bits(repeating: 52))
  }
}
