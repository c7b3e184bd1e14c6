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

  /// Fits means and standard deviations (divisor n) to a data set.
  public init(fitting dataset: Dataset) {
    let width = dataset.featureCount
    let rows = Double(max(dataset.rowCount, 1))
    var means = [Double](repeating: 0, count: width)
    var squares = [Double](repeating: 0, count: width)
    let values = dataset.features.span
    var sums = means.mutableSpan
    for row in 0..<dataset.rowCount {
      for column in 0..<width { sums[column] += Double(values[row &* width &+ column]) }
    }
    for column in 0..<width { sums[column] /= rows }
    // A second pass: the textbook one-pass formula loses all digits of a narrow feature.
    var spreads = squares.mutableSpan
    for row in 0..<dataset.rowCount {
      for column in 0..<width {
        let distance = Double(values[row &* width &+ column]) - sums[column]
        spreads[column] += distance * distance
      }
    }
    self.means = means
    deviations = squares.map { sum in
      let deviation = (sum / rows).squareRoot()
      return deviation > 0 ? deviation : 1
    }
  }

  /// The features of a data set, row-major, each less its mean and over its standard deviation.
  public func transform(_ dataset: Dataset) -> [Float] {
    let width = means.count
    precondition(dataset.featureCount == width, "the data set must have the fitted columns")
    let scales = deviations.map { Float(1 / $0) }
    let centers = means.map { Float($0) }
    var output = dataset.features
    var values = output.mutableSpan
    let scale = scales.span
    let center = centers.span
    for row in 0..<dataset.rowCount {
      let start = row &* width
      for column in 0..<width {
        values[start &+ column] = (values[start &+ column] - center[column]) * scale[column]
      }
    }
    return output
  }
}
