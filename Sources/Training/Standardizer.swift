public import Datasets

/// Mean and standard deviation of each feature, fitted on the training part alone.
public struct Standardizer: Codable, Equatable, Sendable {
  /// Mean of each feature.
  public let means: [Double]
  /// Standard deviation of each feature; 1 where a feature is constant.
  public let deviations: [Double]

  /// Fits means and standard deviations (divisor n) to a data set.
  public init(fitting dataset: Dataset) {
    let width = dataset.featureCount
    let rows = Double(max(dataset.rowCount, 1))
    var means = [Double](repeating: 0, count: width)
    var squares = [Double](repeating: 0, count: width)
    dataset.features.withUnsafeBufferPointer { values in
      means.withUnsafeMutableBufferPointer { means in
        for row in 0..<dataset.rowCount {
          for column in 0..<width { unsafe means[column] += Double(values[row &* width &+ column]) }
        }
        for column in 0..<width { unsafe means[column] /= rows }
      }
      // A second pass: the textbook one-pass formula loses all digits of a narrow feature.
      squares.withUnsafeMutableBufferPointer { squares in
        means.withUnsafeBufferPointer { means in
          for row in 0..<dataset.rowCount {
            for column in 0..<width {
              let distance = unsafe Double(values[row &* width &+ column]) - means[column]
              unsafe squares[column] += distance * distance
            }
          }
        }
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
    return [Float](unsafeUninitializedCapacity: dataset.features.count) { output, count in
      dataset.features.withUnsafeBufferPointer { values in
        scales.withUnsafeBufferPointer { scales in
          centers.withUnsafeBufferPointer { centers in
            for row in 0..<dataset.rowCount {
              let start = row &* width
              for column in 0..<width {
                unsafe output[start &+ column] =
                  (values[start &+ column] - centers[column]) * scales[column]
              }
            }
          }
        }
      }
      count = dataset.features.count
    }
  }
}
