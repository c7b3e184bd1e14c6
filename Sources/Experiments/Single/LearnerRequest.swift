public import Datasets
public import Losses

/// One learner to be trained and looked at closely.
public struct LearnerRequest: Sendable {
  /// The data.
  public enum Source: Sendable {
    /// A scenario, of which the three parts are drawn.
    case scenario(
      name: String, preset: String?, parameters: [ScenarioParameter], prevalence: Double,
      rows: SuiteDataset.Rows)
    /// A folder that `lopsided data` wrote; it is split.
    case folder(path: String)
    /// A file of real data; it is split.
    case file(path: String, format: TableFormat, options: ImportOptions)
  }

  /// The data.
  public var source: Source
  /// The feature that says what each row is worth, in a folder or file.
  public var amount: String?
  /// What a folder or file is split by.
  public var splitBasis: SplitPlan.Basis
  /// What is trained, and how.
  public var method: SuiteModel.Method
  /// The name of the model: `logistic`, `mlp`.
  public var kind: SuiteModel.Kind
  /// The loss, with its settings.
  public var loss: any Loss
  /// The learning rate or the penalty.
  public var tuned: TunedSetting
  /// Every other seed is derived from this one, as in a suite.
  public var seed: UInt64
  /// The metric that epochs are kept by, on validation.
  public var selectionMetric: String
  /// Resamples of the test part for intervals; 0 for no intervals.
  public var resamples: Int
  /// Threads; no result depends on it.
  public var threads: Int

  /// A learner to be trained.
  public init(
    source: Source, amount: String? = nil, splitBasis: SplitPlan.Basis = .random,
    kind: SuiteModel.Kind, method: SuiteModel.Method,
    loss: any Loss, tuned: TunedSetting, seed: UInt64 = 1, selectionMetric: String,
    resamples: Int = 500, threads: Int = 1
  ) {
    self.source = source
    self.amount = amount
    self.splitBasis = splitBasis
    self.kind = kind
    self.method = method
    self.loss = loss
    self.tuned = tuned
    self.seed = seed
    self.selectionMetric = selectionMetric
    self.resamples = resamples
    self.threads = threads
  }

  /// The data set, with the identifier that a suite would give it, so that seeds are those of a
  /// suite's first replicate.
  var dataset: SuiteDataset {
    var split = SplitPlan(fractions: .standard)
    split.basis = splitBasis
    let (source, name): (SuiteDataset.Source, String) =
      switch source {
      case .scenario(let name, let preset, let parameters, let prevalence, let rows):
        (
          .scenario(
            SuiteDataset.ScenarioDraw(
              name: name, preset: preset, parameters: parameters, warp: nil,
              prevalence: prevalence, rows: rows, isOnDemand: false, gapDays: 0,
              labelDelayDays: 0)),
          preset.map { "\(name)-\($0)" } ?? name
        )
      case .folder(let path):
        (
          .folder(path: path, split: split, amount: amount),
          Self.lastName(of: path)
        )
      case .file(let path, let format, let options):
        (
          .file(
            path: path, format: format, options: options,
            split: split, amount: amount),
          String(Self.lastName(of: path).split(separator: ".").first ?? "data")
        )
      }
    return SuiteDataset(
      id: SuiteParser.identifier(from: name), title: nil, source: source, encoding: .standard,
      ignoresWeights: false, isMemoryMapped: nil,
      place: SourcePlace(file: "lopsided train", line: 0, column: 0))
  }

  private static func lastName(of path: String) -> String {
    String(path.split(separator: "/").last ?? "data")
  }
}
