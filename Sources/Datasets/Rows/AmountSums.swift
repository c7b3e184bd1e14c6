/// What the rows of each class are worth together.
///
/// Sums are taken over shares of rows and joined in their order, so that their digits depend
/// neither on where rows come from nor on threads.
public struct AmountSums: Equatable, Sendable {
  /// The sum of the amounts of rows with label 1.
  public private(set) var positive = 0.0
  /// The sum of the amounts of rows with label 0.
  public private(set) var negative = 0.0

  /// Of no rows.
  init() {}

  /// Of some rows.
  ///
  /// - Parameters:
  ///   - amounts: What each row is worth.
  ///   - labels: The label of each row that is seen.
  public init(of amounts: [Float], labels: [UInt8]) {
    let share = FeatureSurvey.shareRows
    var first = 0
    while first < amounts.count {
      let last = min(amounts.count, first + share)
      var sums = AmountSums()
      sums.add(amounts.span.extracting(first..<last), labels: labels.span.extracting(first..<last))
      join(sums)
      first = last
    }
  }

  /// Adds rows of the same share.
  mutating func add(_ amounts: Span<Float>, labels: Span<UInt8>) {
    for row in 0..<amounts.count {
      let amount = Double(amounts[row])
      if labels[row] == 1 {
        positive += amount
      } else {
        negative += amount
      }
    }
  }

  /// Adds the shares that follow.
  mutating func join(_ other: AmountSums) {
    positive += other.positive
    negative += other.negative
  }
}
