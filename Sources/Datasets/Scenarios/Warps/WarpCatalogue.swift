internal import Spelling

/// The warps there are.
public enum WarpCatalogue {
  /// Every warp, in the order of listings.
  public static let warps: [any Warp.Type] = [
    Rotation.self, HeavyTails.self, RotationHeavyTails.self,
  ]

  /// The warp of a name, for the rows of a scenario.
  ///
  /// - Throws: ``DatasetError/unknownWarp(_:valid:nearest:)``, or
  ///   ``DatasetError/notWarpable(scenario:warp:)`` for a scenario with categorical features.
  public static func warp(
    named name: String, for scenario: any Scenario
  ) throws(DatasetError) -> any Warp {
    guard let type = warps.first(where: { $0.name == name }) else {
      let valid = warps.map { $0.name }
      throw .unknownWarp(name, valid: valid, nearest: Spelling.nearest(to: name, among: valid))
    }
    guard scenario.columns.allSatisfy({ $0.kind == .numeric }) else {
      throw .notWarpable(scenario: Swift.type(of: scenario).name, warp: name)
    }
    return type.init(columnCount: scenario.featureCount)
  }
}
