/// The number of rows that equal another row of the same data set.
///
/// A row and its copy may fall on different sides of a split; then the test knows part of the
/// training data, and its results are too good. Rows are compared as they are learned from, in
/// single precision, by a 127-bit hash: two rows that differ are taken for equal with a
/// probability below n² · 2⁻¹²⁸, or 10⁻²⁶ for a million rows.
public struct DuplicateRows: Codable, Equatable, Sendable {
  /// Rows whose features and label equal those of an earlier row.
  public let exact: Int
  /// Distinct combinations of features that occur with both labels.
  public let contradictory: Int

  /// Counts the repeated rows of `dataset`.
  public init(in dataset: Dataset) {
    var keys = dataset.features.hashedRows(width: dataset.featureCount, labels: dataset.labels)
    keys.sort()
    var exact = 0
    var contradictory = 0
    for index in keys.indices.dropFirst() {
      if keys[index] == keys[index - 1] {
        exact += 1
      } else if keys[index] >> 1 == keys[index - 1] >> 1 {
        contradictory += 1
      }
    }
    self.exact = exact
    self.contradictory = contradictory
  }
}

extension [Float] {
  /// For each row a hash of its features, the label in the lowest bit.
  func hashedRows(width: Int, labels: [UInt8]) -> [UInt128] {
    var keys: [UInt128] = []
    keys.reserveCapacity(labels.count)
    let values = span
    var base = 0
    for label in labels {
      // Two chains of steps, each a bijection of the state for a given value and of the value for
      // a given state, so that rows that differ in one value never collide.
      var high: UInt64 = 0x9E37_79B9_7F4A_7C15
      var low: UInt64 = 0xD1B5_4A32_D192_ED03
      for column in 0..<width {
        let value = values[base + column]
        let bits = UInt64(value == 0 ? 0 : value.bitPattern)
        high = (high ^ bits) &* 0xFF51_AFD7_ED55_8CCD
        high ^= high >> 32
        low = (low &+ bits) &* 0xC4CE_B9FE_1A85_EC53
        low ^= low >> 29
      }
      base += width
      let key = UInt128(high ^ low >> 31) << 64 | UInt128(low)
      keys.append(key & ~1 | UInt128(label))
    }
    return keys
  }
}
