internal import CounterRandom

/// What the law of fraud is at one time: the typologies' shares and the direction of `blatant`.
struct TypologyMoment: Sendable {
  typealias Five<Value> = (Value, Value, Value, Value, Value)

  /// Upper limits of a 32-bit word for each typology.
  let limits: Five<UInt64>
  /// `blatant` lies along `(a, a, b, b)`, of length 1.
  let direction: (a: Double, b: Double)

  /// The law of limits that do not change, `blatant` along `(½, ½, ½, ½)`.
  init(limits: [UInt64]) {
    self.init(
      (limits[0], limits[1], limits[2], limits[3], limits[4]), direction: (0.5, 0.5))
  }

  /// The law of weights, up to a common factor.
  init(weights w: Five<Double>, direction: (a: Double, b: Double)) {
    let scale = 0x1p32 / (w.0 + w.1 + w.2 + w.3 + w.4)
    self.init(
      (
        UInt64((w.0 * scale).rounded()), UInt64(((w.0 + w.1) * scale).rounded()),
        UInt64(((w.0 + w.1 + w.2) * scale).rounded()),
        UInt64(((w.0 + w.1 + w.2 + w.3) * scale).rounded()), 1 << 32
      ), direction: direction)
  }

  private init(_ limits: Five<UInt64>, direction: (a: Double, b: Double)) {
    self.limits = limits
    self.direction = direction
  }

  /// Logarithm of the share that the limits give each typology; -infinity for none.
  var logShares: Five<Double> {
    func logShare(_ limit: UInt64, _ before: UInt64) -> Double {
      PortableMath.log(Double(limit - before) * 0x1p-32)
    }
    return (
      logShare(limits.0, 0), logShare(limits.1, limits.0), logShare(limits.2, limits.1),
      logShare(limits.3, limits.2), logShare(limits.4, limits.3)
    )
  }

  /// The typology of a 32-bit word.
  @inline(__always)
  func typology(of word: UInt64) -> UInt8 {
    if word < limits.0 { return 0 }
    if word < limits.1 { return 1 }
    if word < limits.2 { return 2 }
    return word < limits.3 ? 3 : 4
  }
}

/// What typologies' densities need to know of the times of eight rows.
protocol TypologyMoments {
  /// Logarithms of a typology's share.
  func logShare(_ typology: Int, _ row: Int) -> DoublePack
  /// Coordinates along `blatant`, from the sums of columns 0 and 1 and of columns 2 and 3.
  func along(_ first: DoublePack, _ second: DoublePack, _ row: Int) -> DoublePack
}

/// All rows have the law of one time.
struct StillMoments: TypologyMoments, Sendable {
  private let shares: TypologyMoment.Five<Double>

  /// The shares of a time at which `blatant` lies along `(½, ½, ½, ½)`.
  init(_ moment: TypologyMoment) { shares = moment.logShares }

  @inline(__always)
  func logShare(_ typology: Int, _ row: Int) -> DoublePack {
    switch typology {
    case 0: DoublePack(shares.0)
    case 1: DoublePack(shares.1)
    case 2: DoublePack(shares.2)
    case 3: DoublePack(shares.3)
    default: DoublePack(shares.4)
    }
  }

  @inline(__always)
  func along(_ first: DoublePack, _ second: DoublePack, _ row: Int) -> DoublePack {
    (first + second) / 2.0
  }
}

/// Each row has the law of its own time.
@safe
struct MovingMoments: TypologyMoments {
  /// Five lists of logarithms of shares and two of directions, each as long as columns are.
  private let lists: UnsafeMutablePointer<Double>

  /// Doubles there must be room for.
  static let size = 7 * ColumnBlock.stride

  /// Moments in room for ``size`` doubles, all of them 0.
  init(_ room: UnsafeMutablePointer<Double>) {
    unsafe room.initialize(repeating: 0, count: Self.size)
    unsafe lists = room
  }

  /// Gives a row its moment.
  func set(_ row: Int, _ moment: TypologyMoment) {
    precondition(row >= 0 && row < ColumnBlock.stride)
    let place = unsafe lists + row
    let shares = moment.logShares
    unsafe place[0] = shares.0
    unsafe place[ColumnBlock.stride] = shares.1
    unsafe place[2 * ColumnBlock.stride] = shares.2
    unsafe place[3 * ColumnBlock.stride] = shares.3
    unsafe place[4 * ColumnBlock.stride] = shares.4
    unsafe place[5 * ColumnBlock.stride] = moment.direction.a
    unsafe place[6 * ColumnBlock.stride] = moment.direction.b
  }

  @inline(__always)
  func logShare(_ typology: Int, _ row: Int) -> DoublePack {
    unsafe DoublePack(at: lists + (typology &* ColumnBlock.stride &+ row))
  }

  @inline(__always)
  func along(_ first: DoublePack, _ second: DoublePack, _ row: Int) -> DoublePack {
    let a = unsafe DoublePack(at: lists + (5 &* ColumnBlock.stride &+ row))
    let b = unsafe DoublePack(at: lists + (6 &* ColumnBlock.stride &+ row))
    return a * first + b * second
  }
}
