/// The rows of one part of a data set: their features in memory, in a file that is mapped into
/// memory, or drawn whenever they are needed.
public enum RowSource: Sendable {
  /// Rows in memory.
  case stored(Dataset)
  /// Rows whose features are drawn from a scenario each time.
  case drawn(DrawnRows)
  /// Rows whose features are read from a mapped file each time.
  case mapped(MappedRows)

  /// Number of rows.
  public var rowCount: Int { facts.rowCount }

  /// Name and kind of each feature.
  public var columns: [FeatureColumn] {
    switch self {
    case .stored(let dataset): dataset.columns
    case .drawn(let rows): rows.plan.columns
    case .mapped(let rows): rows.columns
    }
  }

  /// What is known of the rows besides their features; stored rows come with them.
  public var facts: Dataset {
    switch self {
    case .stored(let dataset): dataset
    case .drawn(let rows): rows.facts
    case .mapped(let rows): rows.facts
    }
  }

  /// The features in memory, row-major; `nil` where they are not.
  public var storedFeatures: [Float]? {
    if case .stored(let dataset) = self { dataset.features } else { nil }
  }

  /// Hands over the features in memory; what is left knows everything else of its rows.
  ///
  /// - Returns: The features, row-major; `nil`, and nothing changes, where they are not in memory.
  public mutating func takeFeatures() -> [Float]? {
    guard case .stored(var dataset) = self else { return nil }
    // This would hold the features too.
    self = .stored(Dataset(columns: [], features: [], labels: []))
    defer { self = .stored(dataset) }
    return dataset.takeFeatures()
  }

  /// What the rows are worth together; `nil` where that is unknown.
  public var amountSums: AmountSums? {
    if case .drawn(let rows) = self { return rows.amountSums }
    return facts.amounts.map { AmountSums(of: $0, labels: facts.labels) }
  }

  /// A reader of the features.
  ///
  /// - Parameter capacity: Rows that it reads at once at most.
  ///
  /// - Returns: The reader, for one thread.
  public func featureReader(capacity: Int) -> any FeatureReader {
    switch self {
    case .stored(let dataset): StoredFeatureReader(dataset, capacity: capacity)
    case .drawn(let rows): DrawnFeatureReader(rows, capacity: capacity)
    case .mapped(let rows): MappedFeatureReader(rows, capacity: capacity)
    }
  }

  /// What encoding and standardising must know of the rows.
  ///
  /// - Parameters:
  ///   - logFeatures: Numeric features whose logarithm is taken.
  ///   - jobs: Number of threads; the survey is the same for any.
  ///
  /// - Returns: The survey: the one that was made when the rows were drawn, or else a new one.
  public func survey(logFeatures: Set<String> = [], jobs: Int = 1) -> FeatureSurvey {
    if case .drawn(let rows) = self, let known = rows.survey, known.logFeatures == logFeatures {
      return known
    }
    return FeatureSurvey(of: self, logFeatures: logFeatures, jobs: jobs)
  }

  /// Asks for features of successive rows to be read before they are needed, where that helps.
  public func prepare(_ rows: Range<Int>) {
    if case .mapped(let mapped) = self { mapped.prepare(rows) }
  }

  /// Tells that what was read so far is not needed soon.
  public func release() {
    if case .mapped(let mapped) = self { mapped.features.release(0..<mapped.features.count) }
  }

  /// Checks that rows are what they were when the data set was opened.
  ///
  /// - Throws: ``DatasetError/changedWhileMapped(path:)``.
  public func checkUnchanged() throws(DatasetError) {
    if case .mapped(let mapped) = self { try mapped.features.checkUnchanged() }
  }

  /// The same rows with what their posteriors would be under the law of an earlier time; rows
  /// without oracle stay as they are.
  public func with(stalePosterior: [Double]?) -> RowSource {
    replacing { $0.with(stalePosterior: stalePosterior) }
  }

  /// The same rows with their true labels, where these are known to differ from what is seen.
  public var withTrueLabels: RowSource { replacing { $0.withTrueLabels } }

  private func replacing(_ change: (Dataset) -> Dataset) -> RowSource {
    switch self {
    case .stored(let dataset): .stored(change(dataset))
    case .drawn(let rows): .drawn(DrawnRows(rows, facts: change(rows.facts)))
    case .mapped(let rows): .mapped(MappedRows(rows, facts: change(rows.facts)))
    }
  }
}

extension Dataset {
  fileprivate func with(stalePosterior: [Double]?) -> Dataset {
    guard let oracle else { return self }
    return Dataset(
      columns: columns, features: features, labels: labels, attributes: attributes,
      oracle: Oracle(
        posterior: oracle.posterior, typology: oracle.typology,
        typologyNames: oracle.typologyNames, observation: oracle.observation,
        stalePosterior: stalePosterior))
  }
}
