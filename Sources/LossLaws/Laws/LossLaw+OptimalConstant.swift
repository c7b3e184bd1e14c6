internal import DualNumbers
internal import Losses

extension LossLaw {
  /// Every model starts at its best constant.
  static let optimalConstant = LossLaw(
    id: "start",
    statement: """
      No constant logit has a smaller mean loss at the training prevalence than the optimal \
      constant start; there is none only where the minimum lies at infinity.
      """,
    scope: "sums over rows, and batch-wise losses that state a start",
    exemption: { subject in
      subject.properties.isPointwise
        || subject.loss.optimalConstant(in: small(subject.context)) != nil
        ? nil : "a batch-wise loss that determines no level"
    },
    verify: { subject, tally in
      let context = subject.properties.isPointwise ? subject.context : small(subject.context)
      let risk: (Double) -> Double
      if subject.properties.isPointwise {
        risk = { z in
          subject.risk(
            z, posterior: context.prevalence, positiveAmount: context.positiveAmount,
            negativeAmount: context.negativeAmount
          ).value
        }
      } else {
        let labels = [Float](repeating: 1, count: 4) + [Float](repeating: 0, count: 396)
        let batch = subject.batch(labels)
        risk = { z in
          var state = subject.state(in: context)
          let logits = [Double](repeating: z, count: labels.count)
          return subject.exact(logits, of: batch, state: &state, in: context).value / 400
        }
      }
      let others = Array(stride(from: -80.0, through: 80, by: 0.5))
      let heights = others.map(risk)
      guard let start = subject.loss.optimalConstant(in: context) else {
        let edge = min(heights.first ?? .nan, heights.last ?? .nan)
        let lowest = heights.min() ?? .nan
        tally.compare(
          edge, lowest, scale: lowest.magnitude, tolerance: 1e-12,
          at: LawResult.Place(what: "no start is given, but the minimum is not at infinity"))
        return
      }
      let height = risk(start)
      tally.require(
        start.isFinite && height.isFinite,
        at: LawResult.Place(what: "the start is not finite", logit: start))
      let near = [-0.1, -1e-2, -1e-3, 1e-3, 1e-2, 0.1].map { start + $0 }
      for (z, other) in zip(others + near, heights + near.map(risk)) {
        let excess = height > other ? (height - other) / height.magnitude : 0
        tally.note(
          excess, tolerance: 1e-12,
          at: LawResult.Place(what: "a better constant than \(start)", logit: z))
      }
    })

  /// A training set as small as a batch, for losses that see it as one.
  private static func small(_ context: LossContext) -> LossContext {
    LossContext(
      positives: 4, negatives: 396, positiveAmount: context.positiveAmount,
      negativeAmount: context.negativeAmount, progress: context.progress)
  }
}
