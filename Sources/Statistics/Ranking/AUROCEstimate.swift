/// The area under a ROC curve with DeLong's standard error and intervals.
///
/// The variance is that of the positives' placements over their number plus that of the negatives'
/// over theirs. It tells how much the area depends on which rows were tested, and nothing about
/// other training rows or seeds. Source: DeLong, DeLong and Clarke-Pearson 1988; computed from
/// ranks as in Sun and Xu 2014.
public struct AUROCEstimate: Equatable, Sendable {
  /// The area: the chance that a positive scores above a negative, ties counting half.
  public let area: Double
  /// DeLong's standard error; absent with a single positive or a single negative.
  public let standardError: Double?
  /// Number of positives.
  public let positives: Int
  /// Number of negatives.
  public let negatives: Int

  /// The estimate from placements.
  ///
  /// - Parameter placements: where the rows of each class stand among the other.
  public init(_ placements: ROCPlacements) {
    positives = placements.positives.count
    negatives = placements.negatives.count
    area = GSL.mean(placements.positives)
    standardError =
      positives > 1 && negatives > 1
      ? (Self.varianceOfMean(placements.positives) + Self.varianceOfMean(placements.negatives))
        .squareRoot() : nil
  }

  /// The estimate from rows counted by score, in one pass and without knowing the rows.
  ///
  /// - Parameter groups: the rows of each distinct score, in the order of the scores, either way:
  ///   highest first or lowest first gives areas that add up to one. Highest first is meant.
  /// - Throws: ``StatisticsError``: no positive or no negative, a negative count.
  public init(
    groups: some Sequence<(positives: Int, negatives: Int)>
  ) throws(StatisticsError) {
    var (all, others) = (0, 0)
    for group in groups {
      guard group.positives >= 0, group.negatives >= 0 else {
        throw .outOfRange(
          setting: "number of rows with one score",
          value: "\(min(group.positives, group.negatives))", valid: "zero or more")
      }
      all += group.positives
      others += group.negatives
    }
    guard all > 0, others > 0 else {
      throw .tooFew(
        statistic: all > 0 ? "AUROC, of negatives," : "AUROC, of positives,", count: 0, needed: 1)
    }
    let (m, n) = (Double(all), Double(others))
    var halfWins = 0.0
    Self.visit(groups) { group, above, below in
      halfWins += Double(group.positives) * Double(2 * (others - below) + group.negatives)
    }
    let area = halfWins / (2 * m * n)
    var (ofPositives, ofNegatives) = (0.0, 0.0)
    Self.visit(groups) { group, above, below in
      let placed = Double(2 * (others - below) + group.negatives) / (2 * n) - area
      let reached = Double(2 * above - group.positives) / (2 * m) - area
      ofPositives += Double(group.positives) * placed * placed
      ofNegatives += Double(group.negatives) * reached * reached
    }
    positives = all
    negatives = others
    self.area = area
    standardError =
      all > 1 && others > 1
      ? (ofPositives / ((m - 1) * m) + ofNegatives / ((n - 1) * n)).squareRoot() : nil
  }

  /// Hands out groups with the number of positives and of negatives up to and with each.
  private static func visit(
    _ groups: some Sequence<(positives: Int, negatives: Int)>,
    _ body: ((positives: Int, negatives: Int), Int, Int) -> Void
  ) {
    var (positives, negatives) = (0, 0)
    for group in groups {
      positives += group.positives
      negatives += group.negatives
      body(group, positives, negatives)
    }
  }

  /// Area ± z · standard error, cut off at 0 and 1.
  ///
  /// - Parameter level: confidence level, 0 < level < 1.
  /// - Returns: the interval; `nil` without a standard error.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public func interval(level: Double = 0.95) throws(StatisticsError) -> ConfidenceInterval? {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    guard let standardError else { return nil }
    let half = try GSL.normalQuantile((1 + level) / 2) * standardError
    return ConfidenceInterval(
      lower: max(0, area - half), upper: min(1, area + half), level: level)
  }

  /// The interval reckoned on the logit of the area, which never leaves (0, 1) and is nearer its
  /// nominal coverage for areas near 1.
  ///
  /// Source: Pepe 2003, *The statistical evaluation of medical tests*, section 5.2.
  /// - Parameter level: confidence level, 0 < level < 1.
  /// - Returns: the interval; `nil` without a standard error, or for an area of 0 or 1.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public func logitInterval(level: Double = 0.95) throws(StatisticsError) -> ConfidenceInterval? {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    guard let standardError, area > 0, area < 1 else { return nil }
    return try LogitScale.interval(
      of: area, standardErrorOfLogit: standardError / (area * (1 - area)), level: level)
  }
}

extension AUROCEstimate {
  /// The variance of the mean of at least two independent values.
  static func varianceOfMean(_ values: [Double]) -> Double {
    let deviation = GSL.standardDeviation(values, mean: GSL.mean(values))
    return deviation * deviation / Double(values.count)
  }
}

/// Intervals of shares that are reckoned on their logits.
enum LogitScale {
  static func interval(
    of share: Double, standardErrorOfLogit: Double, level: Double
  ) throws(StatisticsError) -> ConfidenceInterval {
    let half = try GSL.normalQuantile((1 + level) / 2) * standardErrorOfLogit
    let logit = Double.logarithm(share / (1 - share))
    return ConfidenceInterval(
      lower: 1 / (1 + Double.exponential(half - logit)),
      upper: 1 / (1 + Double.exponential(-half - logit)), level: level)
  }
}
