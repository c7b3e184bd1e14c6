internal import CounterRandom

/// What a data-set folder's `manifest.json` says: how the rows came about and how to check them.
public struct DatasetManifest: Codable, Equatable, Sendable {
  /// Version of the folder's layout.
  public var formatVersion = 2
  /// Where the rows come from.
  public var kind: Kind
  /// The draw, for rows of a scenario.
  public var draw: Draw?
  /// Where imported rows come from, in a sentence.
  public var source: String?
  /// Rows of the draw that the folder holds; all of them for imported data.
  public var rows: Rows
  /// Number of rows with label 1 in the folder.
  public var positiveCount: Int
  /// The columns of all files.
  public var columns: [Column]
  /// The kinds of fraud that `oracle/typology.npy` numbers; empty without oracle.
  public var typologies: [String]
  /// Rows that one hash covers.
  public var blockRows: Int
  /// The hashes, in the order of rows.
  public var blocks: [Block]
  /// What a perfect learner reaches, where it was estimated.
  public var bayes: BayesValues?

  /// Where rows come from.
  public enum Kind: String, Codable, Sendable {
    /// Drawn from a scenario.
    case scenario
    /// Taken from elsewhere.
    case imported = "import"
  }

  /// Everything that the rows of a scenario are a function of.
  public struct Draw: Codable, Equatable, Sendable {
    /// ``CounterStream/schemeVersion`` of the writer.
    public var schemeVersion: Int
    /// Name of the scenario.
    public var scenario: String
    /// The preset it was made from.
    public var preset: String
    /// Prevalence of the population.
    public var prevalence: Double
    /// Every other parameter of the law.
    public var parameters: [ScenarioParameter]
    /// How features were changed, see ``Warp``; absent for not at all.
    public var warp: String?
    /// The seed.
    public var seed: UInt64
    /// What the rows are for: ``Purpose/name``.
    public var purpose: String
    /// Rows of the whole draw.
    public var rowCount: Int
    /// Positives of the whole draw.
    public var positiveCount: Int
  }

  /// A range of rows.
  public struct Rows: Codable, Equatable, Sendable {
    /// Number of the first row within the draw.
    public var first: Int
    /// Number of rows.
    public var count: Int
  }

  /// One column of one file.
  public struct Column: Codable, Equatable, Sendable {
    /// The column's name.
    public var name: String
    /// What it is for.
    public var role: Role
    /// Type of its values: `float32`, `float64`, `uint8`.
    public var type: String
    /// The file that holds it, relative to the folder.
    public var file: String
    /// The levels that the values of a categorical feature number; absent for all other columns.
    public var levels: [String]?

    /// What a column is for.
    public enum Role: String, Codable, Sendable {
      /// An input of the models.
      case feature
      /// The class as it is seen.
      case label
      /// What a row is worth.
      case amount
      /// When a row happened, in days.
      case time
      /// The card, account or customer of a row, numbered from 0.
      case entity
      /// How many rows a row stands for.
      case weight
      /// Known to the generator; never an input.
      case oracle
    }
  }

  /// The hashes of a block of rows.
  public struct Block: Codable, Equatable, Sendable {
    /// Its first row within the folder.
    public var first: Int
    /// Number of rows.
    public var count: Int
    /// SHA-256 of the block's features (row-major float32, little-endian) and then its labels.
    public var data: String
    /// SHA-256 of the block's posteriors (float64, little-endian) and then its typologies.
    public var oracle: String?
  }

  /// The manifest of a draw's rows, without hashes yet.
  init(plan: DrawPlan, rows: Range<Int>, bayes: BayesValues?) {
    kind = .scenario
    draw = Draw(
      schemeVersion: Int(CounterStream.schemeVersion), scenario: type(of: plan.scenario).name,
      preset: plan.scenario.preset, prevalence: plan.scenario.prevalence,
      parameters: plan.scenario.parameters.all, warp: plan.warp.map { type(of: $0).name },
      seed: plan.seed, purpose: plan.purpose.name,
      rowCount: plan.rowCount, positiveCount: plan.positiveCount)
    self.rows = Rows(first: rows.lowerBound, count: rows.count)
    positiveCount = 0
    let scenario = plan.scenario
    let isObserved = scenario.labelObservation != nil
    columns =
      Self.columns(features: plan.columns)
      + (scenario.hasAmounts ? [Self.column(.amounts)] : [])
      + (scenario.periodDays == nil ? [] : [Self.column(.times)])
      + [Self.column(.posterior), Self.column(.typology)]
      + (isObserved ? [Self.column(.trueLabels), Self.column(.observedPosterior)] : [])
    typologies = plan.scenario.typologyNames
    blockRows = DatasetFolder.blockRows
    blocks = []
    self.bayes = bayes
  }

  /// The manifest of rows in memory, without hashes yet.
  init(dataset: Dataset, source: String?) {
    kind = .imported
    self.source = source
    rows = Rows(first: 0, count: dataset.rowCount)
    positiveCount = dataset.positiveCount
    let attributes = dataset.attributes
    let oracle = dataset.oracle
    let lists: [(ColumnFile, Bool)] = [
      (.amounts, attributes.amounts != nil), (.times, attributes.times != nil),
      (.entities, attributes.entities != nil), (.weights, attributes.weights != nil),
      (.posterior, oracle != nil), (.typology, oracle != nil),
      (.trueLabels, oracle?.observation != nil), (.observedPosterior, oracle?.observation != nil),
    ]
    columns =
      Self.columns(features: dataset.columns)
      + lists.filter(\.1).map { Self.column($0.0) }
    typologies = dataset.oracle?.typologyNames ?? []
    blockRows = DatasetFolder.blockRows
    blocks = []
  }

  private static func columns(features: [FeatureColumn]) -> [Column] {
    features.map {
      Column(
        name: $0.name, role: .feature, type: "float32", file: DatasetFolder.featuresFile,
        levels: $0.levels)
    } + [column(.labels)]
  }

  private static func column(_ file: ColumnFile) -> Column {
    Column(name: file.columnName, role: file.role, type: file.typeName, file: file.path)
  }

  /// Name and kind of each feature, in the order of columns.
  public var featureColumns: [FeatureColumn] {
    columns.filter { $0.role == .feature }.map { column in
      FeatureColumn(column.name, column.levels.map { .categorical(levels: $0) } ?? .numeric)
    }
  }
  /// Names of the features, in the order of columns.
  public var featureNames: [String] { columns.filter { $0.role == .feature }.map(\.name) }
  /// Whether the folder holds posterior and typology.
  public var hasOracle: Bool { has(.posterior) }

  /// Whether the folder holds a file of one column.
  func has(_ file: ColumnFile) -> Bool { columns.contains { $0.file == file.path } }
}
