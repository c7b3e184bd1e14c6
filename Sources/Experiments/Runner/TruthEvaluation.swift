internal import Datasets
internal import Evaluation
internal import Training

/// Evaluates models against the truth: on rows drawn by class, and by the posterior of test rows.
struct TruthEvaluation {
  private let inputs: TrainingData
  private let byClass: CaseControlEvaluator
  private let byPosterior: PosteriorEvaluator

  /// An evaluation on some rows.
  ///
  /// - Parameters:
  ///   - rows: fresh rows drawn by class.
  ///   - inputs: the same rows as a model takes them.
  ///   - test: the test rows; without their posterior there is no evaluation.
  /// - Throws: `EvaluationError`.
  init?(
    rows: CaseControlRows, inputs: TrainingData, test: Dataset
  ) throws(EvaluationError) {
    guard let oracle = test.oracle else { return nil }
    self.inputs = inputs
    byClass = try CaseControlEvaluator(
      CaseControlInput(
        ratios: rows.ratios, staleRatios: rows.staleRatios, positives: rows.positiveCount,
        prevalence: rows.prevalence, typology: rows.dataset.oracle?.typology,
        typologyNames: rows.dataset.oracle?.typologyNames ?? []))
    let cost = DecisionCost.cardPayments
    byPosterior = try PosteriorEvaluator(
      posterior: oracle.posterior, stalePosterior: oracle.stalePosterior,
      costs: test.amounts.map { amounts in
        (
          miss: amounts.map { cost.miss(amount: Double($0)) },
          alarm: amounts.map { cost.falseAlarm(amount: Double($0)) }
        )
      })
  }

  /// What the truth itself reaches.
  var oracleMetrics: [String: Double] {
    byClass.oracleMetrics.merging(byPosterior.oracleMetrics) { first, _ in first }
  }

  /// The logits of a model on the rows drawn by class.
  func logits(of model: any TrainedModel) throws -> [Float] { try model.logits(for: inputs) }

  /// The metrics of a model.
  ///
  /// - Parameters:
  ///   - byClassLogits: its logits of the rows drawn by class.
  ///   - logits: its logits of the test rows.
  ///   - recovered: the posterior recovered from them, where there is a closed form.
  ///   - known: its metrics on the test rows.
  /// - Returns: values by key, none of which is among the known ones.
  /// - Throws: `EvaluationError`.
  func metrics(
    ofLogits byClassLogits: [Float], logits: [Float], recovered: [Double]?,
    known: [String: Double]
  ) throws -> [String: Double] {
    var metrics = try byClass.metrics(logits: byClassLogits)
    let variants: [(MetricKey.Variant, [Double]?)] = [
      (.raw, PosteriorEvaluator.probabilities(ofLogits: logits)), (.recovered, recovered),
    ]
    for (variant, probabilities) in variants {
      guard let probabilities else { continue }
      let values = try byPosterior.metrics(
        probabilities: probabilities, logLossRegret: known[MetricKey.logLossRegret(variant)],
        variant)
      metrics.merge(values) { first, _ in first }
    }
    return metrics
  }
}
