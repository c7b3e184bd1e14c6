internal import DualNumbers
public import Losses

/// A loss at its settings, with the training set that it is checked with.
public struct LawSubject: Sendable {
  /// Where the loss comes from.
  public let entry: LossCatalogue.Entry
  /// The loss, not prepared.
  public let loss: any Loss
  /// The training set.
  public let context: LossContext
  /// Whether the settings are the defaults.
  public let isDefault: Bool

  /// The state at the start: made once, since a plug-in may search for its constant to make it.
  private let initialState: LossState

  /// The loss of an entry.
  ///
  /// - Parameters:
  ///   - entry: Where the loss comes from.
  ///   - settings: Values in place of the defaults.
  ///   - context: The training set.
  ///
  /// - Throws: A ``LossError`` when the settings are refused.
  public init(
    _ entry: LossCatalogue.Entry, settings: [String: Double] = [:],
    in context: LossContext = LossLaws.context
  ) throws(LossError) {
    self.entry = entry
    self.context = context
    loss = try entry.make(settings: settings)
    isDefault = try loss.settings == entry.make().settings
    initialState = loss.initialState(in: context)
  }

  /// What the loss promises.
  var properties: LossProperties { entry.profile.properties }

  /// Values and derivatives of a batch in `Double`.
  struct Exact {
    var value: Double
    var gradient: [Double]
    var curvature: [Double]
  }

  /// What the batch loops give, in `Float`.
  struct Single {
    var sum: Double
    var gradient: [Float]
    var curvature: [Float]
  }

  /// A batch with these labels, and with amounts if the loss needs them.
  func batch(_ labels: [Float]) -> LossBatch {
    LossBatch(
      labels: labels,
      amounts: properties.needsAmounts ? labels.indices.map(Self.amount) : [])
  }

  /// An amount between 20 and 320 for a row of an example.
  static func amount(ofRow row: Int) -> Float { Float(20 + 300 * spread(row)) }

  /// The `index`th of a sequence that fills 0...1 evenly and never repeats.
  static func spread(_ index: Int) -> Double {
    let turn = (Double(index) + 0.5) * 0.618_033_988_749_894_9
    return turn - turn.rounded(.down)
  }

  /// A fresh state.
  func state(in context: LossContext? = nil) -> LossState {
    context.map { loss.initialState(in: $0) } ?? initialState
  }

  /// Value and derivatives in `Double`.
  func exact(
    _ logits: [Double], of batch: LossBatch, state: inout LossState,
    in context: LossContext? = nil
  ) -> Exact {
    var evaluation = BatchEvaluation(logits: logits, wantsCurvature: true)
    let value = loss.exactDerivatives(
      of: batch, in: context ?? self.context, state: &state, evaluation: &evaluation)
    return Exact(
      value: value, gradient: evaluation.gradient, curvature: evaluation.curvature)
  }

  /// Value and derivatives in `Double`, from a fresh state.
  func exact(_ logits: [Double], of batch: LossBatch) -> Exact {
    var state = state()
    return exact(logits, of: batch, state: &state)
  }

  /// Value and derivatives of a single row in `Double`.
  func row(_ z: Double, _ label: Double, amount: Double = 100) -> Jet<Double> {
    let batch = LossBatch(
      labels: [Float(label)], amounts: properties.needsAmounts ? [Float(amount)] : [])
    let exact = exact([z], of: batch)
    return Jet(exact.value, exact.gradient[0], exact.curvature[0])
  }

  /// Value and derivatives by the batch loop.
  func single(_ logits: [Float], of batch: LossBatch, state: inout LossState) -> Single {
    var gradient = [Float](repeating: .nan, count: logits.count)
    var curvature = gradient
    var first = gradient.mutableSpan
    var second = curvature.mutableSpan
    let sum = loss.derivatives(
      at: logits.span, of: batch, in: context, state: &state, gradient: &first,
      curvature: &second)
    return Single(sum: sum, gradient: gradient, curvature: curvature)
  }

  /// Value and derivatives by the batch loop, from a fresh state.
  func single(_ logits: [Float], of batch: LossBatch) -> Single {
    var state = state()
    return single(logits, of: batch, state: &state)
  }

  /// Value and gradient by the loop that computes no curvature, from a fresh state.
  func gradientOnly(_ logits: [Float], of batch: LossBatch) -> (sum: Double, gradient: [Float]) {
    var state = state()
    var gradient = [Float](repeating: .nan, count: logits.count)
    var first = gradient.mutableSpan
    let sum = loss.gradient(
      at: logits.span, of: batch, in: context, state: &state, gradient: &first)
    return (sum, gradient)
  }

  /// The value by the loop that computes no derivative, from a fresh state.
  func sum(_ logits: [Float], of batch: LossBatch) -> Double {
    var state = state()
    return loss.sum(at: logits.span, of: batch, in: context, state: &state)
  }
}
