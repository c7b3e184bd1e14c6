import Datasets
import DualNumbers
import Foundation
import Losses
import Testing

@testable import Training

@Suite("Boosted trees")
struct TreeTrainerTests {
  static let settings = TreeSettings(
    maximumRounds: 30, depth: 4, patience: 30, evaluationInterval: 10)

  @Test("Cross-entropy grows the trees that XGBoost's own objective grows")
  func againstBinaryLogistic() throws {
    let library = try XGBoostLibrary.installed()
    let data = rareClouds(rows: 4000, positives: 40)
    let model = try TreeTrainer(settings: Self.settings, seed: 1)
      .grow(CrossEntropy(), rate: 0.1, on: data)
    #expect(model.roundCount == 30)

    let matrix = try QuantileMatrix(
      data, bins: 256, threads: 1, withLabels: true, library: library)
    let own = try Booster(
      trainedOn: matrix,
      parameters: Self.settings.parameters + [
        ("objective", "binary:logistic"), ("base_score", "0.01"), ("learning_rate", "0.1"),
        ("nthread", "1"),
      ], library: library)
    for round in 0..<30 { try own.update(matrix, round: round) }
    let expected = try TreeScorer(data, library: library).logits(of: own, rounds: 30)
    let found = try model.logits(for: data)
    let largest = zip(found, expected).map { abs($0 - $1) }.max() ?? .infinity
    #expect(largest < 2e-4)
    #expect(Set(found).count > 100)
  }

  @Test(
    "Losses of any scale grow trees at 0.1 %",
    arguments: ["focal", "mse", "weighted-cross-entropy", "asymmetric", "gce"])
  func smallScales(name: String) throws {
    let data = rareClouds(rows: 8000, positives: 8)
    let loss = try LossCatalogue.builtIn.make(name)
    let trainer = try TreeTrainer(
      settings: TreeSettings(maximumRounds: 4, depth: 3, patience: 10), seed: 1)
    let logits = try trainer.grow(loss, on: data).logits(for: data)
    let positive = logits[..<8].reduce(0, +) / 8
    let negative = logits[8...].reduce(0, +) / Float(logits.count - 8)
    #expect(positive > negative + 0.1, "\(name): \(positive), \(negative)")
  }

  /// Cross-entropy times 1/4096, which is exact in binary.
  struct SmallCrossEntropy: PointwiseLoss {
    static let name = "small"
    static let title = "small"
    static let formula = ""
    static let reference = ""
    static let properties = LossProperties(
      isStrictlyProper: true, isConvex: true, recoversPosterior: false)
    var factor = 1.0 / 4096

    func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
      N.logistic(.margin(logit, label: label)).negativeLogSigmoid.scaled(by: factor)
    }
  }

  @Test("A loss times a number grows the same trees, and not without the scale")
  func scale() throws {
    let data = rareClouds(rows: 4000, positives: 40)
    let trainer = try TreeTrainer(settings: Self.settings, seed: 1)
    let logits = try trainer.grow(CrossEntropy(), on: data).logits(for: data)
    let small = try trainer.grow(SmallCrossEntropy(), on: data).logits(for: data)
    // The minimum of the constant is found numerically, to about single precision.
    #expect(zip(logits, small).allSatisfy { abs($0 - $1) < 1e-3 })

    let rows = BoostingRows(
      labels: data.labels.map { Float($0) }, amounts: [], team: WorkerTeam(threads: 1))
    let rule = CurvatureScale(rows, in: data.context)
    let start = Float(data.context.priorLogit)
    #expect(rule.of(BoostedLoss(CrossEntropy()), at: start, state: LossState()) == 1)
    #expect(
      rule.of(
        BoostedLoss(SmallCrossEntropy()), at: start, state: LossState()) == 4096)
    // At 1 % the curvature of MSE is some hundred times smaller: 2 (p (1 - p))².
    let squared = rule.of(
      BoostedLoss(MeanSquaredError()).prepared(for: data.context), at: start, state: LossState())
    #expect(abs(squared * 2 * 0.01 * 0.99 - 1) < 1e-3)
  }

  @Test("Training stops when validation has not improved for as long as patience says")
  func earlyStopping() throws {
    let data = rareClouds(rows: 2000, positives: 60)
    var values: [Double] = [0, 1, 2, 1.5, 1.7, 1.9, 5]
    var seen: [[Float]] = []
    let outcome = try TreeTrainer(
      settings: TreeSettings(
        maximumRounds: 100, depth: 3, patience: 6, evaluationInterval: 2), seed: 1
    ).train(
      [LearnerConfiguration(loss: CrossEntropy(), learningRate: 0.2)], on: data, validation: data,
      score: {
        seen.append($0)
        return values.removeFirst()
      })
    let learner = try outcome[0].learner
    #expect(learner.curve.map(\.epoch) == [0, 2, 4, 6, 8, 10])
    #expect(learner.bestEpoch == 4)
    #expect(learner.bestScore == 2)
    #expect(learner.curve[0].trainingLoss == nil)
    let losses = learner.curve.compactMap(\.trainingLoss)
    #expect(losses.count == 5)
    #expect(zip(losses, losses.dropFirst()).allSatisfy(>))
    // The model is that of the best round, to the last bit of the logits that were judged there.
    #expect(try learner.model.logits(for: data) == seen[2])
    #expect(try #require(learner.model as? TreeModel).roundCount == 4)
    #expect(Set(seen[0]).count == 1)
    #expect(abs(seen[0][0] - Float(data.context.priorLogit)) < 1e-5)
  }

  @Test("A learner that never improves on its start is that constant")
  func startAlone() throws {
    let data = rareClouds(rows: 1000, positives: 50)
    let outcome = try TreeTrainer(
      settings: TreeSettings(maximumRounds: 9, patience: 5), seed: 1
    ).train(
      [LearnerConfiguration(loss: CrossEntropy(), learningRate: 0.2)], on: data, validation: data,
      score: { _ in 1 })
    let learner = try outcome[0].learner
    let model = try #require(learner.model as? TreeModel)
    #expect(learner.bestEpoch == 0)
    #expect(model.roundCount == 0)
    #expect(model.featureCount == 4)
    let logits = try model.logits(for: data)
    #expect(Set(logits).count == 1)
    #expect(abs(logits[0] - Float(data.context.priorLogit)) < 1e-5)
    #expect(try TreeModel(json: model.json()).logits(for: data) == logits)
  }

  @Test("A loss that is no longer finite diverges and takes no other with it")
  func divergence() throws {
    let data = rareClouds(rows: 1000, positives: 50)
    let outcomes = try TreeTrainer(
      settings: TreeSettings(maximumRounds: 20, depth: 3), seed: 1
    ).train(
      [
        LearnerConfiguration(loss: Exponential(), learningRate: 1e30),
        LearnerConfiguration(loss: CrossEntropy(), learningRate: 0.1),
      ], on: data, validation: data, score: { logLikelihood($0, data) })
    guard case .diverged(let divergence) = outcomes[0] else {
      Issue.record("it did not diverge: \(outcomes[0])")
      return
    }
    #expect(divergence.learningRate == 1e30)
    #expect(divergence.epoch >= 1)
    #expect(try outcomes[1].learner.bestEpoch > 0)
  }
}
