/// Rows with binary labels, held in memory.
public struct Dataset: Sendable {
  /// Name and kind of each feature.
  public private(set) var columns: [FeatureColumn]
  /// Features, row-major: `rowCount` × `featureCount`, contiguous; NaN where a value is missing.
  public private(set) var features: [Float]
  /// Labels as a learner sees them, 0 or 1; one a row.
  public let labels: [UInt8]
  /// What is known besides: amounts, times, entities, weights.
  public let attributes: RowAttributes
  /// What is known beyond the data: posterior and typology. `nil` for real data.
  public let oracle: Oracle?

  /// Number of rows.
  public var rowCount: Int { labels.count }
  /// Number of features.
  public var featureCount: Int { columns.count }
  /// Name of each feature.
  public var featureNames: [String] { columns.map(\.name) }
  /// What each row is worth, at least 0; `nil` where that is unknown.
  public var amounts: [Float]? { attributes.amounts }
  /// Number of rows with label 1.
  public let positiveCount: Int

  /// A data set of `labels.count` rows.
  ///
  /// - Precondition: `features.count == labels.count * columns.count`, every label is 0 or 1, and
  ///   there is one attribute of each kind a row or none.
  public init(
    columns: [FeatureColumn], features: [Float], labels: [UInt8],
    attributes: RowAttributes = RowAttributes(), oracle: Oracle? = nil
  ) {
    precondition(
      features.count == labels.count * columns.count, "features must hold rows × columns values")
    precondition(attributes.have(count: labels.count), "one attribute a row, or none")
    self.columns = columns
    self.features = features
    self.labels = labels
    self.attributes = attributes
    self.oracle = oracle
    positiveCount = labels.reduce(0) { $0 + Int($1) }
  }

  /// A data set whose features are all numeric.
  ///
  /// - Precondition: as for ``init(columns:features:labels:attributes:oracle:)``.
  public init(
    featureNames: [String], features: [Float], labels: [UInt8], amounts: [Float]? = nil,
    oracle: Oracle? = nil
  ) {
    self.init(
      columns: featureNames.map { FeatureColumn($0) }, features: features, labels: labels,
      attributes: RowAttributes(amounts: amounts), oracle: oracle)
  }

  /// The rows at `indices`, in that order.
  public func rows(at indices: [Int]) -> Dataset {
    let width = featureCount
    var picked: [Float] = []
    picked.reserveCapacity(indices.count * width)
    for row in indices { picked.append(contentsOf: features[row * width..<(row + 1) * width]) }
    return Dataset(
      columns: columns, features: picked, labels: indices.map { labels[$0] },
      attributes: attributes.rows(at: indices), oracle: oracle?.rows(at: indices))
  }

  /// The rows of a range, in their order.
  ///
  /// - Precondition: `range` lies in 0..<``rowCount``.
  public func rows(in range: Range<Int>) -> Dataset {
    let width = featureCount
    return Dataset(
      columns: columns,
      features: Array(features[range.lowerBound * width..<range.upperBound * width]),
      labels: Array(labels[range]), attributes: attributes.rows(in: range),
      oracle: oracle?.rows(in: range))
  }

  /// Hands over the features; what is left knows everything else of its rows, and has no columns.
  ///
  /// - Returns: The features, row-major.
  public mutating func takeFeatures() -> [Float] {
    defer { (columns, features) = ([], []) }
    return features
  }

  /// The same rows with other attributes.
  public func with(_ attributes: RowAttributes) -> Dataset {
    Dataset(
      columns: columns, features: features, labels: labels, attributes: attributes, oracle: oracle)
  }

  /// The same rows with their true labels, where these are known to differ from what is seen.
  public var withTrueLabels: Dataset {
    guard let oracle, let observation = oracle.observation else { return self }
    return Dataset(
      columns: columns, features: features, labels: observation.trueLabels,
      attributes: attributes,
      oracle: Oracle(
        posterior: oracle.posterior, typology: oracle.typology,
        typologyNames: oracle.typologyNames, stalePosterior: oracle.stalePosterior))
  }

  /// The same rows, worth what a feature says.
  ///
  /// - Parameter name: The feature; it stays one.
  ///
  /// - Returns: The rows with ``amounts``.
  ///
  /// - Throws: ``DatasetError/unknownAmount(_:valid:)`` when there is no such feature, and
  ///   ``DatasetError/negativeAmount(_:row:column:)`` when one of its values is below 0.
  public func worth(_ name: String) throws(DatasetError) -> Dataset {
    guard let column = featureNames.firstIndex(of: name) else {
      throw .unknownAmount(name, valid: featureNames)
    }
    let amounts = (0..<rowCount).map { features[$0 * featureCount + column] }
    if let row = amounts.firstIndex(where: { !($0 >= 0) }) {
      throw .negativeAmount(amounts[row], row: row, column: name)
    }
    var attributes = attributes
    attributes.amounts = amounts
    return with(attributes)
  }
}
