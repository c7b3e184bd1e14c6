internal import CProcessor

/// Logits of four affine models: four features of a row meet the four models' weights for them in
/// one strip of sixteen.
///
/// That takes a quarter of the instructions that one feature at a time would, and leaves the logits
/// model by model, as losses want them.
@safe struct FourModels {
  /// `rows` × `depth`, rows `stride` apart.
  let features: UnsafePointer<Float>
  let stride: Int
  let rows: Int
  let depth: Int
  /// Biases, then strips of weights, one for each four features.
  let weights: UnsafePointer<Float>
  /// Each model's logits, `targetStride` apart.
  let target: UnsafeMutablePointer<Float>
  let targetStride: Int

  /// Fills in the logits, and asks for as many rows at `coming` meanwhile.
  @inline(__always) func compute(bringing coming: UnsafePointer<Float>?) {
    var row = 0
    while row &+ 8 <= rows {
      if let coming = unsafe coming { unsafe bring(coming + row &* stride) }
      #if VECTORS512
        block(EightRowSums.self, row)
      #else
        block(FourRowSums.self, row)
        block(FourRowSums.self, row &+ 4)
      #endif
      row &+= 8
    }
    if row &+ 4 <= rows {
      block(FourRowSums.self, row)
      row &+= 4
    }
    while row < rows {
      single(row)
      row &+= 1
    }
  }

  /// Asks for the cache lines of eight rows.
  @inline(__always) private func bring(_ coming: UnsafePointer<Float>) {
    var place = 0
    while place < 8 &* stride {
      unsafe lopsided_prefetch_far(coming + place)
      place &+= 16
    }
  }

  @inline(__always) private func block<Sums: RowSums>(_: Sums.Type, _ row: Int) {
    var sums = unsafe Sums(Strip16(loading: weights))
    var place = unsafe features + (row &* stride)
    var strip = unsafe weights + 16
    for _ in 0..<(depth &>> 2) {
      unsafe sums.add(place, stride: stride, times: Strip16(loading: strip))
      unsafe place += 4
      unsafe strip += 16
    }
    if depth & 3 != 0 {
      if depth > 4 {
        unsafe sums.add(place + ((depth & 3) &- 4), stride: stride, times: Strip16(loading: strip))
      } else {
        unsafe sums.add(few: place, depth, stride: stride, times: Strip16(loading: strip))
      }
    }
    unsafe sums.store(at: target + row, stride: targetStride)
  }

  /// One row, by the same chains.
  @inline(__always) private func single(_ row: Int) {
    var sum = unsafe Strip16(loading: weights)
    var place = unsafe features + (row &* stride)
    var strip = unsafe weights + 16
    for _ in 0..<(depth &>> 2) {
      unsafe sum.add(Strip16(four: place), times: Strip16(loading: strip))
      unsafe place += 4
      unsafe strip += 16
    }
    if depth & 3 != 0 {
      if depth > 4 {
        unsafe sum.add(
          Strip16(four: place + ((depth & 3) &- 4)), times: Strip16(loading: strip))
      } else {
        unsafe sum.add(Strip16(few: place, depth), times: Strip16(loading: strip))
      }
    }
    let logits = lopsided_sums_of_fours(sum, sum, sum, sum)
    for model in 0..<4 { unsafe target[model &* targetStride &+ row] = logits[4 &* model] }
  }
}

/// The chains of some rows.
private protocol RowSums {
  init(_ start: Strip16)
  /// Adds four features of each row, times the models' weights for them.
  mutating func add(_ features: UnsafePointer<Float>, stride: Int, times weights: Strip16)
  /// The same of `count` features, fewer than four.
  mutating func add(
    few features: UnsafePointer<Float>, _ count: Int, stride: Int, times weights: Strip16)
  /// Writes the logits, each model's `stride` apart.
  func store(at target: UnsafeMutablePointer<Float>, stride: Int)
}

private struct FourRowSums: RowSums {
  var a: Strip16
  var b: Strip16
  var c: Strip16
  var d: Strip16

  @inline(__always) init(_ start: Strip16) { (a, b, c, d) = (start, start, start, start) }

  @inline(__always) mutating func add(
    _ features: UnsafePointer<Float>, stride: Int, times weights: Strip16
  ) {
    unsafe a.add(Strip16(four: features), times: weights)
    unsafe b.add(Strip16(four: features + stride), times: weights)
    unsafe c.add(Strip16(four: features + 2 &* stride), times: weights)
    unsafe d.add(Strip16(four: features + 3 &* stride), times: weights)
  }

  @inline(__always) mutating func add(
    few features: UnsafePointer<Float>, _ count: Int, stride: Int, times weights: Strip16
  ) {
    unsafe a.add(Strip16(few: features, count), times: weights)
    unsafe b.add(Strip16(few: features + stride, count), times: weights)
    unsafe c.add(Strip16(few: features + 2 &* stride, count), times: weights)
    unsafe d.add(Strip16(few: features + 3 &* stride, count), times: weights)
  }

  @inline(__always) func store(at target: UnsafeMutablePointer<Float>, stride: Int) {
    let logits = lopsided_sums_of_fours(a, b, c, d)
    unsafe logits.lowHalf.lowHalf.store(at: target)
    unsafe logits.lowHalf.highHalf.store(at: target + stride)
    unsafe logits.highHalf.lowHalf.store(at: target + 2 &* stride)
    unsafe logits.highHalf.highHalf.store(at: target + 3 &* stride)
  }
}

private struct EightRowSums: RowSums {
  var top: FourRowSums
  var bottom: FourRowSums

  @inline(__always) init(_ start: Strip16) {
    top = FourRowSums(start)
    bottom = FourRowSums(start)
  }

  @inline(__always) mutating func add(
    _ features: UnsafePointer<Float>, stride: Int, times weights: Strip16
  ) {
    unsafe top.add(features, stride: stride, times: weights)
    unsafe bottom.add(features + 4 &* stride, stride: stride, times: weights)
  }

  @inline(__always) mutating func add(
    few features: UnsafePointer<Float>, _ count: Int, stride: Int, times weights: Strip16
  ) {
    unsafe top.add(few: features, count, stride: stride, times: weights)
    unsafe bottom.add(few: features + 4 &* stride, count, stride: stride, times: weights)
  }

  @inline(__always) func store(at target: UnsafeMutablePointer<Float>, stride: Int) {
    unsafe top.store(at: target, stride: stride)
    unsafe bottom.store(at: target + 4, stride: stride)
  }
}

extension SIMD16<Float> {
  /// The four floats at `source`, four times.
  @inline(__always) fileprivate init(four source: UnsafePointer<Float>) {
    self.init(repeating: unsafe Strip4(loading: source))
  }

  /// Fewer than four floats at `source`, then zeros, four times.
  @inline(__always) fileprivate init(few source: UnsafePointer<Float>, _ count: Int) {
    self.init(
      repeating: unsafe Strip4(
        source[0], count > 1 ? source[1] : 0, count > 2 ? source[2] : 0, 0))
  }

  @inline(__always) private init(repeating four: Strip4) {
    let eight = Strip8(lowHalf: four, highHalf: four)
    self.init(lowHalf: eight, highHalf: eight)
  }

  @inline(__always) fileprivate mutating func add(_ other: Self, times weights: Self) {
    #if FUSED
      addProduct(other, weights)
    #else
      self += other * weights
    #endif
  }
}
