internal import CProcessor
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
  /// What is written of it.
  public let record: PreparationRecord
  private let scale: StandardScale

  /// Fits both to the training part.
  ///
  /// - Parameters:
  ///   - training: The training part.
  ///   - options: How to encode.
  ///   - jobs: Number of threads that read or draw rows; what is fitted is the same for any.
  ///
  /// - Throws: ``FeatureEncodingError``.
  public init(
    fitting training: RowSource, options: EncodingOptions = .standard, jobs: Int = 1
  ) throws(FeatureEncodingError) {
    try options.validate(for: training.columns)
    let survey = training.survey(logFeatures: Set(options.logFeatures), jobs: jobs)
    encoder = FeatureEncoder(survey, options: options)
    standardizer = Standardizer(survey, encoder: encoder)
    scale = StandardScale(standardizer)
    unchanged = nil
    record = PreparationRecord(survey, options: options, standardizer: standardizer)
  }

  /// No preparation: a model gets features as they are, levels as their numbers and missing values
  /// as NaN.
  ///
  /// - Parameter columns: Name and kind of each feature.
  public init(unchanged columns: [FeatureColumn]) {
    encoder = FeatureEncoder(identityFor: columns.map { FeatureColumn($0.name) })
    standardizer = Standardizer(
      means: columns.map { _ in 0 }, deviations: columns.map { _ in 1 })
    scale = StandardScale(standardizer)
    unchanged = columns
    record = PreparationRecord(unchanged: columns)
  }

  /// The preparation that was written down.
  ///
  /// - Throws: ``PreparationError``, where the record contradicts itself.
  public init(_ record: PreparationRecord) throws(PreparationError) {
    guard !record.isUnchanged else {
      self = Self(unchanged: record.columns)
      return
    }
    let encoder = FeatureEncoder(try record.survey, options: record.encoding)
    let (means, deviations) = (record.means, record.deviations)
    guard means.count == encoder.inputs.count, deviations.count == means.count,
      means.allSatisfy(\.isFinite), deviations.allSatisfy({ $0 > 0 && $0.isFinite })
    else { throw PreparationError.inconsistent }
    self = Self(
      encoder: encoder, standardizer: Standardizer(means: means, deviations: deviations),
      record: record)
  }

  private init(encoder: FeatureEncoder, standardizer: Standardizer, record: PreparationRecord) {
    self.encoder = encoder
    self.standardizer = standardizer
    self.record = record
    scale = StandardScale(standardizer)
    unchanged = nil
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
    guard unchanged == nil else {
      for place in features.indices { inputs[place] = features[place] }
      return
    }
    guard !encoder.isIdentity else { return scale.apply(features, into: &inputs) }
    encoder.encode(features, rows: rows, into: &inputs)
    scale.apply(to: &inputs)
  }

  /// Whether rows can be prepared where they are.
  var isInPlace: Bool { unchanged == nil && encoder.isIdentity }

  /// Prepares rows where they are.
  ///
  /// - Precondition: ``isInPlace``.
  ///
  /// - Parameter features: Row-major; not copied where nobody else holds them.
  func prepare(inPlace features: inout [Float]) {
    precondition(isInPlace, "as many inputs as features")
    var values = features.mutableSpan
    scale.apply(to: &values)
  }

  private static let rowsAtOnce = 512

  /// Prepares all rows of a data set.
  ///
  /// - Returns: The inputs, row-major.
  func inputs(of dataset: Dataset) -> [Float] {
    guard unchanged == nil else { return dataset.features }
    let count = dataset.rowCount * inputCount
    return unsafe [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe lopsided_prefer_huge_pages(buffer.baseAddress, count * MemoryLayout<Float>.stride)
      // Some rows at a time, which stay in the cache meanwhile.
      for first in stride(from: 0, to: dataset.rowCount, by: Self.rowsAtOnce) {
        let rows = first..<min(first + Self.rowsAtOnce, dataset.rowCount)
        let width = dataset.featureCount
        let part = unsafe UnsafeMutableBufferPointer(
          rebasing: buffer[rows.lowerBound * inputCount..<rows.upperBound * inputCount])
        unsafe part.initialize(repeating: 0)
        var inputs = unsafe part.mutableSpan
        prepare(
          dataset.features.span.extracting(rows.lowerBound * width..<rows.upperBound * width),
          rows: rows.count, into: &inputs)
      }
      initialized = count
    }
  }
}
