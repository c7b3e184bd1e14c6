public import Evaluation

/// One learner on one replicate: the only thing that passes from the runner to the reporter.
///
/// A *learner* is a model with a loss; its settings were tuned on validation inside the trial.
public struct TrialRecord: Codable, Equatable, Sendable {
  /// Hash of everything that determines the outcome; the primary key of the store.
  public var key: String
  /// Identifier of the data set within its suite (``DatasetRecord/id``).
  public var dataset: String
  /// Which independent draw, or resampled split, of the data: 0, 1, 2, …
  public var replicate: Int
  /// Name of the model: `logistic`, `mlp`, `trees`.
  public var model: String
  /// Identifier of the loss within its suite (``LossRecord/id``).
  public var loss: String
  /// What came of it.
  public var outcome: TrialOutcome
  /// Wall time in seconds. Never printed in a table: reports are reproducible byte for byte.
  public var seconds: Double
  /// The arithmetic it ran on, such as `OpenBLAS Haswell` or `XGBoost 1.7.4`: another processor may round differently.
  public var arithmetic: String
  /// Which revision of the metrics it was evaluated by; nil in results that are older than
  /// revisions.
  public var evaluation: Int?

  /// A record of one finished trial.
  public init(
    key: String, dataset: String, replicate: Int, model: String, loss: String,
    outcome: TrialOutcome, seconds: Double, arithmetic: String = ""
  ) {
    self.key = key
    self.dataset = dataset
    self.replicate = replicate
    self.model = model
    self.loss = loss
    self.outcome = outcome
    self.seconds = seconds
    self.arithmetic = arithmetic
  }
}

/// What came of a trial. A failed trial is a row like any other.
public enum TrialOutcome: Codable, Equatable, Sendable {
  /// At least one configuration trained to the end.
  case scored(TrialScores)
  /// No configuration could be scored.
  case failed(TrialFailure)

  /// The scores, unless the trial failed.
  public var scores: TrialScores? {
    if case .scored(let scores) = self { scores } else { nil }
  }

  /// The failure, unless the trial was scored.
  public var failure: TrialFailure? {
    if case .failed(let failure) = self { failure } else { nil }
  }
}

/// Why a trial, or one configuration of it, has no scores.
public struct TrialFailure: Codable, Equatable, Sendable {
  /// The kinds of failure that the report counts.
  public enum Kind: String, Codable, CaseIterable, Sendable {
    /// The loss or a weight became infinite or NaN.
    case diverged
    /// The scores of a trained model were not all finite.
    case nonFiniteScores = "non-finite-scores"
    /// It took longer than the time limit.
    case timedOut = "timed-out"
    /// The process that it ran in died.
    case crashed
    /// Anything else; the reason says what.
    case error

    /// Whether the trial would fail again in the same way; others are worth another attempt.
    public var isRepeatable: Bool { self == .diverged || self == .nonFiniteScores }
  }

  /// The kind of failure.
  public var kind: Kind
  /// A full sentence with the offending value and where it appeared.
  public var reason: String

  /// A failure of a kind, with its reason in a full sentence.
  public init(kind: Kind, reason: String) {
    self.kind = kind
    self.reason = reason
  }
}

/// The scores of a trial: tuned, at default settings, and of every configuration tried.
public struct TrialScores: Codable, Equatable, Sendable {
  /// The configuration that did best on validation, evaluated on test.
  public var tuned: ConfigurationScores
  /// The loss's default settings at the suite's default learning rate, evaluated on test;
  /// absent when that configuration failed.
  public var defaults: ConfigurationScores?
  /// Every configuration tried, in the order of the tuning plan.
  public var configurations: [ConfigurationSummary]
  /// Learning curve of the tuned configuration, one point an epoch, epoch 0 being the start.
  public var learningCurve: [LearningCurvePoint]
  /// Precision–recall curve of the tuned configuration on test, thinned to some 200 points.
  public var precisionRecallCurve: [CurvePoint]
  /// The oracle's values on the same test rows, where the posterior is known: the keys of
  /// ``ConfigurationScores/metrics`` without variant, such as `average-precision`.
  public var oracle: [String: Double]
  /// Errors of the tuned configuration on test at each ratio of costs; absent in older results.
  public var costCurve: CostCurve?
  /// The true posterior's errors on the same test rows; absent where it is unknown.
  public var oracleCostCurve: CostCurve?
  /// Test rows by the tuned configuration's logit; absent in older results.
  public var scoreHistogram: ScoreHistogram?
  /// Test rows by that logit after Platt's calibration on validation, which puts every loss on one
  /// scale; absent where validation lacks a class.
  public var calibratedHistogram: ScoreHistogram?

  /// The scores of one trial.
  public init(
    tuned: ConfigurationScores, defaults: ConfigurationScores?,
    configurations: [ConfigurationSummary], learningCurve: [LearningCurvePoint],
    precisionRecallCurve: [CurvePoint], oracle: [String: Double]
  ) {
    self.tuned = tuned
    self.defaults = defaults
    self.configurations = configurations
    self.learningCurve = learningCurve
    self.precisionRecallCurve = precisionRecallCurve
    self.oracle = oracle
  }
}

/// How far a learner came that was trained to the minimum of its objective.
public struct ConvergenceRecord: Codable, Equatable, Sendable {
  /// Whether a stationary point was reached.
  public var hasConverged: Bool
  /// Steps of the solver.
  public var steps: Int
  /// The largest component of the gradient of mean loss plus penalty.
  public var gradientNorm: Double
  /// Mean loss plus penalty.
  public var objective: Double
  /// What came of it, in a full sentence.
  public var sentence: String

  /// A record of how far a learner came.
  public init(
    hasConverged: Bool, steps: Int, gradientNorm: Double, objective: Double, sentence: String
  ) {
    self.hasConverged = hasConverged
    self.steps = steps
    self.gradientNorm = gradientNorm
    self.objective = objective
    self.sentence = sentence
  }
}

/// One trained configuration evaluated on test.
public struct ConfigurationScores: Codable, Equatable, Sendable {
  /// The loss's settings by name.
  public var settings: [String: Double]
  /// The learning rate it trained with.
  public var learningRate: Double
  /// The epoch whose weights were kept; 0 is the optimal constant start.
  public var epoch: Int
  /// Test metrics by key (`Evaluation.MetricKey`). Undefined metrics are absent, never NaN.
  public var metrics: [String: Double]
  /// The L2 penalty, where it is tuned instead of a learning rate, which is then 0.
  public var l2: Double?
  /// How far it came; absent unless it was trained to convergence, when epochs are solver steps.
  public var convergence: ConvergenceRecord?

  /// Test metrics of one configuration.
  public init(
    settings: [String: Double], learningRate: Double, epoch: Int, metrics: [String: Double]
  ) {
    self.settings = settings
    self.learningRate = learningRate
    self.epoch = epoch
    self.metrics = metrics
  }
}

/// One configuration of the tuning plan and how it did on validation.
public struct ConfigurationSummary: Codable, Equatable, Sendable {
  /// The loss's settings by name.
  public var settings: [String: Double]
  /// The learning rate it trained with.
  public var learningRate: Double
  /// The best value of the selection metric on validation; absent when the configuration failed.
  public var validation: Double?
  /// The epoch of that value.
  public var epoch: Int
  /// Epochs trained before early stopping ended it.
  public var epochsTrained: Int
  /// Why it failed, or ended early after its best epoch, if it did.
  public var failure: TrialFailure?
  /// The L2 penalty, where it is tuned instead of a learning rate, which is then 0.
  public var l2: Double?
  /// How far it came; absent unless it was trained to convergence, when epochs are solver steps.
  public var convergence: ConvergenceRecord?

  /// The summary of one configuration.
  public init(
    settings: [String: Double], learningRate: Double, validation: Double?, epoch: Int,
    epochsTrained: Int, failure: TrialFailure?
  ) {
    self.settings = settings
    self.learningRate = learningRate
    self.validation = validation
    self.epoch = epoch
    self.epochsTrained = epochsTrained
    self.failure = failure
  }
}

/// One point of a learning curve.
public struct LearningCurvePoint: Codable, Equatable, Sendable {
  /// Epochs finished; 0 is the start.
  public var epoch: Int
  /// Mean training loss over the epoch, in the loss's own unit; absent at the start.
  public var trainingLoss: Double?
  /// The selection metric on validation.
  public var validation: Double

  /// The state after an epoch.
  public init(epoch: Int, trainingLoss: Double?, validation: Double) {
    self.epoch = epoch
    self.trainingLoss = trainingLoss
    self.validation = validation
  }
}

/// A point of a precision–recall curve.
public struct CurvePoint: Codable, Equatable, Sendable {
  /// Recall, 0…1.
  public var recall: Double
  /// Precision, 0…1.
  public var precision: Double

  /// A point at a recall and a precision.
  public init(recall: Double, precision: Double) {
    self.recall = recall
    self.precision = precision
  }
}
