internal import Datasets
internal import Losses

/// Posteriors from the logits of a model that may have met other shares of positives in its batches
/// than there are.
struct PosteriorRecovery {
  /// The training part.
  let training: LossContext
  /// What the loss met in batches.
  let met: LossContext

  /// Posteriors in the population of the training part.
  ///
  /// - Parameters:
  ///   - loss: The loss.
  ///   - logits: One a row.
  ///   - amounts: One a row, or none where they are unknown.
  ///   - progress: The share of the planned epochs that was finished when the model was kept.
  ///
  /// - Returns: One a row, or `nil` where the loss has none to give.
  func posteriors(
    under loss: any Loss, logits: [Float], amounts: [Float], progress: Double
  ) -> [Double]? {
    let posteriors = loss.recoverPosteriors(
      fromLogits: logits.span, amounts: amounts.span, in: met.at(progress: progress))
    guard met.prevalence != training.prevalence else { return posteriors }
    return posteriors?.map {
      shiftedPosterior($0, from: met.prevalence, to: training.prevalence)
    }
  }
}
