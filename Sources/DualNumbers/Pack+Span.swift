extension Pack {
  /// The eight elements of `span` from `start` on. The caller has checked that they exist.
  @inlinable @inline(__always)
  public init(_ span: Span<Float>, at start: Int) {
    self.init(
      unsafe span.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: start &* 4, as: SIMD8<Float>.self))
  }

  /// Writes the lanes to `span` from `start` on. The caller has checked that there is room for
  /// eight.
  @inlinable @inline(__always)
  public func store(into span: inout MutableSpan<Float>, at start: Int) {
    var bytes = unsafe span.mutableBytes
    unsafe bytes.storeBytes(of: lanes, toUncheckedByteOffset: start &* 4, as: SIMD8<Float>.self)
  }

  /// The last, partial pack of `span`, from `start` on; the lanes that are missing hold `filler`.
  @inlinable
  public init(tailOf span: Span<Float>, from start: Int, filler: Float) {
    self.init(repeating: filler)
    for index in start..<span.count { lanes[index &- start] = span[index] }
  }

  /// Writes as many lanes as `span` has room for from `start` on.
  @inlinable
  public func storeTail(into span: inout MutableSpan<Float>, from start: Int) {
    for index in start..<span.count { span[index] = lanes[index &- start] }
  }
}
