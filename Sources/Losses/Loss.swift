/// A loss to train with: a function of logits and labels, with its derivatives.
///
/// There are three ways to write one, each a formula or little more, and everything else follows:
///
/// - ``PointwiseLoss``: a formula of the logit and the label, summed over rows. ``AmountLoss`` is
///   the same for a formula that also knows what the row is worth.
/// - ``SoftCountLoss``: a formula of the confusion matrix with probabilities for counts: Dice, F₁.
/// - ``BatchLoss``: value and gradient of a batch as a whole: surrogates of AUC or precision.
///
/// There is one dynamic call a batch and none a row.
///
/// Stored properties of type `Double`, `Double?` or `Int` are the settings; their initial values
/// are the defaults, and `Codable` is synthesised. What a loss remembers from batch to batch it
/// keeps in a ``LossState``, which the trainer makes, carries and resets.
///
/// Every loss is held to the laws of `LossLaws`, by the tests and by `lopsided loss check`.
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
  /// Raised when a change of the loss changes results in a way that its ``fingerprint`` does not
  /// show: stored results of another revision are not taken for its own.
  static var revision: Int { get }

  /// The loss with its default settings.
  init()

  /// All that lists, reports and suites tell of the loss. Made from the type unless it is
  /// implemented.
  var profile: LossProfile { get }

  /// The settings by name, as they stand. One that is left to the training set is absent. Read off
  /// the stored properties unless it is implemented.
  var settings: [String: Double] { get }

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError/invalidSetting(_:of:value:expected:)``.
  func validate() throws(LossError)

  /// The loss with what follows from the training set, and from how far training is, worked out.
  ///
  /// Preparing twice is the same as preparing once.
  func prepared(for context: LossContext) -> Self

  /// What the loss remembers at the start of a training run.
  func initialState(in context: LossContext) -> LossState

  /// Fills in the first and second derivative by each logit and returns the loss, summed over rows.
  ///
  /// The curvature is the true second derivative (of a batch-wise loss the diagonal of the
  /// Hessian); it may be negative. A batch-wise loss returns its value times the number of rows,
  /// and derivatives of that.
  ///
  /// - Parameters:
  ///   - logits: One a row of the batch.
  ///   - batch: The rows' labels, and amounts if they are known.
  ///   - context: The training set.
  ///   - state: What the loss remembers; updated unless it is frozen.
  ///   - gradient: To be filled, one element a row.
  ///   - curvature: To be filled, one element a row.
  ///
  /// - Precondition: all spans have one element a row.
  ///
  /// - Returns: The sum of the loss over the rows.
  func derivatives(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double

  /// Fills in the first derivative by each logit and returns the loss, summed over rows.
  ///
  /// Gives the same numbers as ``derivatives(at:of:in:state:gradient:curvature:)`` at less cost.
  func gradient(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>
  ) -> Double

  /// The loss, summed over rows.
  func sum(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState
  ) -> Double

  /// The same as ``derivatives(at:of:in:state:gradient:curvature:)`` in `Double`, for laws and for
  /// comparison with other programs.
  ///
  /// - Precondition: `evaluation` has one logit a row.
  func exactDerivatives(
    of batch: LossBatch, in context: LossContext, state: inout LossState,
    evaluation: inout BatchEvaluation
  ) -> Double

  /// The constant logit that minimises the mean loss at the training prevalence: where every model
  /// starts, or a benchmark measures initialisation.
  ///
  /// - Returns: nil when the minimum lies at infinity, or when the loss does not determine a level;
  ///   a model then starts at the prevalence, ``LossContext/priorLogit``.
  func optimalConstant(in context: LossContext) -> Double?

  /// The posterior P(y=1|x) that makes `z` the loss's optimal logit.
  ///
  /// - Returns: nil when the optimal logit does not determine the posterior
  ///   (``LossProperties/recoversPosterior`` is false), or not without the row's amount.
  func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double?

  /// The posterior of each logit, or nil when the loss has none to give.
  ///
  /// - Parameters:
  ///   - logits: One a row.
  ///   - amounts: One a row, or none where they are unknown.
  ///   - context: The training set, at the progress at which the model was trained.
  ///
  /// - Returns: P(y=1|x) of each row.
  func recoverPosteriors(
    fromLogits logits: Span<Float>, amounts: Span<Float>, in context: LossContext
  ) -> [Double]?
}
