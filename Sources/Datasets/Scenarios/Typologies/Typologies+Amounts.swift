internal import CounterRandom

extension Typologies {
  /// True: see ``amounts(of:into:)``.
  public var hasAmounts: Bool { true }

  /// The last but one column on a log-normal scale: a median of 22 and a mean of 88, as the genuine
  /// payments of the public ULB card data have.
  ///
  /// The column has the same law in both classes, so fraud is as large as any payment.
  public func amounts(of features: Span<Float>, into amounts: inout MutableSpan<Float>) {
    let rowsAtOnce = 64
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: rowsAtOnce) { buffer in
      guard let values = buffer.baseAddress else { return }
      var first = 0
      while first < amounts.count {
        let count = min(rowsAtOnce, amounts.count - first)
        for row in 0..<count {
          let place = (first &+ row) &* Self.width &+ Self.amountColumn
          unsafe values[row] = Double(features[place])
        }
        unsafe PortableMath.exponentials(of: values, times: Self.amountDeviation, count: count)
        for row in 0..<count {
          amounts[first &+ row] = unsafe Float(Self.medianAmount * values[row])
        }
        first &+= count
      }
    }
  }

  private static let amountColumn = 26
  private static let medianAmount = 22.0
  /// `sqrt(2 log(88 / 22))`, the deviation of the logarithm.
  private static let amountDeviation = 1.665_109_222_315_395_6
}
