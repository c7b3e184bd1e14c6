/// Turns features into the numbers that a model takes; fitted on the training part alone, and
/// never on labels.
///
/// - A numeric feature is one input; a missing value stays NaN, for whoever standardises it to
///   replace it by the mean.
/// - A categorical feature with few levels has an input for each level of the schema, 1 for the
///   row's own and 0 elsewhere. One with many is hashed: a level adds +1 or -1 to one of a fixed
///   number of inputs, by its name alone (Weinberger et al., "Feature hashing for large scale
///   multitask learning", ICML 2009). A level that the training part does not have leaves all
///   inputs at 0.
/// - A feature with missing values in the training part has one more input, 1 where it is missing.
///   Where the training part has none, a missing value elsewhere is not told from the mean, as
///   there was nothing to learn about it.
public struct FeatureEncoder: Sendable {
  /// An input of the models.
  public struct Input: Equatable, Sendable {
    /// What the input's numbers are.
    public enum Kind: Equatable, Sendable {
      /// A quantity, to be standardised.
      case quantity
      /// 0 or 1, or -1 too for a hashed level; to be left as it is, since scaling would blow a rare
      /// level up.
      case indicator
    }

    /// The feature's name; `channel=ecom`, `channel#5` (hashed) or `income?` (missing) for those
    /// that a feature has beside or instead.
    public let name: String
    /// What its numbers are.
    public let kind: Kind
  }

  /// Name and kind of each feature, as a row has them.
  public let columns: [FeatureColumn]
  /// The inputs that a row becomes.
  public let inputs: [Input]
  /// Whether a row becomes what it is: all features numeric, none missing in the training part,
  /// no logarithms.
  public let isIdentity: Bool

  /// The steps that encode a row, in the order of the features.
  let steps: [Step]
  /// The input that a level of any categorical feature adds to; -1 for none.
  let levelInputs: [Int32]
  /// What it adds.
  let levelValues: [Float]

  /// For each input the feature that it is a quantity of; `nil` for indicators.
  public var quantityColumns: [Int?] {
    var columns = [Int?](repeating: nil, count: inputs.count)
    for step in steps {
      switch step {
      case .copy(let from, let to, let count):
        for offset in 0..<count { columns[to + offset] = from + offset }
      case .number(let from, let to, _, _): columns[to] = from
      case .level: break
      }
    }
    return columns
  }

  /// What is done with one feature, or with neighbours that are copied.
  enum Step: Sendable {
    /// Copies `count` numeric features without missing values.
    case copy(from: Int, to: Int, count: Int)
    /// Copies a numeric feature or takes its logarithm; `missing` is the indicator's place or -1.
    case number(from: Int, to: Int, missing: Int, logarithm: Bool)
    /// Looks a level up in the table, from `first` on.
    case level(from: Int, first: Int, count: Int, missing: Int)
  }

  /// Fits the encoding of some rows.
  ///
  /// - Parameters:
  ///   - training: The training part.
  ///   - options: How to encode.
  ///
  /// - Throws: ``FeatureEncodingError``.
  public init(
    fitting training: RowSource, options: EncodingOptions = .standard
  ) throws(FeatureEncodingError) {
    try options.validate(for: training.columns)
    self.init(training.survey(logFeatures: Set(options.logFeatures)), options: options)
  }

  /// The encoding for what was seen of the training part.
  ///
  /// - Precondition: `options` are valid for the survey's columns.
  ///
  /// - Parameters:
  ///   - survey: What was seen.
  ///   - options: How to encode.
  public init(_ survey: FeatureSurvey, options: EncodingOptions) {
    columns = survey.columns
    var inputs: [Input] = []
    var steps: [Step] = []
    var levelInputs: [Int32] = []
    var levelValues: [Float] = []
    let logFeatures = Set(options.logFeatures)
    for (index, column) in columns.enumerated() {
      let start = inputs.count
      let hasMissing = survey.hasMissing[index]
      switch column.kind {
      case .numeric:
        inputs.append(Input(name: column.name, kind: .quantity))
        let logarithm = logFeatures.contains(column.name)
        if hasMissing || logarithm {
          steps.append(
            .number(
              from: index, to: start, missing: hasMissing ? start + 1 : -1, logarithm: logarithm))
        } else if case .copy(let from, let to, let count) = steps.last, from + count == index,
          to + count == start
        {
          steps[steps.count - 1] = .copy(from: from, to: to, count: count + 1)
        } else {
          steps.append(.copy(from: index, to: start, count: 1))
        }
      case .categorical(let levels):
        let width = options.inputCount(of: column)
        let isHashed = levels.count > options.oneHotLimit
        inputs += (0..<width).map {
          Input(
            name: isHashed ? "\(column.name)#\($0)" : "\(column.name)=\(levels[$0])",
            kind: .indicator)
        }
        steps.append(
          .level(
            from: index, first: levelInputs.count, count: levels.count,
            missing: hasMissing ? start + width : -1))
        for (level, name) in levels.enumerated() {
          let hash = isHashed ? LevelHash(of: name) : nil
          let place = hash.map { start + $0.place(among: width) } ?? start + level
          levelInputs.append(survey.seen[index][level] ? Int32(place) : -1)
          levelValues.append(hash?.sign ?? 1)
        }
      }
      if hasMissing { inputs.append(Input(name: "\(column.name)?", kind: .indicator)) }
    }
    self.inputs = inputs
    self.steps = steps
    self.levelInputs = levelInputs
    self.levelValues = levelValues
    isIdentity = steps.allSatisfy { if case .copy = $0 { true } else { false } }
  }

  /// The encoding of all-numeric features without missing values: none.
  public init(identityFor columns: [FeatureColumn]) {
    self.init(FeatureSurvey(columns: columns), options: .standard)
  }
}

/// Where a level's name hashes to: the same on every machine.
struct LevelHash {
  private let bits: UInt64

  /// FNV-1a over the name's UTF-8 bytes, mixed so that every bit depends on all of them (the
  /// finaliser of MurmurHash3).
  init(of name: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash = (hash ^ hash &>> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash &>> 33) &* 0xC4CE_B9FE_1A85_EC53
    bits = hash ^ hash &>> 33
  }

  /// A number below `count`, which is a power of two.
  func place(among count: Int) -> Int { Int(bits & UInt64(count - 1)) }
  /// +1 or -1, so that levels that meet in one input cancel rather than add up on average.
  var sign: Float { bits &>> 63 == 0 ? 1 : -1 }
}
