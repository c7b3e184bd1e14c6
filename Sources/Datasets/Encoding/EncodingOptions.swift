internal import Spelling

/// How features become the numbers that a model takes.
public struct EncodingOptions: Codable, Equatable, Sendable {
  /// A categorical feature with at most so many levels gets an input for each of them.
  public var oneHotLimit: Int
  /// A categorical feature with more levels is hashed into so many inputs, a power of two.
  public var hashedColumns: Int
  /// Numeric features that are taken as `sign(x) · log(1 + |x|)`, which is `log1p` for those that
  /// are never negative.
  public var logFeatures: [String]

  /// The values that ``oneHotLimit`` may have.
  public static let oneHotLimits = 0...65_536
  /// The values that ``hashedColumns`` may have, powers of two alone.
  public static let hashedColumnCounts = 2...65_536

  /// One-hot up to 64 levels, 64 hashed inputs above, no logarithms.
  public static let standard = EncodingOptions()

  /// Options; the standard ones unless stated otherwise.
  public init(oneHotLimit: Int = 64, hashedColumns: Int = 64, logFeatures: [String] = []) {
    self.oneHotLimit = oneHotLimit
    self.hashedColumns = hashedColumns
    self.logFeatures = logFeatures
  }

  /// Checks that the options go with some features.
  ///
  /// - Parameter columns: Name and kind of each feature.
  ///
  /// - Throws: ``FeatureEncodingError``.
  public func validate(for columns: [FeatureColumn]) throws(FeatureEncodingError) {
    guard Self.oneHotLimits.contains(oneHotLimit) else { throw .invalidOneHotLimit(oneHotLimit) }
    guard Self.hashedColumnCounts.contains(hashedColumns),
      hashedColumns & (hashedColumns - 1) == 0
    else { throw .invalidHashedColumns(hashedColumns) }
    for name in logFeatures {
      guard let column = columns.first(where: { $0.name == name }) else {
        throw .unknownFeature(name, valid: columns.map(\.name))
      }
      guard column.kind == .numeric else { throw .notNumeric(name) }
    }
  }

  /// The number of inputs that features become, without indicators of missing values.
  ///
  /// - Parameter columns: Name and kind of each feature.
  ///
  /// - Returns: The number of inputs.
  public func inputCount(of columns: [FeatureColumn]) -> Int {
    columns.reduce(0) { $0 + inputCount(of: $1) }
  }

  /// The inputs that a feature becomes, without the indicator of missing values.
  func inputCount(of column: FeatureColumn) -> Int {
    guard let levels = column.levels else { return 1 }
    return levels.count <= oneHotLimit ? levels.count : hashedColumns
  }
}

/// Why features cannot be encoded as asked for.
public enum FeatureEncodingError: Error, Equatable, Sendable {
  /// A limit outside of ``EncodingOptions/oneHotLimits``.
  case invalidOneHotLimit(Int)
  /// A number of hashed inputs that is no power of two or outside of its range.
  case invalidHashedColumns(Int)
  /// No feature has the name.
  case unknownFeature(String, valid: [String])
  /// A categorical feature has no logarithm.
  case notNumeric(String)
}

extension FeatureEncodingError: CustomStringConvertible {
  /// A sentence that names the offending value and what would be valid.
  public var description: String {
    switch self {
    case .invalidOneHotLimit(let limit):
      return "\(limit) levels cannot be the limit of one-hot encoding; it must be a whole number "
        + "from \(EncodingOptions.oneHotLimits.lowerBound) to "
        + "\(EncodingOptions.oneHotLimits.upperBound)."
    case .invalidHashedColumns(let count):
      return "Levels cannot be hashed into \(count) inputs; it must be a power of two from "
        + "\(EncodingOptions.hashedColumnCounts.lowerBound) to "
        + "\(EncodingOptions.hashedColumnCounts.upperBound)."
    case .unknownFeature(let name, let valid):
      let hint = Spelling.nearest(to: name, among: valid).map { " Did you mean '\($0)'?" } ?? ""
      return "No feature is named '\(name)', so there is no logarithm to take of it.\(hint) The "
        + "features are: \(valid.prefix(20).joined(separator: ", "))"
        + (valid.count > 20 ? " and \(valid.count - 20) more." : ".")
    case .notNumeric(let name):
      return "The feature '\(name)' is categorical, so it has no logarithm; only numeric features "
        + "have one."
    }
  }
}
