public import Datasets

/// The way from a row's features to the numbers that a model takes: encoding, then standardising,
/// both fitted on the training part alone.
public struct InputPreparation: Sendable {
  /// Levels and missing values become numbers.
  public let encoder: FeatureEncoder
  /// Quantities get mean 0 and deviation 1, and a missing one becomes 0.
  public let standardizer: Standardizer
  /// The features, where a model takes them as they are; `nil` where they are prepared.
  public let unchanged: [FeatureColumn]?

  /// Fits both to the training part.
  ///
  /// - Parameters:
  ///   - training: The training part.
  ///   - options: How to encode.
  ///
  /// - Throws: ``FeatureEncodingError``.
  public init(
    fitting training: RowSource, options: EncodingOptions = .standard
  ) throws(FeatureEncodingError) {
    encoder = try FeatureEncoder(fitting: training, options: options)
    standardizer = Standardizer(fitting: training, encoder: encoder)
    unchanged = nil
  }

  /// No preparation: a model gets features as they are, levels as their numbers and missing values
  /// as NaN.
  ///
  /// - Parameter columns: Name and kind of each feature.
  public init(unchanged columns: [FeatureColumn]) {
    encoder = FeatureEncoder(identityFor: columns.map { FeatureColumn($0.name) })
    standardizer = Standardizer(
      means: columns.map { _ in 0 }, deviations: columns.map { _ in 1 })
    unchanged = columns
  }

  /// Number of inputs of a model.
  public var inputCount: Int { encoder.inputs.count }

  /// Prepares rows.
  ///
  /// - Parameters:
  ///   - features: Row-major, `rows` × the features.
  ///   - rows: Number of rows.
  ///   - inputs: Row-major, `rows` × ``inputCount``, to be filled.
  func prepare(_ features: Span<Float>, rows: Int, into inputs: inout MutableSpan<Float>) {
    encoder.encode(features, rows: rows, into: &inputs)
    if unchanged == nil { standardizer.transform(&inputs) }
  }

  /// Prepares all rows of a data set.
  ///
  /// - Returns: The inputs, row-major.
  func inputs(of dataset: Dataset) -> [Float] {
    guard unchanged == nil else { return dataset.features }
    guard !encoder.isIdentity else { return standardizer.transform(dataset) }
    let count = dataset.rowCount * inputCount
    return unsafe [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe buffer.initialize(repeating: 0)
      var inputs = unsafe buffer.mutableSpan
      prepare(dataset.features.span, rows: dataset.rowCount, into: &inputs)
      initialized = count
    }
  }
}
