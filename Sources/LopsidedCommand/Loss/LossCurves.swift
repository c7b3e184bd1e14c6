internal import Drawing
internal import Losses

/// What is drawn of a loss: curves of single rows, or the rows of an example batch.
struct LossCurves {
  let panels: [LossFigure.Panel]
  /// What the figure says of the rows.
  let note: String

  private static let own = Palette.color(0)
  private static let reference = "#999999"
  private static var quantities: [(name: String, KeyPath<EvaluatedLoss, [Double]>)] {
    [("value", \.values), ("gradient", \.gradient), ("curvature", \.curvature)]
  }

  init(_ loss: any Loss, profile: LossProfile, context: LossContext) {
    let needsAmounts = profile.properties.needsAmounts
    if profile.properties.isPointwise {
      panels = Self.rows(loss, context, amount: needsAmounts ? 100 : nil)
      note = needsAmounts ? "; each row is worth 100" : ""
    } else {
      panels = Self.batch(loss, context, needsAmounts: needsAmounts)
      note = "; example batch of 200 rows, 10 of them positive"
    }
  }

  private static func rows(
    _ loss: any Loss, _ context: LossContext, amount: Double?
  ) -> [LossFigure.Panel] {
    let logits = (-160...160).map { Double($0) * 0.05 }
    func evaluated(_ loss: any Loss, _ label: Double) -> EvaluatedLoss {
      EvaluatedLoss(
        loss, isPointwise: true,
        rows: EvaluatedLoss.Rows(
          logits: logits, labels: logits.map { _ in label },
          amounts: amount.map { amount in logits.map { _ in amount } } ?? []),
        context: context)
    }
    // Cross-entropy first: it lies behind.
    let drawn: [(loss: any Loss, color: String, width: Double)] = [
      (CrossEntropy(), reference, 1.6), (loss, own, 2.4),
    ]
    let evaluations = drawn.map { drawn in
      [1.0, 0].map { label in (label: label, evaluated: evaluated(drawn.loss, label)) }
    }
    return quantities.map { name, path in
      var panel = LossFigure.Panel(title: name)
      for (drawn, pair) in zip(drawn, evaluations) {
        for (label, evaluated) in pair {
          panel.curves.append(
            LossFigure.Curve(
              points: points(logits, evaluated[keyPath: path]), color: drawn.color,
              width: drawn.width, dash: label == 1 ? nil : "5 3"))
        }
      }
      return panel
    }
  }

  private static func batch(
    _ loss: any Loss, _ context: LossContext, needsAmounts: Bool
  ) -> [LossFigure.Panel] {
    let labels = (0..<200).map { $0 % 20 == 7 ? 1.0 : 0 }
    let logits = labels.indices.map { row in
      let turn = (Double(row) + 0.5) * 0.618_033_988_749_894_9
      return -6.5 + 8 * (turn - turn.rounded(.down)) + 3 * labels[row]
    }
    let rows = EvaluatedLoss.Rows(
      logits: logits, labels: labels,
      amounts: needsAmounts ? logits.map { _ in 100.0 } : [])
    let reference = EvaluatedLoss(
      CrossEntropy(), isPointwise: true, rows: rows, context: context)
    let own = EvaluatedLoss(loss, isPointwise: false, rows: rows, context: context)
    let count = Double(logits.count)
    return quantities.dropFirst().map { name, path in
      var panel = LossFigure.Panel(title: "\(name) of each row, times rows")
      for (evaluated, color, scale) in [
        (reference, Self.reference, 1), (own, Self.own, count),
      ] {
        let values = evaluated[keyPath: path].map { $0 * scale }
        for (row, point) in points(logits, values).enumerated() {
          panel.dots.append(
            LossFigure.Dot(point: point, color: color, isFilled: labels[row] == 1))
        }
      }
      return panel
    }
  }

  private static func points(_ x: [Double], _ y: [Double]) -> [(x: Double, y: Double)] {
    zip(x, y).map { ($0, $1) }
  }
}
