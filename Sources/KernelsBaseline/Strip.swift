/// Some neighbouring floats of a row, kept in vector registers.
protocol Strip {
  /// Number of floats.
  static var width: Int { get }
  /// Zeros.
  init()
  /// The floats that stand at `source`.
  init(loading source: UnsafePointer<Float>)
  /// Adds `scalar` times another strip.
  mutating func add(_ scalar: Float, times other: Self)
  /// The strip times a scalar.
  func times(_ scalar: Float) -> Self
  /// Adds another strip.
  mutating func add(_ other: Self)
  /// Adds what stands at `source`.
  mutating func add(loading source: UnsafePointer<Float>)
  /// Puts 0 where the floats are negative; NaN stays.
  mutating func rectify()
  /// Puts 0 where what stands at `source`, which is nowhere negative, is 0.
  mutating func keep(wherePositive source: UnsafePointer<Float>)
  /// Writes the floats to `target`.
  func store(at target: UnsafeMutablePointer<Float>)
}

/// Two strips, one beside the other.
struct SideBySide<Half: Strip>: Strip {
  var left: Half
  var right: Half

  @inline(__always) static var width: Int { Half.width &* 2 }

  @inline(__always) init() {
    left = Half()
    right = Half()
  }

  @inline(__always) init(loading source: UnsafePointer<Float>) {
    unsafe left = Half(loading: source)
    unsafe right = Half(loading: source + Half.width)
  }

  @inline(__always) mutating func add(_ scalar: Float, times other: Self) {
    left.add(scalar, times: other.left)
    right.add(scalar, times: other.right)
  }

  @inline(__always) func times(_ scalar: Float) -> Self {
    var product = self
    product.left = left.times(scalar)
    product.right = right.times(scalar)
    return product
  }

  @inline(__always) mutating func add(_ other: Self) {
    left.add(other.left)
    right.add(other.right)
  }

  @inline(__always) mutating func add(loading source: UnsafePointer<Float>) {
    unsafe left.add(loading: source)
    unsafe right.add(loading: source + Half.width)
  }

  @inline(__always) mutating func rectify() {
    left.rectify()
    right.rectify()
  }

  @inline(__always) mutating func keep(wherePositive source: UnsafePointer<Float>) {
    unsafe left.keep(wherePositive: source)
    unsafe right.keep(wherePositive: source + Half.width)
  }

  @inline(__always) func store(at target: UnsafeMutablePointer<Float>) {
    unsafe left.store(at: target)
    unsafe right.store(at: target + Half.width)
  }
}

typealias Strip4 = SIMD4<Float>
typealias Strip8 = SIMD8<Float>
typealias Strip16 = SIMD16<Float>
typealias Strip32 = SideBySide<Strip16>
typealias Strip64 = SideBySide<Strip32>
