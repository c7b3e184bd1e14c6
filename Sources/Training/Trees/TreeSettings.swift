/// How gradient-boosted trees are grown; the same for all losses.
///
/// The names in parentheses are XGBoost's.
public struct TreeSettings: Codable, Equatable, Sendable {
  /// Rounds at most; each grows one tree (`num_boost_round`).
  public var maximumRounds: Int
  /// Splits between the root and a leaf at most (`max_depth`).
  public var depth: Int
  /// The sum of curvature that a leaf must have at least (`min_child_weight`), in units in which
  /// the mean curvature of every loss at the start is that of cross-entropy: a leaf has about this
  /// many positives.
  public var minimumChildWeight: Double
  /// L2 penalty of a leaf's logit (`lambda`), in the same units.
  public var lambda: Double
  /// What a split must gain at least (`gamma`), in the same units.
  public var gamma: Double
  /// What a leaf may add to a logit at most, before the learning rate (`max_delta_step`); 0 for no
  /// limit.
  public var maximumStep: Double
  /// Bins that a feature's values are put into (`max_bin`).
  public var bins: Int
  /// The share of rows that a tree is grown on (`subsample`).
  public var rowShare: Double
  /// The share of features that a tree may use (`colsample_bytree`).
  public var columnShare: Double
  /// Rounds without a better validation value after which a learner stops.
  public var patience: Int
  /// Rounds from one look at the validation part to the next.
  public var evaluationInterval: Int

  /// Settings of boosted trees.
  public init(
    maximumRounds: Int = 300, depth: Int = 6, minimumChildWeight: Double = 1, lambda: Double = 1,
    gamma: Double = 0, maximumStep: Double = 0, bins: Int = 256, rowShare: Double = 1,
    columnShare: Double = 1,
    patience: Int = 30, evaluationInterval: Int = 5
  ) {
    self.maximumRounds = maximumRounds
    self.depth = depth
    self.minimumChildWeight = minimumChildWeight
    self.lambda = lambda
    self.gamma = gamma
    self.maximumStep = maximumStep
    self.bins = bins
    self.rowShare = rowShare
    self.columnShare = columnShare
    self.patience = patience
    self.evaluationInterval = evaluationInterval
  }

  /// Checks the ranges.
  ///
  /// - Throws: ``TrainingError/badSetting(name:value:valid:)``.
  public func validate() throws(TrainingError) {
    func whole(
      _ name: String, _ value: Int, _ range: ClosedRange<Int>
    ) throws(TrainingError) {
      guard range.contains(value) else {
        throw .badSetting(
          name: name, value: "\(value)",
          valid: "a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
    }
    func share(_ name: String, _ value: Double) throws(TrainingError) {
      guard value > 0, value <= 1 else {
        throw .badSetting(name: name, value: "\(value)", valid: "above 0 and at most 1")
      }
    }
    func penalty(_ name: String, _ value: Double) throws(TrainingError) {
      guard (0...1e30).contains(value) else {
        throw .badSetting(name: name, value: "\(value)", valid: "a number from 0 to 1e30")
      }
    }
    try whole("rounds", maximumRounds, Self.rounds)
    try whole("depth", depth, Self.depths)
    try whole("bins", bins, Self.binCounts)
    try whole("patience", patience, Self.rounds)
    try whole("evaluation-interval", evaluationInterval, Self.rounds)
    try penalty("min-child-weight", minimumChildWeight)
    try penalty("lambda", lambda)
    try penalty("gamma", gamma)
    try penalty("max-delta-step", maximumStep)
    try share("subsample", rowShare)
    try share("colsample", columnShare)
  }

  /// The rounds that can be asked for.
  public static let rounds = 1...100_000
  /// The depths that can be asked for: a tree of the last one may have 65536 leaves.
  public static let depths = 1...16
  /// The bins that can be asked for: more than 256 take two bytes a value.
  public static let binCounts = 2...65_536

  /// Whether anything is drawn at random.
  var isRandom: Bool { rowShare < 1 || columnShare < 1 }

  /// XGBoost's parameters, but for those that differ from learner to learner.
  var parameters: [(String, String)] {
    var parameters = [
      ("tree_method", "hist"), ("max_depth", "\(depth)"),
      ("min_child_weight", "\(minimumChildWeight)"), ("lambda", "\(lambda)"),
      ("gamma", "\(gamma)"), ("max_delta_step", "\(maximumStep)"), ("max_bin", "\(bins)"),
    ]
    if isRandom {
      parameters += [("subsample", "\(rowShare)"), ("colsample_bytree", "\(columnShare)")]
    }
    return parameters
  }
}
