/// A running sum of packs that stays accurate over long batches.
///
/// Lanes add up in `Float` for 256 rows at most, then move to a `Double`.
@frozen public struct PackSum: Sendable {
  @usableFromInline var lanes = SIMD8<Float>()
  @usableFromInline var pending = 0
  @usableFromInline var settled = 0.0

  /// Zero.
  @inlinable @inline(__always)
  public init() {}

  /// Adds all lanes of `pack`.
  @inlinable @inline(__always)
  public mutating func add(_ pack: Pack) {
    lanes += pack.lanes
    pending &+= 1
    if pending == 32 { settle() }
  }

  /// Adds the first `count` lanes of `pack`.
  @inlinable
  public mutating func add(_ pack: Pack, first count: Int) {
    for lane in 0..<count { settled += Double(pack.lanes[lane]) }
  }

  /// The sum so far.
  @inlinable
  public var total: Double {
    var copy = self
    copy.settle()
    return copy.settled
  }

  @inlinable
  mutating func settle() {
    for lane in 0..<Pack.width { settled += Double(lanes[lane]) }
    lanes = SIMD8()
    pending = 0
  }
}
