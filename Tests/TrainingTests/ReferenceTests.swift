import Datasets
import Foundation
import Losses
import Testing

@testable import Training

@Suite("Logistic regression trained to convergence")
struct ReferenceTests {
  struct Reference: Decodable {
    struct Solution: Decodable, CustomTestStringConvertible {
      let loss: String
      let params: [String: Double]
      let lambda: Double
      let weights: [Double]
      let intercept: Double
      let objective: Double
      let eigenvalues: [Double]
      enum CodingKeys: String, CodingKey {
        case loss
        case params
        case lambda
        case weights
        case intercept
        case objective
        case eigenvalues = "hessian_eigenvalues"
      }
      var testDescription: String { "\(loss) \(params) λ = \(lambda)" }

      func make() throws -> any Loss {
        switch loss {
        case "ce": try LossCatalogue.builtIn.make("cross-entropy")
        case "wce":
          try LossCatalogue.builtIn.make(
            "weighted-cross-entropy", settings: ["positiveWeight": params["pos_weight"] ?? 1])
        case "focal":
          try LossCatalogue.builtIn.make(
            "focal",
            settings: params.reduce(into: [:]) {
              $0[$1.key == "alpha" ? "alphaPositive" : $1.key] = $1.value
            })
        default: try LossCatalogue.builtIn.make(loss)
        }
      }
    }
    let featureDivisor: Double
    let solutions: [Solution]
    enum CodingKeys: String, CodingKey {
      case featureDivisor = "feature_divisor"
      case solutions
    }
  }

  static func reference() throws -> Reference {
    try JSONDecoder().decode(
      Reference.self, from: Data(contentsOf: resource("linear_2000x5.json")))
  }

  static func resource(_ name: String) throws -> URL {
    try #require(
      Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Resources"))
  }

  /// The rows, features divided, without standardisation.
  static func data(divisor: Double) throws -> TrainingData {
    let text = try String(contentsOf: resource("linear_2000x5.csv"), encoding: .utf8)
    var features: [Float] = []
    var labels: [UInt8] = []
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let cells = try line.split(separator: ",").map { try #require(Double($0)) }
      features += cells.dropLast().map { Float($0 / divisor) }
      labels.append(cells.last == 1 ? 1 : 0)
    }
    let dataset = Dataset(
      featureNames: (0..<5).map { "x\($0)" }, features: features, labels: labels)
    return TrainingData(
      dataset,
      standardizer: Standardizer(
        means: [0, 0, 0, 0, 0], deviations: [1, 1, 1, 1, 1]))
  }

  @Test("reaches the weights that three independent optimisers agree on")
  func weights() throws {
    let reference = try Self.reference()
    let data = try Self.data(divisor: reference.featureDivisor)
    for solution in reference.solutions {
      let largest = try #require(solution.eigenvalues.max())
      // Full batches and heavy-ball momentum: plain deterministic gradient descent.
      let trainer = try LockstepTrainer(
        architecture: .logistic,
        settings: TrainerSettings(
          optimizer: .sgd(momentum: 0.9), batchSize: 2000, maximumEpochs: 400, patience: 400,
          l2: Float(solution.lambda), shuffles: false), seed: 1)
      var epoch = 0.0
      let outcome = try trainer.train(
        [LearnerConfiguration(loss: solution.make(), learningRate: Float(1 / largest))],
        on: data, validation: data,
        score: { _ in
          epoch += 1
          return epoch
        })
      let parameters = try outcome[0].learner.network.parameters
      for (found, expected) in zip(parameters, solution.weights + [solution.intercept]) {
        // Single precision and a limited number of steps; a long run ends within 7e-6.
        #expect(
          abs(Double(found) - expected) < 2e-4,
          "\(solution.testDescription): \(found), expected \(expected)")
      }
    }
  }
}
