internal import DualNumbers

/// Gradient harmonizing: cross-entropy in which equal errors share their weight.
///
///     mean of w CE(z, y)        w = n / (rows of a like error · kinds of error)
///
/// The error |p − y| is sorted into bins of equal width; a row's weight goes down with the number
/// of rows in its bin, so that the mass of easy rows counts for no more than the few of any other
/// kind. Weights are constants to the gradient. Only bins that hold rows are counted, as in the
/// authors' mmdetection code; a running count begins with the first batch that fills its bin, and
/// not at zero as there. Li, Liu and Wang, *Gradient harmonized single-stage detector*, 2019.
public struct GradientHarmonizing: BatchLoss {
  /// The name in suite files.
  public static let name = "ghm-c"
  /// The name inside a sentence.
  public static let title = "gradient harmonizing"
  /// The formula in plain text.
  public static let formula =
    "mean of w CE, w = n / (rows with |p − y| in the same bin · bins that hold rows)"
  /// Where it comes from.
  public static let reference =
    "Li, Liu and Wang, Gradient harmonized single-stage detector, 2019"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: false, isPointwise: false,
    isStateful: true, batches: .any)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["bins": 10, "momentum": 0],
    ["bins": 10, "momentum": 0.75],
    ["bins": 30, "momentum": 0],
    ["bins": 30, "momentum": 0.75],
    ["bins": 5, "momentum": 0],
  ]

  /// Into how many kinds errors are sorted; 1 is cross-entropy.
  public var bins = 10
  /// How much of a bin's count is that of earlier batches.
  public var momentum = 0.0

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("bins", Double(bins), "from 1 to 1000") { (1...1000).contains($0) }
    try require("momentum", momentum, "from 0 to below 1") { $0 >= 0 && $0 < 1 }
  }

  /// The weighted mean of cross-entropy.
  ///
  /// The state holds for each bin the running count, then for each the weight.
  public func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    let rows = batch.count
    evaluation.reserveSpare(3 * rows)
    for row in 0..<rows {
      let margin = batch.labels[row] > 0.5 ? evaluation.logits[row] : -evaluation.logits[row]
      let truth = Double.logistic(margin)
      evaluation.spare[row] = truth.complement
      evaluation.spare[rows + row] = truth.negativeLogSigmoid
      evaluation.spare[2 * rows + row] = truth.sigmoid
    }
    let needsWeights = state.numbers.count != 2 * bins
    if needsWeights { state.numbers = [Double](repeating: 0, count: 2 * bins) }
    if needsWeights || !state.isFrozen { weigh(evaluation.spare.span, rows, &state.numbers) }
    var value = 0.0
    for row in 0..<rows {
      let error = evaluation.spare[row]
      let weight = state.numbers[bins + bin(ofError: error)] / Double(rows)
      value += weight * evaluation.spare[rows + row]
      evaluation.gradient[row] = (batch.labels[row] > 0.5 ? -weight : weight) * error
      if evaluation.wantsCurvature {
        evaluation.curvature[row] = weight * error * evaluation.spare[2 * rows + row]
      }
    }
    return value
  }

  private func bin(ofError error: Double) -> Int { min(Int(error * Double(bins)), bins - 1) }

  /// Counts the rows of each bin and works out the weights.
  private func weigh(_ errors: Span<Double>, _ rows: Int, _ numbers: inout [Double]) {
    // The counts of this batch stand where the weights will.
    for bin in 0..<bins { numbers[bins + bin] = 0 }
    for row in 0..<rows { numbers[bins + bin(ofError: errors[row])] += 1 }
    var held = 0.0
    for bin in 0..<bins where numbers[bins + bin] > 0 {
      held += 1
      let count = numbers[bins + bin]
      let before = numbers[bin] > 0 ? numbers[bin] : count
      numbers[bin] = momentum * before + (1 - momentum) * count
    }
    for bin in 0..<bins {
      // An empty bin weighs as if one row were in it, should a frozen state meet one there.
      let count = numbers[bins + bin] > 0 ? numbers[bin] : 1
      numbers[bins + bin] = Double(rows) / (count * held)
    }
  }
}
