internal import CounterRandom

/// What the law of fraud is at one time: the typologies' shares and the direction of `blatant`.
struct TypologyMoment {
  typealias Five<Value> = (Value, Value, Value, Value, Value)

  /// Upper limits of a 32-bit word for each typology.
  let limits: Five<UInt64>
  /// Logarithm of the share that the limits give each typology; -infinity for none.
  let logShares: Five<Double>
  /// Whether `blatant` has left the direction it shares with `mimic`.
  let turns: Bool
  /// `blatant` lies along `(a, a, b, b)`, of length 1.
  let direction: (a: Double, b: Double)

  /// The law of limits that do not change, `blatant` along `(½, ½, ½, ½)`.
  init(limits: [UInt64]) {
    self.init(
      (limits[0], limits[1], limits[2], limits[3], limits[4]), turns: false, direction: (0.5, 0.5))
  }

  /// The law of weights, up to a common factor.
  init(weights w: Five<Double>, direction: (a: Double, b: Double)) {
    let scale = 0x1p32 / (w.0 + w.1 + w.2 + w.3 + w.4)
    self.init(
      (
        UInt64((w.0 * scale).rounded()), UInt64(((w.0 + w.1) * scale).rounded()),
        UInt64(((w.0 + w.1 + w.2) * scale).rounded()),
        UInt64(((w.0 + w.1 + w.2 + w.3) * scale).rounded()), 1 << 32
      ), turns: true, direction: direction)
  }

  private init(_ limits: Five<UInt64>, turns: Bool, direction: (a: Double, b: Double)) {
    self.limits = limits
    self.turns = turns
    self.direction = direction
    func logShare(_ limit: UInt64, _ before: UInt64) -> Double {
      PortableMath.log(Double(limit - before) * 0x1p-32)
    }
    logShares = (
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

  /// Coordinate along the direction of `blatant`.
  @inline(__always)
  func along(_ x: UnsafePointer<Float>) -> Double {
    unsafe direction.a * (Double(x[0]) + Double(x[1]))
      + direction.b * (Double(x[2]) + Double(x[3]))
  }
}
