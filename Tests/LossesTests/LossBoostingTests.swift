import DualNumbers
import Losses
import Testing

@Suite("Derivatives as a booster takes them")
struct LossBoostingTests {
  static let logits: [Float] = (0..<45).map { Float($0 - 20) * 0.7 }

  static func derivatives(
    of name: String
  ) throws -> (loss: any Loss, gradient: [Float], curvature: [Float]) {
    let loss = try LossCatalogue.builtIn.make(name)
    let context = LossContext(positives: 10, negatives: 990)
    var state = loss.initialState(in: context)
    var gradient = [Float](repeating: 0, count: logits.count)
    var curvature = gradient
    var slopes = gradient.mutableSpan
    var bends = curvature.mutableSpan
    _ = loss.derivatives(
      at: logits.span, of: LossBatch(labels: logits.indices.map { $0 % 3 == 1 ? 1 : 0 }),
      in: context, state: &state, gradient: &slopes, curvature: &bends)
    return (loss, gradient, curvature)
  }

  /// Each form as it is defined, one row at a time in `Double`.
  static func expected(
    _ form: BoostingCurvature, _ curvature: Float, _ gradient: Float, _ logit: Float
  ) -> Double {
    switch form {
    case .exact: return max(Double(curvature), 0)
    case .gaussNewton:
      let p = 1 / (1 + Double.exp(-Double(logit)))
      return max(Double(curvature) - (1 - 2 * p) * Double(gradient), 0)
    case .magnitude: return abs(Double(gradient))
    case .unit: return 1
    }
  }

  @Test(
    "Every form is its definition, whole packs and the rest",
    arguments: [
      ("cross-entropy", BoostingCurvature.exact), ("mse", .gaussNewton), ("focal", .gaussNewton),
      ("mae", .magnitude), ("hinge", .unit),
    ])
  func forms(name: String, form: BoostingCurvature) throws {
    let (loss, gradient, curvature) = try Self.derivatives(of: name)
    #expect(loss.profile.properties.boostingCurvature == form)
    var made = curvature
    var bends = made.mutableSpan
    loss.makeBoostable(&bends, gradient: gradient.span, at: Self.logits.span)
    let largest = gradient.map(\.magnitude).max() ?? 0
    for row in made.indices {
      let wanted = Self.expected(form, curvature[row], gradient[row], Self.logits[row])
      // Gauss–Newton is a difference: its error is that of the terms.
      let tolerance = 4e-7 * Double(max(curvature[row].magnitude, gradient[row].magnitude))
      #expect(abs(Double(made[row]) - wanted) <= tolerance + 1e-12)
    }
    #expect(largest > 0)

    var (slopes, ends) = (gradient, curvature)
    var slope = slopes.mutableSpan
    var end = ends.mutableSpan
    #expect(
      form.finish(
        gradient: &slope, curvature: &end, at: Self.logits.span, scale: 8, least: 1e-3))
    #expect(slopes == gradient.map { 8 * $0 })
    #expect(ends == made.map { max(8 * $0, 1e-3) })
  }

  @Test("What is not finite is told", arguments: [3, 44], [Float.nan, .infinity])
  func notFinite(row: Int, value: Float) throws {
    for spoilsGradient in [true, false] {
      var (_, gradient, curvature) = try Self.derivatives(of: "cross-entropy")
      if spoilsGradient { gradient[row] = value } else { curvature[row] = value }
      var slopes = gradient.mutableSpan
      var bends = curvature.mutableSpan
      #expect(
        !BoostingCurvature.exact.finish(
          gradient: &slopes, curvature: &bends, at: Self.logits.span, scale: 1, least: 0))
    }
  }
}
