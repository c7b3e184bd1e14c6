/// A feature's name and what its values mean.
public struct FeatureColumn: Equatable, Sendable {
  /// What the values of a feature mean.
  public enum Kind: Equatable, Sendable {
    /// A quantity. NaN says that it is missing.
    case numeric
    /// One of several levels: a value is the level's index in `levels`. NaN says that it is
    /// missing.
    case categorical(levels: [String])
  }

  /// The name, unique among the features of a data set.
  public let name: String
  /// What the values mean.
  public let kind: Kind

  /// A feature; numeric unless stated otherwise.
  public init(_ name: String, _ kind: Kind = .numeric) {
    self.name = name
    self.kind = kind
  }

  /// The levels of a categorical feature; `nil` for a numeric one.
  public var levels: [String]? {
    switch kind {
    case .numeric: nil
    case .categorical(let levels): levels
    }
  }
}
