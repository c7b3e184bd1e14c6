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
      fitting: .stored(dataset), encoder: FeatureEncoder(identityFor: dataset.columns))
  }

  /// Fits means and standard deviations (divisor n) to the inputs that rows are encoded to.
  ///
  /// Missing values do not count. What an encoder made of levels and missing values stays as it
  /// is: it gets mean 0 and deviation 1.
  ///
  /// - Parameters:
  ///   - rows: The training part.
  ///   - encoder: What was fitted on it.
  public init(fitting rows: RowSource, encoder: FeatureEncoder) {
    let width = encoder.inputs.count
    var means = [Double](repeating: 0, count: width)
    var present = [Double](repeating: 0, count: width)
    var squares = [Double](repeating: 0, count: width)
    rows.forEachEncodedBlock(by: encoder) { values, count in
      var sums = means.mutableSpan
      var counts = present.mutableSpan
      for row in 0..<count {
        for column in 0..<width {
          let value = values[row &* width &+ column]
          sums[column] += value == value ? Double(value) : 0
          counts[column] += value == value ? 1 : 0
        }
      }
    }
    for column in 0..<width { means[column] /= max(present[column], 1) }
    // A second pass: the textbook one-pass formula loses all digits of a narrow feature.
    rows.forEachEncodedBlock(by: encoder) { values, count in
      let centers = means.span
      var spreads = squares.mutableSpan
      for row in 0..<count {
        for column in 0..<width {
          let value = values[row &* width &+ column]
          let distance = value == value ? Double(value) - centers[column] : 0
          spreads[column] += distance * distance
        }
      }
    }
    var deviations = zip(squares, present).map { sum, count in
      let deviation = (sum / max(count, 1)).squareRoot()
      return deviation > 0 ? deviation : 1
    }
    for column in 0..<width where encoder.inputs[column].kind == .indicator {
      (means[column], deviations[column]) = (0, 1)
    }
    self.means = means
    self.deviations = deviations
  }

  /// The features of a data set, row-major, each less its mean and over its standard deviation.
  ///
  /// A missing value becomes 0, the mean.
  public func transform(_ dataset: Dataset) -> [Float] {
    precondition(dataset.featureCount == means.count, "the data set must have the fitted columns")
    var output = dataset.features
    var values = output.mutableSpan
    transform(&values)
    return output
  }

  /// Standardises rows in place: each value less its mean and over its standard deviation, and 0
  /// where it is missing.
  ///
  /// - Parameter values: Row-major.
  func transform(_ values: inout MutableSpan<Float>) {
    let width = means.count
    guard width > 0 else { return }
    let scales = deviations.map { Float(1 / $0) }
    let centers = means.map { Float($0) }
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
}

extension RowSource {
  /// Hands out the inputs that rows are encoded to, some rows at a time.
  fileprivate func forEachEncodedBlock(
    by encoder: FeatureEncoder, _ body: (_ inputs: Span<Float>, _ rows: Int) -> Void
  ) {
    guard !encoder.isIdentity else { return forEachBlock(body) }
    let (width, rowsAtOnce) = (encoder.inputs.count, 1024)
    let columns = encoder.columns.count
    let room = FloatBuffer(count: rowsAtOnce * width)
    forEachBlock { features, rows in
      var first = 0
      while first < rows {
        let count = min(rowsAtOnce, rows - first)
        var encoded = unsafe room.prefix(count * width).mutableSpan
        encoder.encode(
          features.extracting(first * columns..<(first + count) * columns), rows: count,
          into: &encoded)
        body(unsafe UnsafeBufferPointer(room.prefix(count * width)).span, count)
        first += count
      }
    }
  }
}
