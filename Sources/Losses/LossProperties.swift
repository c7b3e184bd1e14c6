/// What a user must know of a loss before choosing it, at its default settings.
public struct LossProperties: Hashable, Sendable {
  /// Whether the best output is the posterior itself: `σ(z*) = P(y=1|x)`, uniquely.
  public var isStrictlyProper: Bool
  /// Whether the loss is convex in the logit, so that a linear model has a single minimum.
  public var isConvex: Bool
  /// Whether the loss is a sum over rows.
  public var isPointwise: Bool
  /// Whether the loss remembers something from batch to batch.
  public var isStateful: Bool
  /// Whether the posterior can be computed from the best output.
  public var recoversPosterior: Bool

  /// Declares the properties of a loss.
  public init(
    isStrictlyProper: Bool, isConvex: Bool, recoversPosterior: Bool, isPointwise: Bool = true,
    isStateful: Bool = false
  ) {
    self.isStrictlyProper = isStrictlyProper
    self.isConvex = isConvex
    self.recoversPosterior = recoversPosterior
    self.isPointwise = isPointwise
    self.isStateful = isStateful
  }
}
