import DualNumbers
import Losses

/// Inverse focal loss: focal loss turned round, it weighs up what the model is sure of.
///
///     -(1 + pₜ)^γ log pₜ        pₜ = probability given to the true class
///
/// Wang, Feng and Zhang, *Rethinking calibration of deep neural networks: do not be afraid of
/// overconfidence*, 2021.
struct InverseFocal: PointwiseLoss {
  static let name = "inverse-focal"
  static let title = "inverse focal loss"
  static let formula = "−(1 + pₜ)^γ log pₜ, pₜ = p for y = 1 and 1 − p for y = 0"
  static let reference = "Wang, Feng and Zhang, Rethinking calibration of deep networks, 2021"
  static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: true)
  static let tuningGrid: [[String: Double]] = [["gamma": 1], ["gamma": 0.5], ["gamma": 2]]

  /// How strongly sure rows are weighed up; 0 is cross-entropy.
  var gamma = 1.0

  func validate() throws(LossError) {
    // Above 3.5 a row that is more right can lose more, and the best output is no longer one.
    try require("gamma", gamma, "from 0 to 3.5") { (0...3.5).contains($0) }
  }

  func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let truth = N.logistic(.margin(logit, label: label))
    return N.exp(N.log1p(truth.sigmoid).scaled(by: gamma)) * truth.negativeLogSigmoid
  }
}
