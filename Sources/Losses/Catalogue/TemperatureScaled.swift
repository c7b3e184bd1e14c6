public import DualNumbers

/// Cross-entropy at a temperature.
///
///     -y log p - (1 - y) log(1 - p)        p = σ(z / temperature)
///
/// Guo et al., *On calibration of modern neural networks*, 2017.
public struct TemperatureScaled: PointwiseLoss {
  /// The name in suite files.
  public static let name = "temperature"
  /// The name inside a sentence.
  public static let title = "cross-entropy at a temperature"
  /// The formula in plain text.
  public static let formula = "−y log p − (1 − y) log(1 − p), p = σ(z / temperature)"
  /// Where it comes from.
  public static let reference = "Guo et al., On calibration of modern neural networks, 2017"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["temperature": 2], ["temperature": 0.5], ["temperature": 4], ["temperature": 8],
  ]

  /// By how much the logit is divided; 1 is cross-entropy.
  public var temperature = 2.0

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("temperature", temperature, "from 0.1 to 100") { (0.1...100).contains($0) }
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    N.logistic(.margin(logit, label: label).scaled(by: 1 / temperature)).negativeLogSigmoid
  }

  /// The probability of the divided logit.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    .sigmoid(z / temperature)
  }
}
