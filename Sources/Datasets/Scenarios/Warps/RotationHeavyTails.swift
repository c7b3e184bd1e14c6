/// A rotation and then heavy tails: neither trees nor linear models like it.
public struct RotationHeavyTails: Warp {
  /// The name in suite files, manifests and on the command line.
  public static let name = "rotation-heavy-tails"
  /// What it does, in one sentence.
  public static let summary = "Turns rows, then bends each component: hard for every simple model."

  private let rotation: Rotation
  private let heavyTails: HeavyTails

  /// Both warps of rows with so many features.
  public init(columnCount: Int) {
    rotation = Rotation(columnCount: columnCount)
    heavyTails = HeavyTails(columnCount: columnCount)
  }

  /// `C1` … `Cn`, as after the rotation.
  public func columns(_ columns: [FeatureColumn]) -> [FeatureColumn] { rotation.columns(columns) }

  /// Turns rows, then bends them.
  public func apply(to features: inout MutableSpan<Float>, width: Int) {
    rotation.apply(to: &features, width: width)
    heavyTails.apply(to: &features, width: width)
  }

  /// Bends rows back, then turns them back.
  public func invert(_ features: inout MutableSpan<Float>, width: Int) {
    heavyTails.invert(&features, width: width)
    rotation.invert(&features, width: width)
  }
}
