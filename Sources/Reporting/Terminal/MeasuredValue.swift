internal import Statistics

/// A metric that learners are compared by.
public struct ComparedMetric: Encodable, Equatable, Sendable {
  /// The metric's key: `average-precision`.
  public let key: String
  /// The name in a sentence: "average precision".
  public let title: String
  /// The head of a column: "AP".
  public let head: String
  /// Whether more of it is better.
  public let higherIsBetter: Bool
  /// Decimals where no uncertainty says how many are worth printing.
  public let decimals: Int

  init(_ metric: ReportedMetric) {
    key = metric.key
    title = metric.plainTitle
    head = metric.plainHead
    higherIsBetter = metric.preference == .higherIsBetter
    decimals = metric.decimals
  }
}

/// A mean over replicates with its 95 % interval.
public struct MeasuredValue: Encodable, Equatable, Sendable {
  /// The mean.
  public let mean: Double
  /// The lower end of the interval; absent for a single replicate.
  public let lower: Double?
  /// The upper end of the interval; absent for a single replicate.
  public let upper: Double?
  /// Number of replicates.
  public let replicates: Int

  init(_ estimate: Estimate) {
    mean = estimate.mean
    lower = estimate.interval?.lower
    upper = estimate.interval?.upper
    replicates = estimate.count
  }
}

/// A difference of two means with its 95 % interval.
public struct MeasuredDifference: Encodable, Equatable, Sendable {
  /// The mean difference, first minus second, whichever direction is better.
  public let mean: Double
  /// The lower end of the interval, not adjusted for the number of comparisons.
  public let lower: Double
  /// The upper end of the interval, not adjusted for the number of comparisons.
  public let upper: Double
  /// The p value; adjusted by Holm's procedure where there is a family.
  public let p: Double
  /// Share of replicates on which the first did better; absent where replicates are not paired.
  public let probabilityOfBeingBetter: Double?
  /// `better`, `worse`, `practically equal` or `undecided`.
  public let finding: String

  init(
    mean: Double, interval: ConfidenceInterval, p: Double, probabilityOfBeingBetter: Double?,
    finding: String
  ) {
    self.mean = mean
    lower = interval.lower
    upper = interval.upper
    self.p = p
    self.probabilityOfBeingBetter = probabilityOfBeingBetter
    self.finding = finding
  }

  init?(_ comparison: LossComparison) {
    guard let paired = comparison.paired, let interval = comparison.interval else { return nil }
    self.init(
      mean: paired.meanDifference, interval: interval,
      p: comparison.adjustedP ?? paired.p,
      probabilityOfBeingBetter: comparison.probabilityOfBeingBetter,
      finding: comparison.finding.rawValue)
  }
}
