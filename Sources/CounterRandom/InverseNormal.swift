/// The inverse of the standard normal distribution function, bit for bit the same everywhere.
///
/// Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution",
/// Applied Statistics 37 (1988), 477–484: PPND16, relative accuracy about 1e-16.
public enum InverseNormal {
  /// The `p`-quantile of the standard normal distribution.
  ///
  /// ±infinity at 0 and 1, NaN outside of 0…1.
  public static func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : (p == 1 ? .infinity : .nan) }
    let offset = p - 0.5
    guard offset.magnitude > centralLimit else { return central(offset) }
    let root = (-PortableMath.log(offset < 0 ? p : 1 - p)).squareRoot()
    let value = root <= 5 ? nearTail(root) : farTail(root)
    return offset < 0 ? -value : value
  }

  /// The (½ + `offset`)-quantile, `offset` an odd multiple of 2⁻⁵⁴ within ±½.
  ///
  /// Both tails then have the same precision, and the result is exactly odd in `offset`.
  package static func quantile(atOffset offset: Double) -> Double {
    guard offset.magnitude > centralLimit else { return central(offset) }
    let value = tail(offset)
    return offset < 0 ? -value : value
  }

  /// The offset from ½ of `u = (k + ½) 2⁻⁵³`, `k` the upper 53 bits of a word: exact.
  ///
  /// `u` itself would need 54 bits and could round to 1.
  @inline(__always)
  package static func offset(of word: UInt64) -> Double {
    Double(Int64(bitPattern: (word &>> 11) &<< 1 | 1) &- 0x20_0000_0000_0000) * 0x1p-54
  }

  static let centralLimit = 0.425
  /// A little above exp(-25), where the near tail's piece ends: once in 3·10¹⁰ draws.
  static let nearTailLimit = 1.4e-11

  /// Quantile beyond the central piece, positive.
  static func tail(_ offset: Double) -> Double {
    let root = (-PortableMath.logOfNormal(0.5 - offset.magnitude)).squareRoot()
    return root <= 5 ? nearTail(root) : farTail(root)
  }

  @inline(__always)
  static func central<Number: PortableNumber>(_ q: Number) -> Number {
    let r = 0.180625 - q * q
    var top: Number = 2509.0809287301226727
    top = top * r + 33430.575583588128105
    top = top * r + 67265.770927008700853
    top = top * r + 45921.953931549871457
    top = top * r + 13731.693765509461125
    top = top * r + 1971.5909503065514427
    top = top * r + 133.14166789178437745
    top = top * r + 3.387132872796366608
    var bottom: Number = 5226.495278852545925
    bottom = bottom * r + 28729.085735721942674
    bottom = bottom * r + 39307.89580009271061
    bottom = bottom * r + 21213.794301586595867
    bottom = bottom * r + 5394.1960214247511077
    bottom = bottom * r + 687.1870074920579083
    bottom = bottom * r + 42.313330701600911252
    bottom = bottom * r + 1.0
    return q * top / bottom
  }

  @inline(__always)
  static func nearTail<Number: PortableNumber>(_ root: Number) -> Number {
    let r = root - 1.6
    var top: Number = 7.7454501427834140764e-4
    top = top * r + 0.0227238449892691845833
    top = top * r + 0.24178072517745061177
    top = top * r + 1.27045825245236838258
    top = top * r + 3.64784832476320460504
    top = top * r + 5.7694972214606914055
    top = top * r + 4.6303378461565452959
    top = top * r + 1.42343711074968357734
    var bottom: Number = 1.05075007164441684324e-9
    bottom = bottom * r + 5.475938084995344946e-4
    bottom = bottom * r + 0.0151986665636164571966
    bottom = bottom * r + 0.14810397642748007459
    bottom = bottom * r + 0.68976733498510000455
    bottom = bottom * r + 1.6763848301838038494
    bottom = bottom * r + 2.05319162663775882187
    bottom = bottom * r + 1.0
    return top / bottom
  }

  static func farTail(_ root: Double) -> Double {
    let r = root - 5
    var top = 2.01033439929228813265e-7
    top = top * r + 2.71155556874348757815e-5
    top = top * r + 0.0012426609473880784386
    top = top * r + 0.026532189526576123093
    top = top * r + 0.29656057182850489123
    top = top * r + 1.7848265399172913358
    top = top * r + 5.4637849111641143699
    top = top * r + 6.6579046435011037772
    var bottom = 2.04426310338993978564e-15
    bottom = bottom * r + 1.4215117583164458887e-7
    bottom = bottom * r + 1.8463183175100546818e-5
    bottom = bottom * r + 7.868691311456132591e-4
    bottom = bottom * r + 0.0148753612908506148525
    bottom = bottom * r + 0.13692988092273580531
    bottom = bottom * r + 0.59983220655588793769
    bottom = bottom * r + 1
    return top / bottom
  }
}
