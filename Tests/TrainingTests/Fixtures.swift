import CounterRandom
import Datasets
import Foundation
import Losses
import Testing

@testable import Training

/// Two Gaussian clouds, a tenth of the rows positive.
func clouds(rows: Int = 600, features: Int = 4, seed: UInt64 = 1) -> Dataset {
  var generator = CounterGenerator(seed: seed, stream: 0)
  var values: [Float] = []
  var labels: [UInt8] = []
  for row in 0..<rows {
    let label: UInt8 = row % 10 == 0 ? 1 : 0
    labels.append(label)
    for column in 0..<features {
      let shift = label == 1 && column < 2 ? 1.5 : 0
      values.append(Float(generator.normal() * Double(column + 1) + shift + 3))
    }
  }
  return Dataset(
    featureNames: (0..<features).map { "x\($0)" }, features: values, labels: labels)
}

/// Training and validation parts of ``clouds(rows:features:seed:)``, standardised.
func cloudParts(rows: Int = 600) -> (training: TrainingData, validation: TrainingData) {
  let training = clouds(rows: rows)
  let standardizer = Standardizer(fitting: training)
  return (
    TrainingData(training, standardizer: standardizer),
    TrainingData(clouds(rows: rows, seed: 2), standardizer: standardizer)
  )
}

/// Mean log-likelihood of logits; higher is better.
func logLikelihood(_ logits: [Float], _ data: TrainingData) -> Double {
  -zip(logits, data.labels).reduce(0.0) { sum, pair in
    let margin = Double(pair.0) * (pair.1 == 1 ? -1 : 1)
    return sum + max(margin, 0) + log1p(exp(-abs(margin)))
  } / Double(logits.count)
}

extension LearnerOutcome {
  /// The learner, for tests that expect it to have trained.
  var learner: TrainedLearner {
    get throws {
      guard case .trained(let learner) = self else { throw Diverged(outcome: self) }
      return learner
    }
  }

  struct Diverged: Error { let outcome: LearnerOutcome }
}

extension TrainingData {
  /// The inputs in memory.
  var features: [Float] {
    guard case .stored(let inputs) = inputs else { return [] }
    return inputs
  }
}

extension TrainedLearner {
  /// The model, for tests that expect a network.
  var network: NetworkModel {
    get throws { try #require(model as? NetworkModel) }
  }
}
