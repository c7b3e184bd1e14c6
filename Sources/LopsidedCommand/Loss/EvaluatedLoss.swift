internal import Losses

/// Value, gradient and curvature of rows in `Double`, and how they are printed.
struct EvaluatedLoss {
  /// What is evaluated.
  struct Rows {
    var logits: [Double]
    var labels: [Double]
    /// Empty where amounts are unknown.
    var amounts: [Double]
  }

  let rows: Rows
  /// One a row, or the batch's alone.
  let values: [Double]
  let gradient: [Double]
  let curvature: [Double]
  /// Why the loss could not be evaluated, if it says so.
  let fault: String?
  private let isPointwise: Bool

  init(_ loss: any Loss, isPointwise: Bool, rows: Rows, context: LossContext) {
    self.rows = rows
    self.isPointwise = isPointwise
    let count = rows.logits.count
    var fault: String?
    let initial = loss.initialState(in: context)
    func evaluate(_ range: Range<Int>) -> (Double, BatchEvaluation) {
      let batch = LossBatch(
        labels: rows.labels[range].map { Float($0) },
        amounts: rows.amounts.isEmpty ? [] : rows.amounts[range].map { Float($0) })
      var state = initial
      var evaluation = BatchEvaluation(
        logits: Array(rows.logits[range]), wantsCurvature: true)
      let value = loss.exactDerivatives(
        of: batch, in: context, state: &state, evaluation: &evaluation)
      fault = fault ?? state.fault
      return (value, evaluation)
    }
    if isPointwise {
      let single = (0..<count).map { evaluate($0..<$0 + 1) }
      values = single.map(\.0)
      gradient = single.map { $0.1.gradient[0] }
      curvature = single.map { $0.1.curvature[0] }
    } else {
      let (sum, evaluation) = evaluate(0..<count)
      // Losses count a batch as its value times its rows.
      let share = Double(max(count, 1))
      values = [sum / share]
      gradient = evaluation.gradient.map { $0 / share }
      curvature = evaluation.curvature.map { $0 / share }
    }
    self.fault = fault
  }

  /// A line a row, below the names of the columns.
  var csv: String {
    let lines = rows.logits.indices.map { row in
      [
        "\(row)", "\(rows.logits[row])", "\(Int(rows.labels[row]))",
        "\(values[isPointwise ? row : 0])", "\(gradient[row])", "\(curvature[row])",
      ].joined(separator: ",")
    }
    let value = isPointwise ? "value" : "batch_value"
    return (["row,logit,label,\(value),gradient,curvature"] + lines).joined(separator: "\n")
  }

  /// An object of arrays; a number that JSON cannot hold is null.
  func json(name: String) -> String {
    func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }
    func list(_ values: [Double]) -> String {
      "[" + values.map(number).joined(separator: ", ") + "]"
    }
    return """
      {
        "loss": "\(name.filter { $0 != "\"" && $0 != "\\" })",
        "value": \(isPointwise ? list(values) : number(values[0])),
        "gradient": \(list(gradient)),
        "curvature": \(list(curvature))
      }
      """
  }
}
