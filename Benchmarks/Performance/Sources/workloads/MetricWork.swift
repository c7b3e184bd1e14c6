import Evaluation
import Foundation

/// Times metrics on the peers' fixed scores: what everybody computes, and what Lopsided does beyond.
struct MetricWork {
  let arguments: Arguments

  /// Prints the median of some turns of each piece of work, in seconds.
  func run() throws {
    let folder = arguments.text("data", "peers")
    let millions = arguments.number("rows", 1_000_000) / 1_000_000
    let turns = arguments.number("reps", 5)
    let most = arguments.number("first", .max)
    let scores: [Float] = try NumPyFile.values("\(folder)/scores_\(millions)M.npy", most)
    let labels: [UInt8] = try NumPyFile.values("\(folder)/labels_\(millions)M.npy", most)
    var scratch = RankingScratch()
    var values: [String: Double] = [:]
    var curvePoints = 0
    // AP, AUROC and the best F1: what changes at the positives alone.
    let ranking = try median(of: turns) {
      let ranked = try scratch.rank(scores.span, labels: labels.span)
      values["ap"] = ranked.averagePrecision
      values["auroc"] = ranked.areaUnderROC
      values["best_f1"] = ranked.bestF1?.value
      values["threshold"] = ranked.bestF1?.threshold
    }
    // The same with every point of the precision–recall curve.
    let curve = try median(of: turns) {
      let ranked = try scratch.rank(scores.span, labels: labels.span)
      let points = try PrecisionRecallCurve.exact(scores: scores, labels: labels)
      curvePoints = points.count + (ranked.averagePrecision == nil ? 1 : 0)
    }
    // Every metric of an evaluation, with as many rows of validation and the posterior.
    let logits = scores.map { score in
      let p = min(max(Double(score), 1e-7), 1 - 1e-7)
      return Float(log(p / (1 - p)))
    }
    let posterior = scores.map { min(max(Double($0), 0), 1) }
    var evaluator = Evaluator()
    var metricCount = 0
    let evaluation = try median(of: turns) {
      let result = try evaluator.evaluate(
        EvaluationInput(
          logits: logits, labels: labels, recovered: posterior, validationLogits: logits,
          validationLabels: labels, posterior: posterior))
      metricCount = result.metrics.count
    }
    try FixedArrays.report(
      [
        "workload": "metrics", "rows": scores.count, "seconds_ap_auroc_f1": ranking,
        "seconds_with_curve": curve, "curve_points": curvePoints,
        "seconds_evaluation": evaluation, "metrics_of_evaluation": metricCount,
      ],
      metrics: ["W4": values])
  }
}
