internal import DualNumbers
internal import Losses

/// A loss of a shared library, with its settings.
///
/// What it is called and how it is described is known only when the library is loaded: ``profile``
/// tells, and the type's own name and properties are placeholders.
struct PluginLoss: ExactLoss {
  static let name = "plug-in"
  static let title = "loss of a plug-in"
  static let formula = "known when the plug-in is loaded"
  static let reference = "known when the plug-in is loaded"
  static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false)

  /// What is told of a loss whose library is not loaded.
  private static let unloaded = LossProfile(
    name: name, title: title, formula: formula, reference: reference, properties: properties,
    tuningGrid: [[:]], settingNames: [], revision: "none")

  let profile: LossProfile
  /// The values of the settings, in the order of the library.
  let values: [Double]
  /// Nil in a loss that was decoded: functions cannot be.
  let functions: PluginFunctions?

  init(_ description: PluginDescription, values: [Double]) {
    profile = description.profile
    functions = description.functions
    self.values = values
  }

  /// A loss without a library; it can be evaluated no more than a decoded one.
  init() {
    profile = Self.unloaded
    functions = nil
    values = []
  }

  var settings: [String: Double] {
    Dictionary(uniqueKeysWithValues: zip(profile.settingNames, values))
  }

  // MARK: - Coding

  private enum CodingKeys: CodingKey { case name, settings }

  /// Reads name and settings; the library is not part of it.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let settings = try container.decode([String: Double].self, forKey: .settings)
    var profile = Self.unloaded
    profile.name = try container.decode(String.self, forKey: .name)
    profile.settingNames = settings.keys.sorted()
    self.profile = profile
    values = profile.settingNames.compactMap { settings[$0] }
    functions = nil
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(profile.name, forKey: .name)
    try container.encode(settings, forKey: .settings)
  }

  // MARK: - The level and the way back

  /// No memory; but a loss that cannot even be started with says so here.
  func initialState(in context: LossContext) -> LossState {
    var state = LossState()
    state.fault = start(in: context).fault
    return state
  }

  func optimalConstant(in context: LossContext) -> Double? { start(in: context).logit }

  /// The optimal constant, from the library or by search, and what went wrong.
  private func start(in context: LossContext) -> (logit: Double?, fault: String?) {
    if let functions, functions.hasOptimalConstant {
      let logit = functions.optimalConstant(values, in: context)
      guard !logit.isInfinite else {
        return (nil, "The optimal constant of the plug-in loss '\(profile.name)' is \(logit).")
      }
      return (logit.isNaN ? nil : logit, nil)
    }
    guard profile.properties.isPointwise else { return (nil, nil) }
    var state = LossState()
    let logit = minimizingLogit { z in
      let positive = slope(at: z, label: 1, amount: context.positiveAmount, context, &state)
      let negative = slope(at: z, label: 0, amount: context.negativeAmount, context, &state)
      return positive.scaled(by: context.prevalence)
        + negative.scaled(by: 1 - context.prevalence)
    }
    return state.fault == nil ? (logit, nil) : (nil, state.fault)
  }

  func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    let posterior = posteriors(of: [z], amounts: [], in: context)?[0]
    return posterior?.isNaN == true ? nil : posterior
  }

  /// A posterior that is none, such as NaN, is handed on as it is: whoever uses it must see it.
  func recoverPosteriors(
    fromLogits logits: Span<Float>, amounts: Span<Float>, in context: LossContext
  ) -> [Double]? {
    posteriors(
      of: logits.indices.map { Double(logits[$0]) }, amounts: amounts.indices.map { amounts[$0] },
      in: context)
  }

  private func posteriors(
    of logits: [Double], amounts: [Float], in context: LossContext
  ) -> [Double]? {
    guard profile.properties.recoversPosterior, let functions else { return nil }
    if functions.canRecover {
      return logits.map { functions.posterior(values, logit: $0, in: context) }
    }
    guard !profile.properties.needsAmounts || amounts.count == logits.count else { return nil }
    var state = LossState()
    func gradient(label: Float) -> [Double] {
      let batch = LossBatch(
        labels: [Float](repeating: label, count: logits.count), amounts: amounts)
      var evaluation = BatchEvaluation(logits: logits, wantsCurvature: false)
      _ = exactDerivatives(of: batch, in: context, state: &state, evaluation: &evaluation)
      return evaluation.gradient
    }
    let positive = gradient(label: 1)
    let negative = gradient(label: 0)
    guard state.fault == nil else { return logits.map { _ in .nan } }
    return logits.indices.map { row in
      // Where η L'(z, 1) + (1 - η) L'(z, 0) vanishes; where both slopes do, at its limit.
      let posterior = negative[row] / (negative[row] - positive[row])
      guard posterior.isFinite else { return logits[row] < 0 ? 0 : 1 }
      // Beyond the best logits of all posteriors the slopes do not cross.
      return min(max(posterior, 0), 1)
    }
  }
}
