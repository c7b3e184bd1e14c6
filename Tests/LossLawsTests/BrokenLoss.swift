import DualNumbers
import Losses
import Synchronization

/// Cross-entropy with one thing wrong.
enum Flaw: String, CaseIterable, Sendable {
  case gradient
  case curvature
  case float
  case shortLoop
  case finite
  case notANumber
  case lengths
  case claimsConvex
  case deniesConvex
  case claimsProper
  case deniesProper
  case recovery
  case recoversUndeclared
  case start
  case noStart
  case grid
  case settings
  case preparation
  case hiddenState
  case undeclaredState
  case deniedState
  case frozenState
  case boosting
  case oneClass
  case direction
  case negative

  /// The law that must see it.
  var law: String {
    switch self {
    case .gradient: "gradient"
    case .curvature: "curvature"
    case .float, .shortLoop: "float"
    case .finite: "finite"
    case .notANumber: "nan"
    case .lengths: "lengths"
    case .claimsConvex, .deniesConvex: "convexity"
    case .claimsProper, .deniesProper: "proper"
    case .recovery, .recoversUndeclared: "recovery"
    case .start, .noStart: "start"
    case .grid, .settings: "settings"
    case .preparation: "preparation"
    case .hiddenState, .undeclaredState, .deniedState, .frozenState: "state"
    case .boosting: "boosting"
    case .oneClass: "one-class"
    case .direction, .negative: "direction"
    }
  }

  /// What it declares; the truth but for the flaw.
  var properties: LossProperties {
    LossProperties(
      isStrictlyProper: self != .deniesProper,
      isConvex: self != .deniesConvex, recoversPosterior: self != .recoversUndeclared,
      isStateful: self == .deniedState || self == .frozenState,
      boostingCurvature: self == .boosting ? .gaussNewton : nil)
  }
}

/// A loss that a test makes wrong on purpose: all in closures of a flaw.
struct BrokenLoss: Loss {
  static let name = "broken"
  static let title = "broken loss"
  static let formula = "cross-entropy with a flaw"
  static let reference = "none, 2020"
  static let properties = LossProperties(
    isStrictlyProper: true, isConvex: true, recoversPosterior: true)

  var flaw = Flaw.gradient
  var preparations = 0

  init() {}
  init(_ flaw: Flaw) { self.flaw = flaw }

  private enum CodingKeys: CodingKey {}

  static let calls = Mutex(0)

  var profile: LossProfile {
    var profile = Self.profile
    profile.properties = flaw.properties
    profile.settingNames = ["scale"]
    profile.tuningGrid = flaw == .grid ? [["scale": 1], ["scale": 1]] : [["scale": 1]]
    return profile
  }

  var settings: [String: Double] { ["scale": flaw == .settings ? .random(in: 1...2) : 1] }

  static func entry(_ flaw: Flaw) -> LossCatalogue.Entry {
    LossCatalogue.Entry(profile: BrokenLoss(flaw).profile) { _ in BrokenLoss(flaw) }
  }

  func prepared(for context: LossContext) -> Self {
    var loss = self
    loss.preparations += 1
    return loss
  }

  func row(_ z: Double, isPositive: Bool, count: Int, hasPositives: Bool) -> Jet<Double> {
    let margin = isPositive ? z : -z
    let side = isPositive ? 1.0 : -1
    let l = Double.logistic(margin)
    var jet = Jet(l.negativeLogSigmoid, -side * l.complement, l.sigmoid * l.complement)
    switch flaw {
    case .gradient: jet.first *= 1 + 1e-6
    case .curvature: jet.second *= 1 + 1e-6
    case .finite where z > 78: jet = Jet(jet.value, jet.first, .nan)
    case .notANumber where z.isNaN: jet = Jet(0, 0, 0)
    case .claimsConvex:
      // Squared error, which is not convex.
      let q = l.complement
      let first = -2 * side * q * q * l.sigmoid
      jet = Jet(q * q, first, 2 * q * q * l.sigmoid * (2 * l.sigmoid - q))
    case .claimsProper where isPositive: jet = Jet(2 * jet.value, 2 * jet.first, 2 * jet.second)
    case .oneClass where !hasPositives && count > 1: jet.value = .infinity
    case .direction: jet = Jet(jet.value + 4 * margin, jet.first + 4 * side, jet.second)
    case .negative: jet.value -= 1
    case .preparation where preparations > 1: jet.value += 1e-6
    default: break
    }
    return jet
  }

  func initialState(in context: LossContext) -> LossState { LossState(numbers: [0]) }

  private func remember(_ state: inout LossState) -> Double {
    switch flaw {
    case .hiddenState:
      return Self.calls.withLock {
        $0 += 1
        return Double($0) * 1e-9
      }
    case .undeclaredState where !state.isFrozen: state.numbers[0] += 1
    case .frozenState: state.numbers[0] += 1
    default: break
    }
    return 0
  }

  func exactDerivatives(
    of batch: LossBatch, in context: LossContext, state: inout LossState,
    evaluation: inout BatchEvaluation
  ) -> Double {
    var sum = remember(&state)
    for row in 0..<batch.count {
      let jet = self.row(
        evaluation.logits[row], isPositive: batch.labels[row] > 0.5, count: batch.count,
        hasPositives: !batch.positives.isEmpty)
      sum += jet.value
      evaluation.gradient[row] = jet.first
      if evaluation.wantsCurvature { evaluation.curvature[row] = jet.second }
    }
    return sum
  }

  func derivatives(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double {
    var sum = remember(&state)
    for row in 0..<batch.count {
      let jet = self.row(
        Double(logits[row]), isPositive: batch.labels[row] > 0.5, count: batch.count,
        hasPositives: !batch.positives.isEmpty)
      sum += jet.value
      gradient[row] = Float(jet.first) * (flaw == .float ? 1.0001 : 1)
      curvature[row] = Float(jet.second)
      if flaw == .lengths, row == 16 { curvature[row] = 0 }
      if flaw == .boosting { curvature[row] = .infinity }
    }
    return sum
  }

  func sum(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState
  ) -> Double {
    var gradient = [Float](repeating: 0, count: logits.count)
    var slopes = gradient.mutableSpan
    let sum = self.gradient(
      at: logits, of: batch, in: context, state: &state, gradient: &slopes)
    return flaw == .shortLoop ? sum + 1e-6 : sum
  }

  func optimalConstant(in context: LossContext) -> Double? {
    let shift =
      switch flaw {
      case .start: 0.01
      case .claimsProper: Double.log(2)
      default: 0.0
      }
    return flaw == .noStart ? nil : context.priorLogit + shift
  }

  func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    .sigmoid(flaw == .recovery ? z + 1e-5 : flaw == .claimsProper ? z - .log(2) : z)
  }

  func recoverPosteriors(
    fromLogits logits: Span<Float>, amounts: Span<Float>, in context: LossContext
  ) -> [Double]? {
    logits.indices.map {
      recoverPosterior(fromLogit: Double(logits[$0]), in: context) ?? .nan
    }
  }
}
