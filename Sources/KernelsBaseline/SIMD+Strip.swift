// One extension a width: code that is generic over SIMD types is not compiled to vector
// instructions.

extension SIMD4<Float>: Strip {
  @inline(__always) static var width: Int { 4 }

  @inline(__always) init(loading source: UnsafePointer<Float>) {
    unsafe self = UnsafeRawPointer(source).loadUnaligned(as: Self.self)
  }

  @inline(__always) mutating func add(_ scalar: Float, times other: Self) {
    #if FUSED
      addProduct(Self(repeating: scalar), other)
    #else
      self += Self(repeating: scalar) * other
    #endif
  }

  @inline(__always) func times(_ scalar: Float) -> Self { self * scalar }

  @inline(__always) mutating func add(_ other: Self) { self += other }

  @inline(__always) mutating func add(loading source: UnsafePointer<Float>) {
    unsafe self += Self(loading: source)
  }

  @inline(__always) mutating func rectify() {
    replace(with: 0, where: self .< Self.zero)
  }

  @inline(__always) mutating func keep(wherePositive source: UnsafePointer<Float>) {
    // The sign of the negated bits: set unless they are those of 0.
    let bits = unsafe UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Int32>.self)
    let mask = (SIMD4<Int32>.zero &- bits) &>> 31
    unsafe self = unsafeBitCast(unsafeBitCast(self, to: SIMD4<Int32>.self) & mask, to: Self.self)
  }

  @inline(__always) func store(at target: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(target).storeBytes(of: self, as: Self.self)
  }
}

extension SIMD8<Float>: Strip {
  @inline(__always) static var width: Int { 8 }

  @inline(__always) init(loading source: UnsafePointer<Float>) {
    unsafe self = UnsafeRawPointer(source).loadUnaligned(as: Self.self)
  }

  @inline(__always) mutating func add(_ scalar: Float, times other: Self) {
    #if FUSED
      addProduct(Self(repeating: scalar), other)
    #else
      self += Self(repeating: scalar) * other
    #endif
  }

  @inline(__always) func times(_ scalar: Float) -> Self { self * scalar }

  @inline(__always) mutating func add(_ other: Self) { self += other }

  @inline(__always) mutating func add(loading source: UnsafePointer<Float>) {
    unsafe self += Self(loading: source)
  }

  @inline(__always) mutating func rectify() {
    replace(with: 0, where: self .< Self.zero)
  }

  @inline(__always) mutating func keep(wherePositive source: UnsafePointer<Float>) {
    // The sign of the negated bits: set unless they are those of 0.
    let bits = unsafe UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Int32>.self)
    let mask = (SIMD8<Int32>.zero &- bits) &>> 31
    unsafe self = unsafeBitCast(unsafeBitCast(self, to: SIMD8<Int32>.self) & mask, to: Self.self)
  }

  @inline(__always) func store(at target: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(target).storeBytes(of: self, as: Self.self)
  }
}

extension SIMD16<Float>: Strip {
  @inline(__always) static var width: Int { 16 }

  @inline(__always) init(loading source: UnsafePointer<Float>) {
    unsafe self = UnsafeRawPointer(source).loadUnaligned(as: Self.self)
  }

  @inline(__always) mutating func add(_ scalar: Float, times other: Self) {
    #if FUSED
      addProduct(Self(repeating: scalar), other)
    #else
      self += Self(repeating: scalar) * other
    #endif
  }

  @inline(__always) func times(_ scalar: Float) -> Self { self * scalar }

  @inline(__always) mutating func add(_ other: Self) { self += other }

  @inline(__always) mutating func add(loading source: UnsafePointer<Float>) {
    unsafe self += Self(loading: source)
  }

  @inline(__always) mutating func rectify() {
    replace(with: 0, where: self .< Self.zero)
  }

  @inline(__always) mutating func keep(wherePositive source: UnsafePointer<Float>) {
    // The sign of the negated bits: set unless they are those of 0.
    let bits = unsafe UnsafeRawPointer(source).loadUnaligned(as: SIMD16<Int32>.self)
    let mask = (SIMD16<Int32>.zero &- bits) &>> 31
    unsafe self = unsafeBitCast(unsafeBitCast(self, to: SIMD16<Int32>.self) & mask, to: Self.self)
  }

  @inline(__always) func store(at target: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(target).storeBytes(of: self, as: Self.self)
  }
}
