/// An invertible change of the features, which leaves every posterior as it is.
///
/// Only scenarios whose features are all numeric can be warped.
public protocol Warp: Sendable {
  /// The name in suite files, manifests and on the command line.
  static var name: String { get }

  /// Changes rows in place.
  ///
  /// - Parameters:
  ///   - features: Row-major.
  ///   - width: Number of features.
  func apply(to features: inout MutableSpan<Float>, width: Int)
}
