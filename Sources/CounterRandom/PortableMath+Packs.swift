extension DoublePack {
  /// The greater value of each lane; the other's where one is no number.
  @inlinable
  @inline(__always)
  package func maximum(_ other: DoublePack) -> DoublePack {
    DoublePack(lanes.replacing(with: other.lanes, where: lanes .<= other.lanes))
  }
}

extension PortableMath {
  /// ``exp(_:)`` of numbers that are at most 0.
  @inlinable
  @inline(__always)
  package static func expOfNegative(_ x: DoublePack) -> DoublePack {
    DoublePack(
      expInRange(x).lanes.replacing(with: SIMD8(), where: x.lanes .< SIMD8(repeating: -708)))
  }

  /// Replaces `count` values by ``sigmoid(_:)`` of value plus `shift`.
  package static func sigmoids(
    of values: UnsafeMutablePointer<Double>, plus shift: Double, count: Int
  ) {
    var index = 0
    while index &+ 8 <= count {
      let x = unsafe DoublePack(at: values + index) + DoublePack(shift)
      let power = expOfNegative(-x.magnitude)
      let top = SIMD8(repeating: 1.0).replacing(with: power.lanes, where: x.lanes .< SIMD8())
      unsafe (DoublePack(top) / (1.0 + power)).store(at: values + index)
      index &+= 8
    }
    while index < count {
      unsafe values[index] = sigmoid(values[index] + shift)
      index &+= 1
    }
  }
}
