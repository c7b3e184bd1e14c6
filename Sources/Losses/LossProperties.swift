/// What a user must know of a loss before choosing it, at its default settings.
public struct LossProperties: Hashable, Sendable {
  /// Whether the best output is the posterior itself: `σ(z*) = P(y=1|x)`, uniquely.
  public var isStrictlyProper: Bool
  /// Whether the loss is convex in the logit, so that a linear model has a single minimum. Of a
  /// batch-wise loss: whether no curvature is negative.
  public var isConvex: Bool
  /// Whether the loss is a sum over rows.
  public var isPointwise: Bool
  /// Whether the loss remembers something from batch to batch.
  public var isStateful: Bool
  /// Whether the posterior can be computed from the best output.
  public var recoversPosterior: Bool
  /// Whether the loss needs to know what each row is worth.
  public var needsAmounts: Bool
  /// What the loss needs of its batches.
  public var batches: BatchPolicy
  /// The second-order term that boosted trees use.
  public var boostingCurvature: BoostingCurvature

  /// Declares the properties of a loss.
  ///
  /// Unless it is given, the boosting curvature is exact for a convex loss and Gauss–Newton for
  /// another, and a batch-wise loss passes over batches that lack a class.
  public init(
    isStrictlyProper: Bool, isConvex: Bool, recoversPosterior: Bool, isPointwise: Bool = true,
    isStateful: Bool = false, needsAmounts: Bool = false, batches: BatchPolicy? = nil,
    boostingCurvature: BoostingCurvature? = nil
  ) {
    self.isStrictlyProper = isStrictlyProper
    self.isConvex = isConvex
    self.recoversPosterior = recoversPosterior
    self.isPointwise = isPointwise
    self.isStateful = isStateful
    self.needsAmounts = needsAmounts
    self.batches = batches ?? (isPointwise ? .any : .skip)
    self.boostingCurvature = boostingCurvature ?? (isConvex ? .exact : .gaussNewton)
  }
}
