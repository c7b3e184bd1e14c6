/// Rows with binary labels, held in memory.
public struct Dataset: Sendable {
  /// Name of each feature.
  public let featureNames: [String]
  /// Features, row-major: `rowCount` × `featureCount`, contiguous.
  public let features: [Float]
  /// Labels, 0 or 1; one a row.
  public let labels: [UInt8]
  /// What each row is worth, at least 0; `nil` where that is unknown.
  public let amounts: [Float]?
  /// What is known beyond the data: posterior and typology. `nil` for real data.
  public let oracle: Oracle?

  /// Number of rows.
  public var rowCount: Int { labels.count }
  /// Number of features.
  public var featureCount: Int { featureNames.count }
  /// Number of rows with label 1.
  public let positiveCount: Int

  /// A data set of `labels.count` rows.
  ///
  /// - Precondition: `features.count == labels.count * featureNames.count`, every label is 0 or 1,
  ///   and there is one amount a row or none.
  public init(
    featureNames: [String], features: [Float], labels: [UInt8], amounts: [Float]? = nil,
    oracle: Oracle? = nil
  ) {
    precondition(
      features.count == labels.count * featureNames.count,
      "features must hold rows × columns values")
    self.featureNames = featureNames
    self.features = features
    precondition(amounts.map { $0.count == labels.count } ?? true, "one amount a row, or none")
    self.labels = labels
    self.amounts = amounts
    self.oracle = oracle
    positiveCount = labels.reduce(0) { $0 + Int($1) }
  }

  /// The rows at `indices`, in that order.
  public func rows(at indices: [Int]) -> Dataset {
    let width = featureCount
    var picked: [Float] = []
    picked.reserveCapacity(indices.count * width)
    for row in indices { picked.append(contentsOf: features[row * width..<(row + 1) * width]) }
    return Dataset(
      featureNames: featureNames, features: picked, labels: indices.map { labels[$0] },
      amounts: amounts.map { amounts in indices.map { amounts[$0] } },
      oracle: oracle.map { oracle in
        Oracle(
          posterior: indices.map { oracle.posterior[$0] },
          typology: indices.map { oracle.typology[$0] },
          typologyNames: oracle.typologyNames)
      })
  }
}

/// What a generator knows of its rows and a learner must never see.
public struct Oracle: Sendable {
  /// `P(y = 1 | x)` of each row, exact.
  public let posterior: [Double]
  /// Index into ``typologyNames`` of each fraudulent row, ``legitimate`` for the others.
  public let typology: [UInt8]
  /// The kinds of fraud.
  public let typologyNames: [String]

  /// The typology of a row that is no fraud.
  public static let legitimate: UInt8 = 255

  /// An oracle for as many rows as `posterior` has.
  public init(posterior: [Double], typology: [UInt8], typologyNames: [String]) {
    precondition(posterior.count == typology.count, "posterior and typology must be parallel")
    self.posterior = posterior
    self.typology = typology
    self.typologyNames = typologyNames
  }
}

extension Dataset {
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
    if let row = amounts.firstIndex(where: { $0 < 0 }) {
      throw .negativeAmount(amounts[row], row: row, column: name)
    }
    return Dataset(
      featureNames: featureNames, features: features, labels: labels, amounts: amounts,
      oracle: oracle)
  }
}
