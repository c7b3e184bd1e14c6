/// What a reader must know of a metric.
public struct MetricDescription: Equatable, Sendable {
  /// Which values are better.
  public enum Direction: Equatable, Sendable {
    /// More is better.
    case higherIsBetter
    /// Less is better.
    case lowerIsBetter
    /// The nearer to this value the better.
    case target(Double)
  }

  /// What a metric needs besides labels.
  public enum Need: String, CaseIterable, Sendable {
    /// Scores that rank the rows.
    case scores
    /// Scores that are probabilities.
    case probabilities
    /// A threshold.
    case threshold
    /// The true posterior.
    case posterior
    /// The kind of fraud of each positive.
    case typology
    /// Rows of a validation part, with their labels.
    case validation
    /// What each row is worth.
    case amounts
    /// When each row happened.
    case times
    /// The card, account or customer of each row.
    case entities
  }

  /// The key it is stored under.
  public var key: String
  /// The name for people: "average precision".
  public var title: String
  /// A short column heading: "AP".
  public var heading: String
  /// Which values are better.
  public var direction: Direction
  /// Least and greatest value possible; infinite where there is no bound.
  public var range: ClosedRange<Double>
  /// What it needs besides labels.
  public var needs: Set<Need>
  /// What it is, in one sentence.
  public var definition: String
  /// What it is often misread as, in one sentence.
  public var pitfall: String
  /// The source of the definition.
  public var reference: String
  /// Digits after the decimal point in tables.
  public var decimals: Int
  /// Which probabilities it judges; `nil` for metrics of scores.
  public var variant: MetricKey.Variant?
  /// The kind of fraud it is about, if it is about one.
  public var typology: String?

  /// Whether `a` is strictly better than `b` in this metric.
  ///
  /// NaN is worse than every number and never better than anything.
  public func isBetter(_ a: Double, than b: Double) -> Bool {
    if a.isNaN || b.isNaN { return b.isNaN && !a.isNaN }
    switch direction {
    case .higherIsBetter: return a > b
    case .lowerIsBetter: return a < b
    case .target(let value): return abs(a - value) < abs(b - value)
    }
  }
}
