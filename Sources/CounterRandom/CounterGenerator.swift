/// A sequence of random words that is determined by a seed and a stream number.
///
/// Streams of one seed never overlap, and none shares a counter with a ``CounterStream``. A
/// stream has 2⁴⁹ words.
public struct CounterGenerator: RandomNumberGenerator, Sendable {
  private let key0: UInt64
  private let key1: UInt64
  private let stream0: UInt64
  private let stream1: UInt64
  private var index: UInt64 = 0
  private var waiting: UInt64 = 0
  private var hasWaiting = false

  /// The beginning of a stream.
  public init(seed: UInt64, stream: UInt64) {
    (key0, key1) = (seed & 0xFFFF_FFFF, seed &>> 32)
    (stream0, stream1) = (stream & 0xFFFF_FFFF, stream &>> 32)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if hasWaiting {
      hasWaiting = false
      return waiting
    }
    let tag = Tag.generator | (index &>> 32) & 0xFFFF
    let words = Philox.pair(index & 0xFFFF_FFFF, stream0, stream1, tag, key0, key1)
    index &+= 1
    waiting = words.1
    hasWaiting = true
    return words.0
  }

  /// A uniform number in (0, 1): `(k + ½) 2⁻⁵²`, exact, never 0 or 1.
  public mutating func uniform() -> Double {
    (Double(next() &>> 12) + 0.5) * 0x1p-52
  }

  /// A standard normal number, from one word.
  public mutating func normal() -> Double {
    InverseNormal.quantile(atOffset: InverseNormal.offset(of: next()))
  }

  /// A uniform integer in 0..<bound, without bias.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).
  ///
  /// - Precondition: `bound > 0`.
  public mutating func integer(below bound: UInt64) -> UInt64 {
    boundedInteger(below: bound) { next() }
  }
}

/// A uniform integer in 0..<bound, without bias, from as many random words as it takes.
///
/// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).
///
/// - Precondition: `bound > 0`.
@inline(__always)
func boundedInteger(below bound: UInt64, _ nextWord: () -> UInt64) -> UInt64 {
  precondition(bound > 0, "there is no integer below 0")
  var product = nextWord().multipliedFullWidth(by: bound)
  if product.low < bound {
    let threshold = (0 &- bound) % bound
    while product.low < threshold { product = nextWord().multipliedFullWidth(by: bound) }
  }
  return product.high
}

/// Last counter words of what is no row of data. Purposes of rows stay below 0xF0.
enum Tag {
  static let generator: UInt64 = version | 0xFF_0000
  static let seedFromNumbers: UInt64 = version | 0xFE_0000
  static let seedFromLabel: UInt64 = version | 0xFD_0000

  private static let version = UInt64(CounterStream.schemeVersion) << 24
}
