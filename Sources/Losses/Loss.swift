/// A loss to train with: a function of logits and labels, with its derivatives.
///
/// Most losses are one formula summed over rows and conform to ``PointwiseLoss``, which writes all
/// of this from the formula. A loss over the whole batch (a surrogate of the AUC, soft F1) conforms
/// to `Loss` itself. There is one dynamic call a batch and none a row.
///
/// Stored properties of type `Double`, `Double?` or `Int` are the settings; their initial values
/// are the defaults, and `Codable` is synthesised. A loss with other stored properties lists its
/// settings in `CodingKeys`.
///
/// A loss that remembers something from batch to batch keeps it in a `final class` made by
/// ``prepared(for:)``, outside `CodingKeys`; each training run then has a memory of its own.
///
/// Every conforming type passes the laws of `LossLawTests`: derivatives agree with differences,
/// `Float` with `Double`, each batch length with single rows; values are finite for `|z| <= 80`;
/// convexity, properness and the recovered posterior are as declared; settings survive a round
/// trip.
public protocol Loss: Codable, Sendable {
  /// The name in suite files and on the command line, in kebab-case: `weighted-cross-entropy`.
  static var name: String { get }
  /// The name inside a sentence: "weighted cross-entropy".
  static var title: String { get }
  /// The formula in plain text, with `z` the logit, `y` the label and `p = σ(z)`.
  static var formula: String { get }
  /// Who proposed it: author, title or venue, year.
  static var reference: String { get }
  /// What a user must know before choosing it.
  static var properties: LossProperties { get }
  /// The settings to try when tuning. The first are the defaults, spelled out.
  static var tuningGrid: [[String: Double]] { get }

  /// The loss with its default settings.
  init()

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError/invalidSetting(_:of:value:expected:)``.
  func validate() throws(LossError)

  /// The loss as one training run uses it: what follows from the training set is worked out once,
  /// and memory, if any, is empty. Preparing twice is the same as preparing once.
  func prepared(for context: LossContext) -> Self

  /// Fills in the first and second derivative by each logit and returns the loss, summed over rows.
  ///
  /// The curvature is the true second derivative (of a batch-wise loss the diagonal of the
  /// Hessian); it may be negative. A batch-wise loss returns its value times the number of rows,
  /// and derivatives of that.
  ///
  /// - Precondition: all spans have the same count; labels are 0 or 1.
  func derivatives(
    logits: Span<Float>, labels: Span<Float>, in context: LossContext,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double

  /// Fills in the first derivative by each logit and returns the loss, summed over rows.
  ///
  /// Gives the same numbers as ``derivatives(logits:labels:in:gradient:curvature:)`` at less cost.
  func gradient(
    logits: Span<Float>, labels: Span<Float>, in context: LossContext,
    gradient: inout MutableSpan<Float>
  ) -> Double

  /// The loss, summed over rows.
  func sum(logits: Span<Float>, labels: Span<Float>, in context: LossContext) -> Double

  /// The constant logit that minimises the mean loss at the training prevalence: where every model
  /// starts, or a benchmark measures initialisation.
  ///
  /// - Returns: nil when the minimum lies at infinity, or when the loss does not determine a level.
  func optimalConstant(in context: LossContext) -> Double?

  /// The posterior P(y=1|x) that makes `z` the loss's optimal logit.
  ///
  /// - Returns: nil when the optimal logit does not determine the posterior
  ///   (``LossProperties/recoversPosterior`` is false).
  func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double?
}

extension Loss {
  /// The default settings alone.
  public static var tuningGrid: [[String: Double]] { [Self().settings] }

  /// Accepts every setting.
  public func validate() throws(LossError) {}

  /// The loss itself: nothing to work out, no memory.
  public func prepared(for context: LossContext) -> Self { self }

  /// The gradient of ``derivatives(logits:labels:in:gradient:curvature:)``, the curvature
  /// discarded.
  public func gradient(
    logits: Span<Float>, labels: Span<Float>, in context: LossContext,
    gradient: inout MutableSpan<Float>
  ) -> Double {
    var discarded = [Float](repeating: 0, count: logits.count)
    var curvature = discarded.mutableSpan
    return derivatives(
      logits: logits, labels: labels, in: context, gradient: &gradient, curvature: &curvature)
  }

  /// The value of ``gradient(logits:labels:in:gradient:)``, the gradient discarded.
  public func sum(
    logits: Span<Float>, labels: Span<Float>, in context: LossContext
  ) -> Double {
    var discarded = [Float](repeating: 0, count: logits.count)
    var slopes = discarded.mutableSpan
    return gradient(logits: logits, labels: labels, in: context, gradient: &slopes)
  }

  /// Nil: a batch-wise loss need not determine a level.
  public func optimalConstant(in context: LossContext) -> Double? { nil }

  /// Nil: there is no way back to the posterior.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? { nil }

  /// The posterior of each logit, or nil when the loss has none to give.
  public func recoverPosteriors(
    fromLogits logits: Span<Float>, in context: LossContext
  ) -> [Double]? {
    guard Self.properties.recoversPosterior else { return nil }
    let loss = prepared(for: context)
    var posteriors: [Double] = []
    posteriors.reserveCapacity(logits.count)
    for index in logits.indices {
      guard let posterior = loss.recoverPosterior(fromLogit: Double(logits[index]), in: context)
      else { return nil }
      posteriors.append(posterior)
    }
    return posteriors
  }
}
