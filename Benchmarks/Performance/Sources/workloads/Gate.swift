import Foundation
import Losses

/// Ratios of processor times measured in this very run, each with a bound: what fails here has
/// become slow, whatever the machine and whoever else uses it.
///
/// The two times of a ratio are taken in turns. A neighbour on the same core slows a product more
/// than the loop that measures the peak, so a ratio out of bounds is measured again after a pause:
/// code that is slow is slow every time.
struct Gate {
  private struct Check {
    let what: String
    let bound: Double
    let isLeast: Bool
    let ratio: () throws -> Double

    static func atLeast(
      _ bound: Double, _ what: String, ratio: @escaping () throws -> Double
    ) -> Check {
      Check(what: what, bound: bound, isLeast: true, ratio: ratio)
    }

    static func atMost(
      _ bound: Double, _ what: String, ratio: @escaping () throws -> Double
    ) -> Check {
      Check(what: what, bound: bound, isLeast: false, ratio: ratio)
    }

    func holds(_ value: Double) -> Bool { isLeast ? value >= bound : value <= bound }
  }

  private static let attempts = 8

  /// Prints the ratios; false if one is out of bounds at every attempt.
  func run() throws -> Bool {
    var allHold = true
    for check in checks {
      var values = [try check.ratio()]
      while let last = values.last, !check.holds(last), values.count < Self.attempts {
        Thread.sleep(forTimeInterval: Double(values.count))
        values.append(try check.ratio())
      }
      let holds = values.last.map(check.holds) ?? false
      allHold = allHold && holds
      let seen = values.map { String(format: "%.2f", $0) }.joined(separator: ", then ")
      print(
        "\(holds ? "ok  " : "SLOW")  \(check.what): \(seen), "
          + "\(check.isLeast ? "at least" : "at most") \(check.bound)")
    }
    return allHold
  }

  private var checks: [Check] {
    [
      .atLeast(0.75, "hidden layer 1,024 × 30 × 64, share of the peak of multiply–adds") {
        let layer = HiddenLayer()
        let times = ProcessorTime.leastInTurns(of: 9, Peak.run, layer.run)
        return layer.operations / times.second / (Peak.operations / times.first)
      },
      .atLeast(0.55, "MLP 30-64-32-1, whole steps, share of the peak") {
        let training = try SmallTraining(hidden: [64, 32], learners: 1)
        let times = try ProcessorTime.leastInTurns(of: 9, Peak.run, training.run)
        return training.operations / times.second / (Peak.operations / times.first)
      },
      .atMost(2.6, "four logistic learners in lockstep, time of one") {
        let one = try SmallTraining(hidden: [], learners: 1)
        let four = try SmallTraining(hidden: [], learners: 4)
        let times = try ProcessorTime.leastInTurns(of: 9, one.run, four.run)
        return times.second / times.first
      },
      .atMost(2.2, "gradient of focal loss, time of cross-entropy's") {
        ratio(of: Focal(), to: CrossEntropy())
      },
      .atMost(1.5, "gradient of squared error, time of cross-entropy's") {
        ratio(of: MeanSquaredError(), to: CrossEntropy())
      },
      .atMost(400, "gradient of cross-entropy, multiply–adds at peak in the same time, a row") {
        let gradient = LossGradient(CrossEntropy())
        let times = ProcessorTime.leastInTurns(of: 15, Peak.run, gradient.run)
        return times.second / Double(LossGradient.rows) * Peak.operations / times.first / 2
      },
    ]
  }

  private func ratio(of loss: any Loss, to other: any Loss) -> Double {
    let (first, second) = (LossGradient(other), LossGradient(loss))
    let times = ProcessorTime.leastInTurns(of: 15, first.run, second.run)
    return times.second / times.first
  }
}
