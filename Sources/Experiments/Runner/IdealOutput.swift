internal import Foundation
internal import Losses

/// What the sigmoid of a perfect learner's output would be under a loss, by the true posterior.
///
/// The loss tells which posterior makes an output optimal; this is the way back, found between the
/// outputs of a fine grid.
struct IdealOutput {
  /// Outputs of the grid, and the log-odds of the posterior that each is optimal for, ascending.
  private let outputs: [Double]
  private let logOdds: [Double]

  /// The way back for a loss; `nil` where its output does not determine the posterior by itself.
  ///
  /// - Parameters:
  ///   - loss: The loss, as it was trained.
  ///   - context: The training set, at the progress at which the model was kept.
  init?(of loss: any Loss, in context: LossContext) {
    var (outputs, logOdds): ([Double], [Double]) = ([], [])
    for step in -640...640 {
      let output = Double(step) / 16
      guard let posterior = loss.recoverPosterior(fromLogit: output, in: context) else { continue }
      let odds = log(posterior / (1 - posterior))
      // Flat and unreachable ends tell nothing.
      guard odds.isFinite, odds > logOdds.last ?? -.infinity else { continue }
      outputs.append(output)
      logOdds.append(odds)
    }
    guard outputs.count > 1 else { return nil }
    self.outputs = outputs
    self.logOdds = logOdds
  }

  /// The sigmoid of the optimal output at a posterior between 0 and 1.
  func probability(at posterior: Double) -> Double {
    let odds = log(posterior / (1 - posterior))
    let last = logOdds.count - 1
    guard odds > logOdds[0] else { return sigmoid(outputs[0]) }
    guard odds < logOdds[last] else { return sigmoid(outputs[last]) }
    var (low, high) = (0, last)
    while high - low > 1 {
      let middle = (low + high) / 2
      if logOdds[middle] <= odds { low = middle } else { high = middle }
    }
    let share = (odds - logOdds[low]) / (logOdds[high] - logOdds[low])
    return sigmoid(outputs[low] + share * (outputs[high] - outputs[low]))
  }

  /// The observed-to-expected ratio that a perfect learner under the loss would have on some rows.
  ///
  /// - Parameters:
  ///   - posterior: True P(y = 1 | x) of each row.
  ///   - labels: One a row, 0 or 1.
  /// - Returns: The ratio; `nil` without positives.
  func observedExpectedRatio(posterior: [Double], labels: [UInt8]) -> Double? {
    var (observed, expected) = (0, 0.0)
    for row in posterior.indices {
      observed += Int(labels[row])
      expected += probability(at: posterior[row])
    }
    return observed > 0 && expected > 0 ? Double(observed) / expected : nil
  }

  private func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
}
