/// The posterior that a row has when the share of positives changes and nothing else does.
///
/// `logit η' = logit η + logit π' - logit π`. Rows that were drawn by class, a ``DrawPlan`` with
/// any number of positives, get the posterior of a population this way.
///
/// - Precondition: Both prevalences lie strictly between 0 and 1.
public func shiftedPosterior(
  _ posterior: Double, from prevalence: Double, to other: Double
) -> Double {
  precondition(prevalence > 0 && prevalence < 1 && other > 0 && other < 1)
  let positive = posterior * (other / prevalence)
  let negative = (1 - posterior) * ((1 - other) / (1 - prevalence))
  return positive / (positive + negative)
}
