internal import Experiments
internal import Foundation
internal import Losses
internal import Results
internal import Training

/// What `lopsided train --format json` prints.
struct TrainRecord: Encodable {
  struct Interval: Encodable {
    let lower: Double
    let upper: Double
  }

  struct LossChoice: Encodable {
    let name: String
    let settings: [String: Double]
  }

  let dataset: DatasetRecord
  let model: String
  let training: String
  let loss: LossChoice
  let learningRate: Double?
  let l2: Double?
  let seed: UInt64
  let epoch: Int
  let metrics: [String: Double]
  let intervals: [String: Interval]
  let truePosterior: [String: Double]
  let learningCurve: [LearningCurvePoint]
  let convergence: Convergence?
  let divergence: String?
  let trainingSeconds: Double
  let arithmetic: String

  init(request: LearnerRequest, result: LearnerResult) {
    dataset = result.dataset
    model = result.modelTitle
    training = result.training
    loss = LossChoice(name: request.loss.profile.name, settings: request.loss.settings)
    if case .learningRate(let rate) = request.tuned {
      learningRate = rate
    } else {
      learningRate = nil
    }
    if case .l2(let penalty) = request.tuned { l2 = penalty } else { l2 = nil }
    seed = request.seed
    epoch = result.scores.tuned.epoch
    metrics = result.scores.tuned.metrics
    intervals = result.intervals.mapValues {
      Interval(lower: $0.lowerBound, upper: $0.upperBound)
    }
    truePosterior = result.scores.oracle
    learningCurve = result.scores.learningCurve
    convergence = result.convergence
    divergence = result.divergence
    trainingSeconds = result.seconds
    arithmetic = result.arithmetic
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
