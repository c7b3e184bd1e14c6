/// What is known of rows besides features and label. None of it is an input of a model.
///
/// Each list has one value a row, or is `nil` where that is unknown.
public struct RowAttributes: Equatable, Sendable {
  /// What each row is worth, at least 0.
  public var amounts: [Float]?
  /// When each row happened, in days from any fixed moment; finite.
  public var times: [Double]?
  /// The card, account or customer that each row belongs to, as an index from 0.
  public var entities: [UInt32]?
  /// How many rows each row stands for, above 0.
  public var weights: [Float]?

  /// Attributes of rows; unknown unless stated.
  public init(
    amounts: [Float]? = nil, times: [Double]? = nil, entities: [UInt32]? = nil,
    weights: [Float]? = nil
  ) {
    self.amounts = amounts
    self.times = times
    self.entities = entities
    self.weights = weights
  }

  /// The attributes of the rows at `indices`, in that order.
  public func rows(at indices: [Int]) -> RowAttributes {
    RowAttributes(
      amounts: amounts.map { values in indices.map { values[$0] } },
      times: times.map { values in indices.map { values[$0] } },
      entities: entities.map { values in indices.map { values[$0] } },
      weights: weights.map { values in indices.map { values[$0] } })
  }

  /// The attributes of the rows of a range.
  public func rows(in range: Range<Int>) -> RowAttributes {
    RowAttributes(
      amounts: amounts.map { Array($0[range]) }, times: times.map { Array($0[range]) },
      entities: entities.map { Array($0[range]) }, weights: weights.map { Array($0[range]) })
  }

  /// Whether every list that is known has `count` values.
  func have(count: Int) -> Bool {
    [amounts?.count, times?.count, entities?.count, weights?.count]
      .allSatisfy { $0 ?? count == count }
  }
}
