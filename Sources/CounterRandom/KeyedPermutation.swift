/// A pseudo-random permutation of 0..<count with random access.
///
/// An eight-round Feistel network on the fewest bits that hold `count`, walked until the value
/// falls below `count`: a bijection for any count, computed for one index alone.
///
/// Sources: Luby and Rackoff, "How to construct pseudorandom permutations", SIAM J. Comput. 17
/// (1988); cycle walking: Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002.
public struct KeyedPermutation: Sendable {
  /// Number of values permuted.
  public let count: UInt64
  private let leftMask: UInt64
  private let rightMask: UInt64
  private let rightBits: UInt64
  private let keys: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

  /// The permutation of 0..<count that `stream` keys.
  ///
  /// It uses the last block of four of the stream's rows from `keyRow` on, which no row of data
  /// reaches: other rows give another permutation.
  ///
  /// - Precondition: `count` is positive and at most 2⁶².
  public init(count: UInt64, stream: CounterStream, keyRow: UInt64 = 0) {
    precondition(count > 0 && count <= 1 << 62, "a permutation needs 1…2⁶² values")
    self.count = count
    let bits = max(2, 64 - (count - 1).leadingZeroBitCount)
    let right = bits - bits / 2
    leftMask = 1 << UInt64(bits / 2) - 1
    rightMask = 1 << UInt64(right) - 1
    rightBits = UInt64(right)
    let pairs = (0..<4).map { stream.words(row: keyRow + $0, block: .max) }
    keys = (
      pairs[0].0, pairs[0].1, pairs[1].0, pairs[1].1, pairs[2].0, pairs[2].1, pairs[3].0,
      pairs[3].1
    )
  }

  /// The place where `index` goes.
  ///
  /// - Precondition: `index < count`.
  public func image(of index: UInt64) -> UInt64 {
    precondition(index < count, "the index lies outside of the permutation")
    return walk(from: index)
  }

  /// Whether each of several indices goes to a place below `limit`: 1 or 0.
  ///
  /// - Precondition: every index lies below ``count``.
  package func mark(
    _ indices: Span<UInt64>, below limit: UInt64, into marks: inout MutableSpan<UInt8>
  ) {
    precondition(indices.count == marks.count)
    var first = 0
    unsafe indices.withUnsafeBytes { bytes in
      while first &+ 8 <= indices.count {
        let values = unsafe bytes.loadUnaligned(
          fromByteOffset: first &* 8, as: SIMD8<UInt64>.self)
        let images = step(values)
        for lane in 0..<8 {
          var image = images[lane]
          if image >= count { image = walk(from: image) }
          marks[first &+ lane] = image < limit ? 1 : 0
        }
        first &+= 8
      }
    }
    while first < indices.count {
      marks[first] = image(of: indices[first]) < limit ? 1 : 0
      first &+= 1
    }
  }

  /// Where the network sends eight values once, without walking on.
  @inline(__always)
  private func step(_ values: SIMD8<UInt64>) -> SIMD8<UInt64> {
    typealias Eight = SIMD8<UInt64>
    let bits = Eight(repeating: rightBits)
    let (leftMask, rightMask) = (Eight(repeating: leftMask), Eight(repeating: rightMask))
    @inline(__always)
    func mix(_ half: Eight, _ key: UInt64) -> Eight {
      var word = (half ^ Eight(repeating: key)) &* Eight(repeating: Self.factors.0)
      word ^= word &>> Eight(repeating: 32)
      word = word &* Eight(repeating: Self.factors.1)
      return word ^ (word &>> Eight(repeating: 32))
    }
    var (left, right) = (values &>> bits, values & rightMask)
    left = (left ^ mix(right, keys.0)) & leftMask
    right = (right ^ mix(left, keys.1)) & rightMask
    left = (left ^ mix(right, keys.2)) & leftMask
    right = (right ^ mix(left, keys.3)) & rightMask
    left = (left ^ mix(right, keys.4)) & leftMask
    right = (right ^ mix(left, keys.5)) & rightMask
    left = (left ^ mix(right, keys.6)) & leftMask
    right = (right ^ mix(left, keys.7)) & rightMask
    return left &<< bits | right
  }

  private func walk(from index: UInt64) -> UInt64 {
    var value = index
    repeat {
      var (left, right) = (value &>> rightBits, value & rightMask)
      left = (left ^ mix(right, keys.0)) & leftMask
      right = (right ^ mix(left, keys.1)) & rightMask
      left = (left ^ mix(right, keys.2)) & leftMask
      right = (right ^ mix(left, keys.3)) & rightMask
      left = (left ^ mix(right, keys.4)) & leftMask
      right = (right ^ mix(left, keys.5)) & rightMask
      left = (left ^ mix(right, keys.6)) & leftMask
      right = (right ^ mix(left, keys.7)) & rightMask
      value = left &<< rightBits | right
    } while value >= count
    return value
  }

  /// The index that goes to `place`.
  ///
  /// - Precondition: `place < count`.
  public func preimage(of place: UInt64) -> UInt64 {
    precondition(place < count, "the place lies outside of the permutation")
    var value = place
    repeat {
      var (left, right) = (value &>> rightBits, value & rightMask)
      right = (right ^ mix(left, keys.7)) & rightMask
      left = (left ^ mix(right, keys.6)) & leftMask
      right = (right ^ mix(left, keys.5)) & rightMask
      left = (left ^ mix(right, keys.4)) & leftMask
      right = (right ^ mix(left, keys.3)) & rightMask
      left = (left ^ mix(right, keys.2)) & leftMask
      right = (right ^ mix(left, keys.1)) & rightMask
      left = (left ^ mix(right, keys.0)) & leftMask
      value = left &<< rightBits | right
    } while value >= count
    return value
  }

  /// The round function: any function will do, as a Feistel network is a bijection regardless.
  @inline(__always)
  private func mix(_ half: UInt64, _ key: UInt64) -> UInt64 {
    var word = (half ^ key) &* Self.factors.0
    word ^= word &>> 32
    word = word &* Self.factors.1
    return word ^ (word &>> 32)
  }

  @inline(__always)
  private static var factors: (UInt64, UInt64) { (0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93) }
}
