public import DualNumbers

/// Cross-entropy, the logistic loss: the negative log-likelihood of the label.
///
///     -y log p - (1 - y) log(1 - p)
///
/// Cox, *The regression analysis of binary sequences*, 1958.
public struct CrossEntropy: PointwiseLoss {
  /// The name in suite files.
  public static let name = "cross-entropy"
  /// The name inside a sentence.
  public static let title = "cross-entropy"
  /// The formula in plain text.
  public static let formula = "−y log p − (1 − y) log(1 − p)"
  /// Where it comes from.
  public static let reference = "Cox, The regression analysis of binary sequences, 1958"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: true, isConvex: true, recoversPosterior: true)

  /// The default settings.
  public init() {}

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    N.logistic(.margin(logit, label: label)).negativeLogSigmoid
  }

  /// The probability itself.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    .sigmoid(z)
  }
}
