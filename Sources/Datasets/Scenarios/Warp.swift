/// An invertible change of the features, which leaves every posterior as it is.
///
/// The posterior of a row is known before its features are changed, so any change that can be undone
/// keeps it exact, up to the rounding of features to `Float`. Only scenarios whose features are all
/// numeric can be warped.
public protocol Warp: Sendable {
  /// The name in suite files, manifests and on the command line.
  static var name: String { get }
  /// What it does, in one sentence.
  static var summary: String { get }

  /// The warp of rows with so many features.
  init(columnCount: Int)

  /// Changes rows in place.
  ///
  /// - Parameters:
  ///   - features: Row-major.
  ///   - width: Number of features.
  func apply(to features: inout MutableSpan<Float>, width: Int)

  /// Changes rows back, up to rounding.
  ///
  /// - Parameters:
  ///   - features: Row-major, as ``apply(to:width:)`` leaves them.
  ///   - width: Number of features.
  func invert(_ features: inout MutableSpan<Float>, width: Int)

  /// Name and kind of each feature, from those before.
  func columns(_ columns: [FeatureColumn]) -> [FeatureColumn]
}

extension Warp {
  /// Features keep their names.
  public func columns(_ columns: [FeatureColumn]) -> [FeatureColumn] { columns }
}
