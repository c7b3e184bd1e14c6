extension DoublePack {
  /// All bits of a lane set where its sign bit is, none elsewhere.
  ///
  /// Signs stand in for comparisons, which the library makes lane by lane.
  @inlinable
  @inline(__always)
  package var signMask: SIMD8<UInt64> {
    SIMD8(repeating: 0) &- (bits &>> SIMD8(repeating: 63))
  }

  /// `a` where all bits of `mask` are set, `b` where none is.
  @inlinable
  @inline(__always)
  package static func choose(
    _ mask: SIMD8<UInt64>, _ a: DoublePack, _ b: DoublePack
  ) -> DoublePack {
    DoublePack(bits: b.bits ^ ((a.bits ^ b.bits) & mask))
  }

  /// The greater value of each lane; neither may be NaN.
  @inlinable
  @inline(__always)
  package func maximum(_ other: DoublePack) -> DoublePack {
    .choose((self - other).signMask, other, self)
  }

  /// The lesser value of each lane; neither may be NaN.
  @inlinable
  @inline(__always)
  package func minimum(_ other: DoublePack) -> DoublePack {
    .choose((other - self).signMask, other, self)
  }
}

extension PortableMath {
  /// ``exp(_:)`` of numbers that are at most 0, -infinity included.
  @inlinable
  @inline(__always)
  package static func expOfNegative(_ x: DoublePack) -> DoublePack {
    DoublePack(bits: expInRange(x).bits & ~(x + 708.0).signMask)
  }

  /// Replaces `count` positive normal finite values by their ``log(_:)``.
  package static func logarithms(of values: UnsafeMutablePointer<Double>, count: Int) {
    var index = 0
    while index &+ 8 <= count {
      unsafe logOfNormal(DoublePack(at: values + index)).store(at: values + index)
      index &+= 8
    }
    while index < count {
      unsafe values[index] = logOfNormal(values[index])
      index &+= 1
    }
  }

  /// Replaces `count` values by ``exp(_:)`` of value times `factor`.
  package static func exponentials(
    of values: UnsafeMutablePointer<Double>, times factor: Double, count: Int
  ) {
    var index = 0
    while index &+ 8 <= count {
      let x = unsafe DoublePack(at: values + index) * DoublePack(factor)
      // Out of range, or no number at all: once in no sensible data.
      let isOutside = (DoublePack(708.0) - x.magnitude).bits
      guard (isOutside & SIMD8(repeating: 1 << 63)) == SIMD8(repeating: 0) else { break }
      unsafe expInRange(x).store(at: values + index)
      index &+= 8
    }
    while index < count {
      unsafe values[index] = exp(values[index] * factor)
      index &+= 1
    }
  }

  /// Replaces `count` values by ``sigmoid(_:)`` of value plus `shift`.
  package static func sigmoids(
    of values: UnsafeMutablePointer<Double>, plus shift: Double, count: Int
  ) {
    let infinity = SIMD8(repeating: Double.infinity.bitPattern)
    var index = 0
    while index &+ 8 <= count {
      let x = unsafe DoublePack(at: values + index) + DoublePack(shift)
      let power = expOfNegative(-x.magnitude)
      let share = DoublePack.choose(x.signMask, power, 1.0) / (1.0 + power)
      // What is no number stays so: its magnitude has more bits than infinity.
      let isNoNumber = DoublePack(bits: infinity &- x.magnitude.bits).signMask
      unsafe DoublePack(bits: share.bits | isNoNumber).store(at: values + index)
      index &+= 8
    }
    while index < count {
      unsafe values[index] = sigmoid(values[index] + shift)
      index &+= 1
    }
  }
}
