/// What a report must know of a suite besides its trials; stored next to them.
public struct SuiteRecord: Codable, Equatable, Sendable {
  /// The suite's name, also the name of its report folder.
  public var name: String
  /// The question that the suite answers, in one sentence.
  public var title: String
  /// The suite file's path as it is written in the command that reproduces the report.
  public var path: String
  /// The files of the plug-ins that its losses come from, as they are written in that command; nil
  /// or empty without any.
  public var plugins: [String]?
  /// SHA-256 of the suite file's bytes.
  public var fileHash: String
  /// The version of Lopsided that ran it.
  public var version: String
  /// Number of replicates planned for each data set.
  public var replicates: Int
  /// Seed from which every other seed is derived.
  public var seed: UInt64
  /// Metric key by which configurations are chosen and epochs kept, on validation.
  public var selectionMetric: String
  /// Identifier of the loss that the others are compared with.
  public var reference: String
  /// Number of configurations that each loss may try.
  public var configurations: Int
  /// Differences smaller than this in the selection metric count as practically none.
  public var practicalEquivalence: Double
  /// The losses compared, in the suite's order.
  public var losses: [LossRecord]
  /// The models trained, in the suite's order.
  public var models: [ModelRecord]
  /// The data sets, in the suite's order.
  public var datasets: [DatasetRecord]

  /// Whether the report says which known effects of losses the results show; nil for no.
  public var reportsKnownEffects: Bool?
  /// How results of one loss under several names are cut into comparisons, whose error rates are
  /// then what is reported; nil for a suite that compares losses.
  public var errorRates: ErrorRateDesign?
  /// The replicates of a run that added some until comparisons were decided; nil for a run of
  /// ``replicates``.
  public var sequential: SequentialRecord?
  /// Which part of a plan this is the record of; absent in the store of a whole suite.
  public var shard: ShardRecord?

  /// A suite's description.
  public init(
    name: String, title: String, path: String, fileHash: String, version: String,
    replicates: Int, seed: UInt64, selectionMetric: String, reference: String,
    configurations: Int, practicalEquivalence: Double, losses: [LossRecord],
    models: [ModelRecord], datasets: [DatasetRecord]
  ) {
    self.name = name
    self.title = title
    self.path = path
    self.fileHash = fileHash
    self.version = version
    self.replicates = replicates
    self.seed = seed
    self.selectionMetric = selectionMetric
    self.reference = reference
    self.configurations = configurations
    self.practicalEquivalence = practicalEquivalence
    self.losses = losses
    self.models = models
    self.datasets = datasets
  }
}

/// A loss as the report names it.
public struct LossRecord: Codable, Equatable, Sendable {
  /// Identifier within the suite, unique: `focal`, or a label that the suite file gives.
  public var id: String
  /// The catalogue's name of the loss.
  public var name: String
  /// The name for people: "weighted cross-entropy".
  public var title: String
  /// The formula in plain text.
  public var formula: String
  /// The paper that introduced it.
  public var reference: String
  /// Whether the sigmoid of the logit that minimises it is the posterior itself.
  public var isStrictlyProper: Bool
  /// Whether a closed form recovers the posterior from its output.
  public var recoversPosterior: Bool
  /// The settings tried, one dictionary a grid point; the first is the default.
  public var grid: [[String: Double]]
  /// How its batches are drawn, or what it does with a batch without positives, in words; `nil` for
  /// a loss that takes any batch.
  public var batches: String?
  /// The seed that gives it other initial weights and batch orders than the rest of the suite; `nil`
  /// for those that all losses share.
  public var seed: UInt64?

  /// A loss's description.
  public init(
    id: String, name: String, title: String, formula: String, reference: String,
    isStrictlyProper: Bool, recoversPosterior: Bool, grid: [[String: Double]],
    batches: String? = nil
  ) {
    self.id = id
    self.name = name
    self.title = title
    self.formula = formula
    self.reference = reference
    self.isStrictlyProper = isStrictlyProper
    self.recoversPosterior = recoversPosterior
    self.grid = grid
    self.batches = batches
  }
}

/// A model as the report names it.
public struct ModelRecord: Codable, Equatable, Sendable {
  /// The model's name: `logistic`, `mlp`, `trees`.
  public var name: String
  /// The name for people: "MLP, hidden layers 64 and 32".
  public var title: String
  /// How it is trained, in one sentence: optimiser, batch size, epochs, patience.
  public var training: String
  /// The learning rates that tuning may use, ascending.
  public var learningRates: [Double]
  /// The learning rate of the default configuration.
  public var defaultLearningRate: Double
  /// The L2 penalties that tuning may use, ascending, where they are tuned instead of learning
  /// rates.
  public var penalties: [Double]?
  /// The penalty of the default configuration, where penalties are tuned.
  public var defaultPenalty: Double?
  /// The kind of model as suite files name it: `logistic`, `mlp`, `trees`; nil in older results.
  public var kind: String?
  /// Epochs, or rounds of trees, at most; nil where training goes to convergence.
  public var epochs: Int?
  /// Whether learners start at probability one half instead of their loss's optimal constant; nil
  /// for no.
  public var startsAtHalf: Bool?

  /// A model's description.
  public init(
    name: String, title: String, training: String, learningRates: [Double],
    defaultLearningRate: Double
  ) {
    self.name = name
    self.title = title
    self.training = training
    self.learningRates = learningRates
    self.defaultLearningRate = defaultLearningRate
  }
}

/// A data set as the report describes it.
public struct DatasetRecord: Codable, Equatable, Sendable {
  /// How the replicates came about, which decides the tests that are valid.
  public enum Design: String, Codable, Sendable {
    /// Every replicate is a fresh, independent draw.
    case independentDraws = "independent-draws"
    /// Replicates are stratified resampled splits of one data set; they overlap.
    case resampledSplits = "resampled-splits"
    /// Every replicate has the same split in time; initial weights and batches alone differ.
    case fixedSplit = "fixed-split"
    /// Replicates are splits in time of overlapping windows of one data set.
    case rollingOrigins = "rolling-origins"
  }

  /// Identifier within the suite, unique: `typologies`, `typologies-worldline`, `mammography`.
  public var id: String
  /// The name for people, with scenario, preset and prevalence, or the file's origin.
  public var title: String
  /// How the replicates came about.
  public var design: Design
  /// Rows of each part in one replicate.
  public var trainingRows: Int
  /// Positives of the training part.
  public var trainingPositives: Int
  /// Rows of the validation part.
  public var validationRows: Int
  /// Positives of the validation part.
  public var validationPositives: Int
  /// Rows of the test part.
  public var testRows: Int
  /// Positives of the test part.
  public var testPositives: Int
  /// Number of features.
  public var features: Int
  /// Kinds of fraud, in the order of the oracle; empty when unknown.
  public var typologies: [String]
  /// Population values of a perfect learner by metric key; empty when unknown.
  public var bayes: [String: BayesValue]
  /// Where the data come from and what a reader may conclude from them.
  public var provenance: String
  /// SHA-256 of the data (imported) or of the parameters that generate them (scenario).
  public var hash: String
  /// What it has in common with data sets that differ from it in their number of rows alone; nil in
  /// older results, and where other numbers change more: for imported rows, which are split, and
  /// for scenarios that run over a period.
  public var family: DatasetFamily?

  /// Share of positives in the training part.
  public var prevalence: Double { Double(trainingPositives) / Double(max(trainingRows, 1)) }

  /// A data set's description.
  public init(
    id: String, title: String, design: Design, trainingRows: Int, trainingPositives: Int,
    validationRows: Int, validationPositives: Int, testRows: Int, testPositives: Int,
    features: Int, typologies: [String], bayes: [String: BayesValue], provenance: String,
    hash: String
  ) {
    self.id = id
    self.title = title
    self.design = design
    self.trainingRows = trainingRows
    self.trainingPositives = trainingPositives
    self.validationRows = validationRows
    self.validationPositives = validationPositives
    self.testRows = testRows
    self.testPositives = testPositives
    self.features = features
    self.typologies = typologies
    self.bayes = bayes
    self.provenance = provenance
    self.hash = hash
  }
}

/// What data sets share that differ in their number of rows alone.
public struct DatasetFamily: Codable, Equatable, Hashable, Sendable {
  /// SHA-256 of all that determines the rows but how many there are.
  public var hash: String
  /// The name for people: "typologies (hard preset, 0.1 % fraud)".
  public var title: String

  /// A family.
  public init(hash: String, title: String) {
    self.hash = hash
    self.title = title
  }
}

/// A Monte-Carlo estimate of what a perfect learner reaches.
public struct BayesValue: Codable, Equatable, Sendable {
  /// The estimate.
  public var value: Double
  /// Its standard error.
  public var standardError: Double

  /// An estimate with its standard error.
  public init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }
}
