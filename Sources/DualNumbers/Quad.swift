/// Four lanes of `Double`: what sums over pairs of rows are computed in.
extension SIMD4<Double> {
  /// The four elements of `span` from `start` on.
  ///
  /// - Precondition: they exist.
  @inlinable @inline(__always)
  public init(_ span: Span<Double>, at start: Int) {
    precondition(start >= 0 && start &+ 4 <= span.count, "four elements to read")
    self = unsafe span.bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: start &* 8, as: SIMD4<Double>.self)
  }

  /// Writes the lanes to `span` from `start` on.
  ///
  /// - Precondition: there is room for four.
  @inlinable @inline(__always)
  public func store(into span: inout MutableSpan<Double>, at start: Int) {
    precondition(start >= 0 && start &+ 4 <= span.count, "room for four elements")
    var bytes = unsafe span.mutableBytes
    unsafe bytes.storeBytes(of: self, toUncheckedByteOffset: start &* 8, as: SIMD4<Double>.self)
  }

  /// `max(x, 0)`, lane by lane.
  @inlinable @inline(__always)
  public static func positivePart(_ x: Self) -> Self {
    Self().replacing(with: x, where: 0 .< x)
  }

  /// `e^x`, to about 1 ulp; 0 below -708, and no larger than `e^709`.
  @inlinable @inline(__always)
  public static func exp(_ x: Self) -> Self {
    let low = Self(repeating: -708)
    let high = Self(repeating: 709)
    let clamped = x.replacing(with: low, where: x .< low).replacing(with: high, where: high .< x)
    // Adding 1.5 * 2^52 leaves the nearest whole number in the low bits.
    let magic = Self(repeating: 6_755_399_441_055_744)
    let shifted = clamped * 1.442_695_040_888_963_4 + magic
    let whole = shifted - magic
    // log 2 in two parts, the first of few digits, so that the product is exact.
    let r = (clamped - whole * 0.693_147_180_369_123_8) - whole * 1.908_214_929_270_587_7e-10
    // Taylor to the 13th power on |r| <= 0.35, even and odd terms apart, to run side by side.
    let s = r * r
    var even = s * (1.0 / 479_001_600) + 1.0 / 3_628_800
    even = even * s + 1.0 / 40_320
    even = even * s + 1.0 / 720
    even = even * s + 1.0 / 24
    even = even * s + 0.5
    var odd = s * (1.0 / 6_227_020_800) + 1.0 / 39_916_800
    odd = odd * s + 1.0 / 362_880
    odd = odd * s + 1.0 / 5040
    odd = odd * s + 1.0 / 120
    odd = odd * s + 1.0 / 6
    let p = s * even + (s * r * odd + r) + 1
    let exponent = unsafe unsafeBitCast(shifted, to: SIMD4<Int64>.self) &- 0x4338_0000_0000_0000
    let scale = unsafe unsafeBitCast((exponent &+ 1023) &<< 52, to: SIMD4<Double>.self)
    return (p * scale).replacing(with: 0, where: x .< low)
  }
}
