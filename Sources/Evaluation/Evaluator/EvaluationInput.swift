/// The predictions of one trained model, and what is known about the rows.
public struct EvaluationInput: Sendable {
  /// The typology of rows that are no fraud.
  public static let legitimate: UInt8 = 255

  /// Logits of the test rows.
  public var logits: [Float]
  /// Labels of the test rows, 0 or 1.
  public var labels: [UInt8]
  /// The posterior that the loss's closed form recovers, of each test row; `nil` without one.
  public var recovered: [Double]?
  /// Logits of the validation rows; thresholds are chosen on them.
  public var validationLogits: [Float]
  /// Labels of the validation rows, 0 or 1.
  public var validationLabels: [UInt8]
  /// True P(y = 1 | x) of each test row; `nil` when it is unknown.
  public var posterior: [Double]?
  /// Index into ``typologyNames`` of each test row, 255 for legitimate rows; `nil` when unknown.
  public var typology: [UInt8]?
  /// The kinds of fraud.
  public var typologyNames: [String]
  /// Cards and times of the test rows; `nil` when they are unknown.
  public var activity: CardActivity?
  /// What decisions about the test rows cost; `nil` when it is unknown.
  public var costs: DecisionCosts?

  /// Predictions and what is known about their rows.
  public init(
    logits: [Float], labels: [UInt8], recovered: [Double]? = nil, validationLogits: [Float],
    validationLabels: [UInt8], posterior: [Double]? = nil, typology: [UInt8]? = nil,
    typologyNames: [String] = [], activity: CardActivity? = nil, costs: DecisionCosts? = nil
  ) {
    self.logits = logits
    self.labels = labels
    self.recovered = recovered
    self.validationLogits = validationLogits
    self.validationLabels = validationLabels
    self.posterior = posterior
    self.typology = typology
    self.typologyNames = typologyNames
    self.activity = activity
    self.costs = costs
  }
}

/// The metrics of one trained model on test.
public struct EvaluationResult: Equatable, Sendable {
  /// Finite values by ``MetricKey``; undefined metrics are absent.
  public var metrics: [String: Double]
  /// The precision–recall curve on test, from the highest score down, at most 200 points.
  public var precisionRecallCurve: [PrecisionRecallPoint]
  /// Errors on test at each ratio of the cost of a miss to that of a false alarm.
  public var costCurve: CostCurve
  /// Test rows by logit, as the model gives it.
  public var scoreHistogram: ScoreHistogram
  /// Test rows by logit after Platt's calibration on validation, which puts every loss on one
  /// scale; `nil` where validation lacks a class.
  public var calibratedHistogram: ScoreHistogram?
}
