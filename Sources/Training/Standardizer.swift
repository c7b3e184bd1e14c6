internal import CProcessor
public import Datasets

/// Mean and standard deviation of each feature, fitted on the training part alone.
public struct Standardizer: Codable, Equatable, Sendable {
  /// Mean of each feature.
  public let means: [Double]
  /// Standard deviation of each feature; 1 where a feature is constant.
  public let deviations: [Double]

  /// Given means and standard deviations, one a feature.
  ///
  /// - Precondition: both have the same count, and every deviation is above 0.
  public init(means: [Double], deviations: [Double]) {
    precondition(
      means.count == deviations.count && deviations.allSatisfy { $0 > 0 },
      "one mean and one positive deviation a feature")
    self.means = means
    self.deviations = deviations
  }

  /// Fits means and standard deviations (divisor n) to a data set; missing values do not count.
  public init(fitting dataset: Dataset) {
    self.init(
      RowSource.stored(dataset).survey(), encoder: FeatureEncoder(identityFor: dataset.columns))
  }

  /// Means and standard deviations (divisor n) of the inputs that rows are encoded to.
  ///
  /// Missing values do not count. What an encoder made of levels and missing values stays as it
  /// is: it gets mean 0 and deviation 1.
  ///
  /// - Parameters:
  ///   - survey: What was seen of the training part.
  ///   - encoder: What was fitted on it.
  public init(_ survey: FeatureSurvey, encoder: FeatureEncoder) {
    let columns = encoder.quantityColumns
    let (known, spread) = (survey.moments.means, survey.moments.deviations)
    self.init(
      means: columns.map { column in column.map { known[$0] } ?? 0 },
      deviations: columns.map { column in column.map { spread[$0] } ?? 1 })
  }

  /// The features of a data set, row-major, each less its mean and over its standard deviation.
  ///
  /// A missing value becomes 0, the mean.
  public func transform(_ dataset: Dataset) -> [Float] {
    precondition(dataset.featureCount == means.count, "the data set must have the fitted columns")
    let features = dataset.features
    return unsafe [Float](unsafeUninitializedCapacity: features.count) { buffer, initialized in
      unsafe lopsided_prefer_huge_pages(
        buffer.baseAddress, features.count * MemoryLayout<Float>.stride)
      _ = unsafe buffer.initialize(from: features)
      var values = unsafe buffer.mutableSpan
      StandardScale(self).apply(to: &values)
      initialized = features.count
    }
  }
}

/// Standardising in single precision: each value less its mean and over its standard deviation, and
/// 0 where it is missing.
struct StandardScale: Sendable {
  private let centers: [Float]
  private let scales: [Float]

  init(_ standardizer: Standardizer) {
    centers = standardizer.means.map { Float($0) }
    scales = standardizer.deviations.map { Float(1 / $0) }
  }

  /// Standardises rows in place.
  ///
  /// - Parameter values: Row-major.
  func apply(to values: inout MutableSpan<Float>) {
    let width = centers.count
    guard width > 0 else { return }
    let scale = scales.span
    let center = centers.span
    for row in 0..<values.count / width {
      let start = row &* width
      for column in 0..<width {
        let value = (values[start &+ column] - center[column]) * scale[column]
        values[start &+ column] = value == value ? value : 0
      }
    }
  }

  /// Standardises rows to another place.
  ///
  /// - Parameters:
  ///   - source: Row-major.
  ///   - target: As many values, to be filled.
  func apply(_ source: Span<Float>, into target: inout MutableSpan<Float>) {
    let width = centers.count
    guard width > 0 else { return }
    precondition(source.count == target.count, "as many values as come in")
    let scale = scales.span
    let center = centers.span
    for row in 0..<source.count / width {
      let start = row &* width
      for column in 0..<width {
        let value = (source[start &+ column] - center[column]) * scale[column]
        target[start &+ column] = value == value ? value : 0
      }
    }
  }
}
