internal import Foundation
internal import Losses

/// What the sigmoid of a perfect learner's output would be under a loss, by the true posterior.
///
/// The loss tells which posterior makes an output optimal; this is the way back, found between the
/// outputs of a grid that is finer where the posterior changes fast, as near a floor.
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
    var grid = Grid(loss: loss, context: context)
    var last = grid.point(-40)
    for step in -639...640 {
      let next = grid.point(Double(step) / 16)
      grid.refine(last, next, depth: 12)
      grid.keep(next)
      last = next
    }
    guard grid.outputs.count > 1 else { return nil }
    outputs = grid.outputs
    logOdds = grid.logOdds
  }

  /// Points of the way, ascending.
  private struct Grid {
    /// An output, and the log-odds of its posterior where it is optimal for one.
    typealias Point = (output: Double, odds: Double?)

    let loss: any Loss
    let context: LossContext
    var outputs: [Double] = []
    var logOdds: [Double] = []

    /// Log-odds that are nearer to each other than this are joined by a straight line.
    private static let step = 1.0 / 12

    init(loss: any Loss, context: LossContext) {
      self.loss = loss
      self.context = context
    }

    func point(_ output: Double) -> Point {
      let odds = loss.recoverPosterior(fromLogit: output, in: context).map { log($0 / (1 - $0)) }
      return (output, odds.flatMap { $0.isFinite ? $0 : nil })
    }

    /// Keeps a point, unless it is on a flat or unreachable end, which tells nothing.
    mutating func keep(_ point: Point) {
      guard let odds = point.odds, odds > logOdds.last ?? -.infinity else { return }
      outputs.append(point.output)
      logOdds.append(odds)
    }

    /// Keeps as many points between two as it takes.
    mutating func refine(_ first: Point, _ second: Point, depth: Int) {
      guard depth > 0, first.odds != nil || second.odds != nil else { return }
      if let low = first.odds, let high = second.odds, abs(high - low) <= Self.step { return }
      let middle = point((first.output + second.output) / 2)
      refine(first, middle, depth: depth - 1)
      keep(middle)
      refine(middle, second, depth: depth - 1)
    }
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
