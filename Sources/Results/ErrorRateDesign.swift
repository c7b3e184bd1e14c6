/// How the results of one loss under several names are cut into comparisons whose outcome is known.
///
/// Losses that stand next to one another form families, and replicates that do form blocks. Every
/// family in every block is a study of its own in which nothing differs.
public struct ErrorRateDesign: Codable, Equatable, Sendable {
  /// Replicates of one comparison.
  public var replicates: Int
  /// Losses of a family, the reference among them.
  public var family: Int
  /// Replicates after which a run that is looked at after each of them stops.
  public var cap: Int

  /// A usual study: ten replicates, a reference and four losses.
  public static let standard = ErrorRateDesign(replicates: 10, family: 5, cap: 20)

  /// A design.
  ///
  /// - Parameters:
  ///   - replicates: replicates of one comparison.
  ///   - family: losses of a family, the reference among them.
  ///   - cap: replicates after which a run that is looked at stops.
  public init(replicates: Int, family: Int, cap: Int) {
    self.replicates = replicates
    self.family = family
    self.cap = cap
  }
}
