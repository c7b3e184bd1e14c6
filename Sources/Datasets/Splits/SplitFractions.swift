/// The shares of the rows that are for training, validation and test.
public struct SplitFractions: Codable, Equatable, Sendable {
  /// The share of the rows that models are trained on.
  public let training: Double
  /// The share on which settings, epochs and thresholds are chosen.
  public let validation: Double
  /// The share that results are measured on.
  public let test: Double

  /// Six, two and two tenths.
  public static let standard = SplitFractions(
    uncheckedTraining: 0.6, validation: 0.2, test: 0.2)

  /// Shares that sum to 1 within 10⁻⁹.
  ///
  /// - Parameters:
  ///   - training: The share for training, above 0.
  ///   - validation: The share for validation, above 0.
  ///   - test: The share for testing, above 0.
  /// - Throws: ``SplitError`` if a share is not above 0 or the sum is not 1.
  public init(training: Double, validation: Double, test: Double) throws(SplitError) {
    let sum = training + validation + test
    guard training > 0, validation > 0, test > 0, abs(sum - 1) <= 1e-9 else {
      throw .invalidFractions(training: training, validation: validation, test: test)
    }
    self.init(uncheckedTraining: training, validation: validation, test: test)
  }

  private init(uncheckedTraining training: Double, validation: Double, test: Double) {
    self.training = training
    self.validation = validation
    self.test = test
  }

  /// How many of `count` rows go into each part: the whole number below each share, and one more
  /// for the parts that lose most by that (the largest remainders; Hamilton's method).
  ///
  /// Of equal remainders the earlier part's counts as larger.
  ///
  /// - Parameter count: The number of rows, 0 or more.
  /// - Returns: The number of rows of each part.
  public func allocation(of count: Int) -> (training: Int, validation: Int, test: Int) {
    let shares = [training, validation, test].map { $0 * Double(count) }
    // 0.7 · 10 is 7.000000000000001 and 0.29 · 100 is 28.999999999999996: whole shares are
    // recognised within rounding, and remainders compared as coarsely.
    var parts = shares.map { Int(($0 + 1e-9 * Double(max(count, 1))).rounded(.down)) }
    let remainders = zip(shares, parts).map { (($0 - Double($1)) * 1e6).rounded() }
    let order = [0, 1, 2].sorted { (remainders[$1], $0) < (remainders[$0], $1) }
    for part in order where parts.reduce(0, +) < count { parts[part] += 1 }
    return (parts[0], parts[1], parts[2])
  }

  /// The smallest number of rows of one class that puts `minimum` of them into each part.
  ///
  /// - Parameter minimum: The number of rows that each part must get at least.
  /// - Returns: The number of rows of the class.
  public func rowsNeeded(inEachPart minimum: Int) -> Int {
    var count = 3 * max(minimum, 0)
    while true {
      let (training, validation, test) = allocation(of: count)
      if min(training, validation, test) >= minimum { return count }
      count += 1
    }
  }
}
