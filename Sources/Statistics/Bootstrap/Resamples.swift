internal import CounterRandom

/// Which values each bootstrap resample draws, made once and shared by every series of one length.
///
/// Sharing the draws is what makes intervals of many learners and metrics cheap, and keeps those of
/// two learners comparable: both see the same replicates come and go. The draws follow from the
/// seed alone. Source: Efron and Tibshirani 1993, chapter 6.
public struct Resamples: Sendable {
  /// Number of resamples.
  public let count: Int
  /// Number of values in the sample, and in each resample.
  public let size: Int
  /// The drawn places, resample after resample.
  let places: [UInt32]
  /// How often each resample holds each value: all resamples of the first value, of the second, …
  let occurrences: [UInt16]

  /// Number of draws that are kept at most, some 10 thousand resamples of 10 thousand values.
  public static let drawLimit = 100_000_000

  /// Draws resamples with replacement.
  ///
  /// - Parameters:
  ///   - count: number of resamples, at least one.
  ///   - size: number of values, at least one and at most 65,535.
  ///   - seed: decides the draws.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public init(count: Int = 10_000, size: Int, seed: UInt64 = 0) throws(StatisticsError) {
    try Self.requireValid(count: count, size: size)
    var generator = CounterGenerator(seed: seed, stream: UInt64(size))
    let bound = UInt64(size)
    var places = [UInt32](repeating: 0, count: count * size)
    var occurrences = [UInt16](repeating: 0, count: count * size)
    var drawn = places.mutableSpan
    var counted = occurrences.mutableSpan
    for resample in 0..<count {
      for draw in 0..<size {
        let place = generator.integer(below: bound)
        drawn[resample * size + draw] = UInt32(place)
        counted[Int(place) * count + resample] &+= 1
      }
    }
    self.init(count: count, size: size, places: places, occurrences: occurrences)
  }

  /// Resamples that were drawn elsewhere.
  ///
  /// - Parameter draws: for each resample as many places, from 0, as there are values.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)`` for a place that does not
  ///   exist, ``StatisticsError/unequalCounts(first:second:)`` for resamples of unequal length.
  public init(draws: [[Int]]) throws(StatisticsError) {
    let size = draws.first?.count ?? 0
    try Self.requireValid(count: draws.count, size: size)
    var places: [UInt32] = []
    var occurrences = [UInt16](repeating: 0, count: draws.count * size)
    for (resample, draw) in draws.enumerated() {
      guard draw.count == size else { throw .unequalCounts(first: size, second: draw.count) }
      for place in draw {
        guard (0..<size).contains(place) else {
          throw .outOfRange(
            setting: "place in resample \(resample)", value: "\(place)",
            valid: "a whole number from 0 to \(size - 1)")
        }
        places.append(UInt32(place))
        occurrences[place * draws.count + resample] += 1
      }
    }
    self.init(count: draws.count, size: size, places: places, occurrences: occurrences)
  }

  private init(count: Int, size: Int, places: [UInt32], occurrences: [UInt16]) {
    self.count = count
    self.size = size
    self.places = places
    self.occurrences = occurrences
  }

  private static func requireValid(count: Int, size: Int) throws(StatisticsError) {
    guard count >= 1 else {
      throw .outOfRange(
        setting: "number of resamples", value: "\(count)", valid: "a whole number of at least 1")
    }
    guard size >= 1 else { throw .tooFew(statistic: "bootstrap", count: size, needed: 1) }
    guard size <= Int(UInt16.max), count <= drawLimit / size else {
      throw .outOfRange(
        setting: "number of resamples times values", value: "\(count) × \(size)",
        valid: "at most \(drawLimit), with at most \(UInt16.max) values")
    }
  }

  /// Throws unless a series has a finite value for each place.
  func requireMatch(_ values: [Double]) throws(StatisticsError) {
    guard values.count == size else { throw .unequalCounts(first: size, second: values.count) }
    try StatisticsError.requireFinite(values, "value")
  }
}
