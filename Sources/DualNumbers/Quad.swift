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
}
