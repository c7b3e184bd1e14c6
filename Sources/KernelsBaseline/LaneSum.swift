extension SIMD16<Float> {
  /// The sum of the floats, halves onto halves: the same order on every machine.
  @inline(__always) var laneSum: Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}
