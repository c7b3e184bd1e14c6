import DualNumbers
import Losses
import Testing

extension LossCase {
  /// Every loss that is no sum over rows.
  static let batchwiseNames = LossCatalogue.builtIn.entries
    .filter { !$0.profile.properties.isPointwise }
    .map(\.profile.name)

  /// Those at every setting that tuning would try.
  static let batchwise = all.filter { batchwiseNames.contains($0.name) }
}

/// Logits and labels that are the same in every run.
struct RandomBatch {
  var logits: [Double]
  var labels: [Float]
  var batch: LossBatch { LossBatch(labels: labels) }
  var singles: [Float] { logits.map { Float($0) } }

  /// Rows with `positives` spread among them; positives lie higher by `gap`.
  init(_ rows: Int, positives: Int, gap: Double = 1, spread: Double = 2, seed: UInt64 = 1) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    labels = (0..<rows).map { row in
      rows > 0 && row * positives / rows != (row + 1) * positives / rows ? 1 : 0
    }
    logits = labels.map { label in
      // The sum of twelve is nearly normal. Exact in Float, so that both paths see the same.
      let normal = (0..<12).reduce(-6.0) { sum, _ in sum + uniform() }
      return Double(Float(spread * normal + (label > 0.5 ? gap : 0)))
    }
  }

  init(logits: [Double], labels: [Float]) {
    self.logits = logits
    self.labels = labels
  }
}

/// What a loss says of a batch, in `Double`: its value and derivatives, not times the rows.
struct Exact {
  var value: Double
  var gradient: [Double]
  var curvature: [Double]

  var scale: Double {
    (gradient + curvature).reduce(value.magnitude) { max($0, $1.magnitude) }
  }
}

extension Loss {
  /// Value and derivatives in `Double`, of the mean.
  func exact(
    _ logits: [Double], _ batch: LossBatch, state: inout LossState, wantsCurvature: Bool = true
  ) -> Exact {
    var evaluation = BatchEvaluation(logits: logits, wantsCurvature: wantsCurvature)
    let sum = exactDerivatives(of: batch, in: rare, state: &state, evaluation: &evaluation)
    let rows = Double(batch.count)
    return Exact(
      value: sum / rows, gradient: evaluation.gradient.map { $0 / rows },
      curvature: evaluation.curvature.map { $0 / rows })
  }

  /// The same from the state in which training begins.
  func exact(_ sample: RandomBatch) -> Exact {
    var state = initialState(in: rare)
    return exact(sample.logits, sample.batch, state: &state)
  }

  /// A state that has seen a batch or two, frozen.
  func frozenState(after samples: [RandomBatch]) -> LossState {
    var state = initialState(in: rare)
    for sample in samples { _ = exact(sample.logits, sample.batch, state: &state) }
    state.isFrozen = true
    return state
  }
}

/// Expects two evaluations to agree to a share of their scale.
func expectAgreement(
  _ a: Exact, _ b: Exact, to tolerance: Double = 1e-12,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  func agree(_ x: [Double], _ y: [Double], _ what: String) {
    let scale = y.reduce(1e-300) { max($0, $1.magnitude) }
    for (row, pair) in zip(x, y).enumerated() {
      #expect(
        (pair.0 - pair.1).magnitude <= tolerance * scale, "\(what) of row \(row): \(pair)",
        sourceLocation: sourceLocation)
    }
  }
  #expect(
    (a.value - b.value).magnitude <= tolerance * max(b.value.magnitude, 1e-300), "value",
    sourceLocation: sourceLocation)
  agree(a.gradient, b.gradient, "gradient")
  agree(a.curvature, b.curvature, "curvature")
}
