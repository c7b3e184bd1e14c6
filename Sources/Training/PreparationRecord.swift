public import Datasets

/// An ``InputPreparation`` written down, from which it can be made again to the last bit.
public struct PreparationRecord: Codable, Equatable, Sendable {
  /// A feature as the training part had it.
  public struct Feature: Codable, Equatable, Sendable {
    /// Its name.
    public let name: String
    /// Its levels; absent for a number.
    public let levels: [String]?
    /// Whether each level occurs in the training part; absent for a number.
    public let seen: [Bool]?
    /// Whether the training part lacks values of it.
    public let hasMissing: Bool
  }

  /// The features, in the order of a row.
  public let features: [Feature]
  /// How they are encoded.
  public let encoding: EncodingOptions
  /// The mean of each input, to be taken off.
  public let means: [Double]
  /// The standard deviation of each input, to be divided by.
  public let deviations: [Double]

  /// Whether models get the features as they are: levels as numbers, missing values as NaN.
  public let isUnchanged: Bool

  /// Features that models get as they are.
  init(unchanged columns: [FeatureColumn]) {
    features = columns.map { column in
      Feature(
        name: column.name, levels: column.levels, seen: column.levels?.map { _ in true },
        hasMissing: false)
    }
    encoding = .standard
    means = columns.map { _ in 0 }
    deviations = columns.map { _ in 1 }
    isUnchanged = true
  }

  init(_ survey: FeatureSurvey, options: EncodingOptions, standardizer: Standardizer) {
    features = survey.columns.enumerated().map { index, column in
      Feature(
        name: column.name, levels: column.levels,
        seen: column.levels == nil ? nil : survey.seen[index], hasMissing: survey.hasMissing[index])
    }
    encoding = options
    means = standardizer.means
    deviations = standardizer.deviations
    isUnchanged = false
  }

  /// Name and kind of each feature.
  public var columns: [FeatureColumn] {
    features.map { feature in
      FeatureColumn(feature.name, feature.levels.map { .categorical(levels: $0) } ?? .numeric)
    }
  }

  /// What the encoder must know of the training part.
  var survey: FeatureSurvey {
    get throws(PreparationError) {
      for feature in features where feature.levels?.count != feature.seen?.count {
        throw PreparationError.inconsistent
      }
      do { try encoding.validate(for: columns) } catch { throw PreparationError.inconsistent }
      return FeatureSurvey(
        columns: columns, hasMissing: features.map(\.hasMissing),
        seen: features.map { $0.seen ?? [] })
    }
  }

  /// Brings rows of another data set into the form of the training part: features by name, levels
  /// by name. Features that the model does not know are left out; a level that it does not know
  /// counts as none of those it knows, and for a model that takes features as they are as missing.
  ///
  /// - Parameter dataset: The rows.
  /// - Returns: The same rows with the training part's features.
  /// - Throws: ``PreparationError`` where features are missing or of the other kind.
  public func aligned(_ dataset: Dataset) throws(PreparationError) -> Dataset {
    guard dataset.columns != columns else { return dataset }
    var places: [String: Int] = [:]
    for (index, column) in dataset.columns.enumerated() { places[column.name] = index }
    let missing = features.map(\.name).filter { places[$0] == nil }
    guard missing.isEmpty else {
      throw .missingFeatures(missing, there: dataset.featureNames)
    }
    var sources: [(place: Int, levels: [Float]?)] = []
    for feature in features {
      let place = places[feature.name] ?? 0
      let levels = dataset.columns[place].levels
      switch (feature.levels, levels) {
      case (nil, nil): sources.append((place, nil))
      case (let known?, let own?):
        let numbers = Dictionary(
          known.enumerated().map { ($1, Float($0)) }, uniquingKeysWith: { first, _ in first })
        let unknown = isUnchanged ? Float.nan : Float(known.count)
        sources.append((place, own.map { numbers[$0] ?? unknown }))
      default:
        throw .otherKind(feature.name, isCategorical: feature.levels != nil)
      }
    }
    let width = dataset.featureCount
    var values: [Float] = []
    values.reserveCapacity(dataset.rowCount * features.count)
    for row in 0..<dataset.rowCount {
      for source in sources {
        let value = dataset.features[row * width + source.place]
        if let levels = source.levels, value >= 0, value < Float(levels.count) {
          values.append(levels[Int(value)])
        } else {
          values.append(value)
        }
      }
    }
    return Dataset(
      columns: columns, features: values, labels: dataset.labels, attributes: dataset.attributes,
      oracle: dataset.oracle)
  }
}

/// Why rows cannot be prepared for a model that was saved.
public enum PreparationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is written of the preparation contradicts itself.
  case inconsistent
  /// Features of the training part are not there.
  case missingFeatures([String], there: [String])
  /// A feature has levels here and was a number in training, or the other way round.
  case otherKind(String, isCategorical: Bool)

  /// A full sentence for people.
  public var description: String {
    switch self {
    case .inconsistent:
      """
      What the model file says of its features does not fit together; it must be a file that \
      "lopsided train --save-model" wrote.
      """
    case .missingFeatures(let names, let there):
      """
      The model needs \(names.count == 1 ? "the feature" : "the features") \
      \(Self.listed(names)), and the data have only \(Self.listed(there)). Features are matched by \
      name.
      """
    case .otherKind(let name, let isCategorical):
      """
      The feature '\(name)' \(isCategorical ? "has levels" : "is a number") for the model and \
      \(isCategorical ? "is a number" : "has levels") in the data; it must be the same in both.
      """
    }
  }

  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }
}
