public import Datasets
public import Losses
public import Results

/// A suite as its file describes it: which losses, on which models, on which data, how often.
public struct Suite: Sendable {
  /// The suite's name, also the name of its store and of its report folder.
  public var name: String
  /// The question it answers, in one sentence.
  public var title: String
  /// Path of the file as the user gave it.
  public var path: String
  /// SHA-256 of the file's bytes.
  public var fileHash: String
  /// Every other seed is derived from this one.
  public var seed: UInt64
  /// Independent draws, or resampled splits, of each data set.
  public var replicates: Int
  /// Configurations that each loss may try.
  public var configurations: Int
  /// Metric key by which configurations are chosen and epochs kept, on validation.
  public var selectionMetric: String
  /// Identifier of the loss that the others are compared with.
  public var reference: String
  /// Differences of the selection metric below this count as practically none.
  public var practicalEquivalence: Double
  /// The losses, in the order of the file.
  public var losses: [SuiteLoss]
  /// The models, in the order of the file.
  public var models: [SuiteModel]
  /// The data sets, in the order of the file.
  public var datasets: [SuiteDataset]
  /// The rows drawn by class that trials are evaluated on as well; `nil` for none.
  public var truth: SuiteTruth?
  /// Whether the report says which known effects of losses its results show.
  public var reportsKnownEffects = false
  /// How results of one loss under several names are cut into comparisons, whose error rates are
  /// then what is reported; `nil` for a suite that compares losses.
  public var errorRates: ErrorRateDesign?
  /// The replicates of a run that adds some until comparisons are decided; `nil` for a run of
  /// ``replicates``.
  public var sequential: SequentialRecord?
  /// How long a trial may take, in seconds; `nil` for as long as it wants. It decides which trials
  /// fail, and changes no result of those that do not.
  public var timeLimit: Double?
  /// Whether the scores of chosen models are kept, so that a metric of a later version needs no
  /// training.
  public var keepsScores = false
}

/// A loss of a suite, with the settings that tuning may try.
public struct SuiteLoss: Sendable {
  /// Identifier within the suite.
  public var id: String
  /// Gives the loss other initial weights and batch orders than the rest of the suite, on the same
  /// rows; `nil` for those that all losses share.
  public var seed: UInt64?
  /// The loss at each grid point; the first is the default.
  public let grid: [any Loss]
  /// What the loss computes at each grid point, in short.
  let fingerprints: [String]

  /// A loss with the settings that tuning may try.
  init(id: String, seed: UInt64? = nil, grid: [any Loss]) {
    self.id = id
    self.seed = seed
    self.grid = grid
    // Code of others is known by its hash; it runs in units alone, which may be isolated.
    fingerprints = grid.map { $0.profile.isForeign ? $0.profile.revision : $0.fingerprint }
  }

  /// What is told of the loss.
  public var profile: LossProfile { grid[0].profile }
}

/// A data set of a suite.
public struct SuiteDataset: Sendable {
  /// Rows of the three parts.
  public struct Rows: Codable, Equatable, Sendable {
    /// Rows to train on.
    public var training: Int
    /// Rows to choose configurations, epochs and thresholds on.
    public var validation: Int
    /// Rows to report on.
    public var test: Int

    /// So many rows.
    public init(training: Int, validation: Int, test: Int) {
      self.training = training
      self.validation = validation
      self.test = test
    }
  }

  /// A scenario and what is drawn from it.
  public struct ScenarioDraw: Sendable {
    /// The scenario's name.
    public var name: String
    /// A choice of its parameters; the scenario's first if `nil`.
    public var preset: String?
    /// Parameters that differ from the preset's.
    public var parameters: [ScenarioParameter]
    /// How features are changed; `nil` for not at all.
    public var warp: (any Warp)?
    /// Share of positives in the population.
    public var prevalence: Double
    /// Rows of the three parts.
    public var rows: Rows
    /// Whether features are drawn whenever they are needed instead of being kept in memory. It
    /// changes no result.
    public var isOnDemand: Bool
    /// Days between parts that are left out, for scenarios whose rows have times.
    public var gapDays: Double
    /// Days until a row's label is known, for scenarios whose rows have times.
    public var labelDelayDays: Double
  }

  /// Where the rows come from.
  public enum Source: Sendable {
    /// A scenario of the generator; each replicate is a fresh draw.
    case scenario(ScenarioDraw)
    /// A file of real data, split anew for each replicate. The feature called `amount`, if it is
    /// given, says what each row is worth.
    case file(
      path: String, format: TableFormat, options: ImportOptions, split: SplitPlan, amount: String?)
    /// A data set folder that `lopsided data` wrote, split anew for each replicate.
    case folder(path: String, split: SplitPlan, amount: String?)
  }

  /// Identifier within the suite.
  public var id: String
  /// A title for people; `nil` leaves it to the source.
  public var title: String?
  /// Where the rows come from.
  public var source: Source
  /// How features become the inputs of models.
  public var encoding: EncodingOptions
  /// Whether weights of rows are to be passed over, each row counting once.
  public var ignoresWeights: Bool
  /// Whether the features of a folder stay in the file, mapped into memory; `nil` leaves it to
  /// their size. It changes no result.
  public var isMemoryMapped: Bool?
  /// Where the entry stands in the suite file.
  public var place: SourcePlace

  /// How imported rows are split; `nil` for a scenario.
  var split: SplitPlan? {
    switch source {
    case .scenario: nil
    case .file(_, _, _, let split, _), .folder(_, let split, _): split
    }
  }
}
