/// Eight lanes of `Float`: what the training loops compute in.
@frozen public struct Pack: LossNumber {
  /// One truth value a lane.
  public typealias Mask = SIMDMask<SIMD8<Int32>>

  /// The lanes.
  public var lanes: SIMD8<Float>

  /// The number of lanes.
  @inlinable @inline(__always)
  public static var width: Int { 8 }

  /// These lanes.
  @inlinable @inline(__always)
  public init(_ lanes: SIMD8<Float>) { self.lanes = lanes }

  /// The constant, rounded to `Float`, in every lane.
  @inlinable @inline(__always)
  public init(_ constant: Double) { lanes = SIMD8(repeating: Float(constant)) }

  /// The constant in every lane.
  @inlinable @inline(__always)
  public init(repeating constant: Float) { lanes = SIMD8(repeating: constant) }

  /// The literal in every lane.
  @inlinable @inline(__always)
  public init(floatLiteral value: Double) { lanes = SIMD8(repeating: Float(value)) }

  /// The literal in every lane.
  @inlinable @inline(__always)
  public init(integerLiteral value: Int64) { lanes = SIMD8(repeating: Float(value)) }

  /// The sum.
  @inlinable @inline(__always)
  public static func + (a: Pack, b: Pack) -> Pack { Pack(a.lanes + b.lanes) }
  /// The difference.
  @inlinable @inline(__always)
  public static func - (a: Pack, b: Pack) -> Pack { Pack(a.lanes - b.lanes) }
  /// The product.
  @inlinable @inline(__always)
  public static func * (a: Pack, b: Pack) -> Pack { Pack(a.lanes * b.lanes) }
  /// The quotient.
  @inlinable @inline(__always)
  public static func / (a: Pack, b: Pack) -> Pack { Pack(a.lanes / b.lanes) }
  /// The negation.
  @inlinable @inline(__always)
  public static prefix func - (a: Pack) -> Pack { Pack(-a.lanes) }

  /// Whether `a` is less than `b`, lane by lane.
  @inlinable @inline(__always)
  public static func .< (a: Pack, b: Pack) -> Mask { a.lanes .< b.lanes }
  /// `a` where `mask` holds, elsewhere `b`.
  @inlinable @inline(__always)
  public static func choose(_ mask: Mask, _ a: Pack, _ b: Pack) -> Pack {
    Pack(b.lanes.replacing(with: a.lanes, where: mask))
  }
}
