extension Typologies {
  /// Gives 28 standard normals the law of one row at a time; the word decides on typology and
  /// segment.
  @inline(__always)
  func shape(
    _ z: UnsafeMutablePointer<Double>, word: UInt64, isFraud: Bool, at moment: TypologyMoment
  ) -> UInt8 {
    let free = (1 - correlation * correlation).squareRoot()
    let kind = isFraud ? moment.typology(of: word & 0xFFFF_FFFF) : Oracle.legitimate
    let slope = kind == 3 ? -correlation : correlation
    var pair = 16
    while pair < 24 {
      unsafe z[pair + 1] = slope * z[pair] + free * z[pair + 1]
      pair &+= 2
    }
    let mean = Self.segmentMeans[place(of: word &>> 32, in: segmentLimits)]
    unsafe z[24] += mean.0
    unsafe z[25] += mean.1
    switch kind {
    case 0:
      for column in 0..<2 { unsafe z[column] += blatantDistance * moment.direction.a }
      for column in 2..<4 { unsafe z[column] += blatantDistance * moment.direction.b }
    case 1: for column in 4..<10 { unsafe z[column] = pocket.mean + pocket.deviation * z[column] }
    case 2: for column in 10..<16 { unsafe z[column] *= shellScale }
    case 4: for column in 0..<4 { unsafe z[column] += mimicDistance / 2 }
    default: break
    }
    return kind
  }
}
