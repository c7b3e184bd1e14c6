/// The rows of one part of a data set, their features in memory or drawn whenever they are needed.
public enum RowSource: Sendable {
  /// Rows in memory.
  case stored(Dataset)
  /// Rows whose features are drawn from a scenario each time.
  case drawn(DrawnRows)

  /// Number of rows.
  public var rowCount: Int { facts.rowCount }

  /// Name and kind of each feature.
  public var columns: [FeatureColumn] {
    switch self {
    case .stored(let dataset): dataset.columns
    case .drawn(let rows): rows.plan.columns
    }
  }

  /// What is known of the rows besides their features; stored rows come with them.
  public var facts: Dataset {
    switch self {
    case .stored(let dataset): dataset
    case .drawn(let rows): rows.facts
    }
  }

  /// Hands out the features of all rows in their order, some rows at a time.
  ///
  /// - Parameter body: Gets features, row-major, and how many rows they are of.
  public func forEachBlock(_ body: (_ features: Span<Float>, _ rows: Int) -> Void) {
    switch self {
    case .stored(let dataset): body(dataset.features.span, dataset.rowCount)
    case .drawn(let rows): rows.forEachBlock(body)
    }
  }

  /// The same rows with what their posteriors would be under the law of an earlier time; rows
  /// without oracle stay as they are.
  public func with(stalePosterior: [Double]?) -> RowSource {
    switch self {
    case .stored(let dataset): .stored(dataset.with(stalePosterior: stalePosterior))
    case .drawn(let rows):
      .drawn(DrawnRows(rows, facts: rows.facts.with(stalePosterior: stalePosterior)))
    }
  }

  /// The same rows with their true labels, where these are known to differ from what is seen.
  public var withTrueLabels: RowSource {
    switch self {
    case .stored(let dataset): .stored(dataset.withTrueLabels)
    case .drawn(let rows): .drawn(rows.withTrueLabels)
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
