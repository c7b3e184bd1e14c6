internal import CounterRandom

extension Typologies {
  /// True: see ``amounts(of:into:)``.
  public var hasAmounts: Bool { true }

  /// The last but one column on a log-normal scale: a median of 22 and a mean of 88, as the genuine
  /// payments of the public ULB card data have.
  ///
  /// The column has the same law in both classes, so fraud is as large as any payment.
  public func amounts(of features: Span<Float>, into amounts: inout MutableSpan<Float>) {
    for row in 0..<amounts.count {
      let z = Double(features[row * Self.width + Self.amountColumn])
      amounts[row] = Float(Self.medianAmount * PortableMath.exp(Self.amountDeviation * z))
    }
  }

  private static let amountColumn = 26
  private static let medianAmount = 22.0
  /// `sqrt(2 log(88 / 22))`, the deviation of the logarithm.
  private static let amountDeviation = 1.665_109_222_315_395_6
}
