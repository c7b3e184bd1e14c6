import CounterRandom
import Datasets
import Losses
import Testing

@testable import Training

/// Rows with their features as they are.
func unchanged(_ rows: RowSource) -> TrainingData {
  TrainingData(rows, preparation: InputPreparation(unchanged: rows.columns))
}

/// Two Gaussian clouds in four features, `positives` rows of the first one, with gaps.
func rareClouds(rows: Int, positives: Int, seed: UInt64 = 1) -> TrainingData {
  var generator = CounterGenerator(seed: seed, stream: 3)
  var values: [Float] = []
  for row in 0..<rows {
    for column in 0..<4 {
      let shift = row < positives && column < 2 ? 2.0 : 0
      let isMissing = (row + column) % 17 == 0
      values.append(isMissing ? .nan : Float(generator.normal() + shift))
    }
  }
  return unchanged(
    .stored(
      Dataset(
        featureNames: ["a", "b", "c", "d"], features: values,
        labels: (0..<rows).map { $0 < positives ? 1 : 0 })))
}

/// A judge that likes each look better than the one before, so that the last round is kept.
final class Optimist {
  private(set) var looks = 0
  func score(_ logits: [Float]) -> Double? {
    looks += 1
    return Double(looks)
  }
}

extension TreeTrainer {
  /// Trains one learner to the last round.
  func grow(
    _ loss: any Loss, rate: Float = 0.3, on training: TrainingData
  ) throws -> TreeModel {
    let judge = Optimist()
    let outcomes = try train(
      [LearnerConfiguration(loss: loss, learningRate: rate)], on: training, validation: training,
      score: judge.score)
    return try #require(try outcomes[0].learner.model as? TreeModel)
  }
}
