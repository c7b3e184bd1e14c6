import CounterRandom
import Datasets
import Foundation
import Losses
import Synchronization
import Testing

@testable import Training

@Suite("Boosted trees: data, models and the library")
struct TreeModelTests {
  static let random = TreeSettings(
    maximumRounds: 12, depth: 4, rowShare: 0.6, columnShare: 0.75, patience: 12,
    evaluationInterval: 4)

  @Test("A learner comes out the same whoever trains beside it", arguments: [false, true])
  func determinism(isRandom: Bool) async throws {
    let data = rareClouds(rows: 2000, positives: 60)
    let settings =
      isRandom ? Self.random : TreeSettings(maximumRounds: 12, depth: 4, patience: 12)
    let names = ["cross-entropy", "focal", "ghm-c"]
    let losses = try names.map { try LossCatalogue.builtIn.make($0) }
    @Sendable func logits(_ losses: [any Loss]) throws -> [[Float]] {
      try TreeTrainer(settings: settings, seed: 7).train(
        losses.map { LearnerConfiguration(loss: $0, learningRate: 0.2) }, on: data,
        validation: data, score: { logLikelihood($0, data) }
      ).map { try $0.learner.model.logits(for: data) }
    }
    let together = try logits(losses)
    let apart = try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
      for index in losses.indices {
        group.addTask { (index, try logits([losses[index]])[0]) }
      }
      return try await group.reduce(into: [Int: [Float]]()) { $0[$1.0] = $1.1 }
    }
    for index in losses.indices { #expect(apart[index] == together[index]) }
    #expect(Set(together.map { $0.hashValue }).count == 3)
  }

  @Test("Rows and features are drawn anew in each round, by the seed")
  func sampling() throws {
    let data = rareClouds(rows: 2000, positives: 60)
    func logits(_ settings: TreeSettings, seed: UInt64) throws -> [Float] {
      try TreeTrainer(settings: settings, seed: seed).grow(CrossEntropy(), on: data)
        .logits(for: data)
    }
    var plain = Self.random
    (plain.rowShare, plain.columnShare) = (1, 1)
    #expect(try logits(plain, seed: 1) == logits(plain, seed: 2))
    #expect(try logits(Self.random, seed: 1) == logits(Self.random, seed: 1))
    #expect(try logits(Self.random, seed: 1) != logits(Self.random, seed: 2))
  }

  @Test("Saved trees are read again and give the same logits; XGBoost's own JSON")
  func saving() throws {
    let data = rareClouds(rows: 1000, positives: 60)
    let model = try TreeTrainer(settings: TreeSettings(maximumRounds: 8), seed: 1)
      .grow(CrossEntropy(), on: data)
    let json = try model.json()
    let read = try TreeModel(json: json)
    #expect(read.roundCount == 8)
    #expect(read.featureCount == 4)
    #expect(try read.logits(for: data) == model.logits(for: data))
    let tree = try #require(
      try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    let learner = try #require(tree["learner"] as? [String: Any])
    #expect(learner["feature_names"] as? [String] == ["a", "b", "c", "d"])

    #expect(throws: TreeError.self) { try TreeModel(json: Array("{\"learner\": 3}".utf8)) }
    #expect(throws: TreeError.self) { try TreeModel(json: []) }
    #expect(throws: TreeError.self) { try TreeModel(json: Array(json.prefix(json.count / 2))) }
  }

  @Test("Levels are told apart, by name and not by order")
  func categories() throws {
    // Even levels are positive: no single threshold of the number tells them apart.
    let levels = (0..<12).map { "level \($0)" }
    var generator = CounterGenerator(seed: 3, stream: 0)
    var values: [Float] = []
    var labels: [UInt8] = []
    for row in 0..<4000 {
      let level = row % 40 == 0 ? Float.nan : Float(Int(generator.uniform() * 12))
      values += [level, Float(generator.normal())]
      let isEven = !level.isNaN && Int(level) % 2 == 0
      labels.append(isEven == (row % 10 != 0) ? 1 : 0)
    }
    let data = unchanged(
      .stored(
        Dataset(
          columns: [
            FeatureColumn("channel", .categorical(levels: levels)), FeatureColumn("noise"),
          ], features: values, labels: labels)))
    let model = try TreeTrainer(settings: TreeSettings(maximumRounds: 5, depth: 1), seed: 1)
      .grow(CrossEntropy(), on: data)
    let logits = try model.logits(for: data)
    // One split a tree: only by sets of levels can it tell all six even ones from the odd.
    for row in 0..<4000 where !values[2 * row].isNaN {
      #expect((logits[row] > 0) == (Int(values[2 * row]) % 2 == 0))
    }
    let read = try TreeModel(json: model.json())
    #expect(try read.logits(for: data) == logits)
  }

  @Test("Rows on demand give the same trees as rows in memory")
  func onDemand() throws {
    let plan = try DrawPlan(
      scenario: try ScenarioCatalogue.scenario(named: "typologies", prevalence: 0.02),
      rows: 3000, seed: 5, purpose: .training)
    let stored = unchanged(.stored(plan.generate(rows: 0..<3000)))
    let drawn = unchanged(.drawn(DrawnRows(plan, rows: 0..<3000, keeping: .labels)))
    let trainer = try TreeTrainer(settings: TreeSettings(maximumRounds: 6), seed: 1)
    let models = try [stored, drawn].map { try trainer.grow(CrossEntropy(), on: $0) }
    #expect(try models[0].json() == models[1].json())
    #expect(try models[0].logits(for: stored) == models[1].logits(for: drawn))
    #expect(Set(try models[0].logits(for: stored)).count > 10)
  }

  @Test("Logits are the same however many rows are scored at once, and whenever trees are added")
  func blocks() throws {
    let library = try XGBoostLibrary.installed()
    let data = rareClouds(rows: 1000, positives: 60)
    let matrix = try QuantileMatrix(data, bins: 64, threads: 1, withLabels: true, library: library)
    let booster = try Booster(
      trainedOn: matrix,
      parameters: [
        ("objective", "binary:logistic"), ("base_score", "0.06"), ("tree_method", "hist"),
        ("max_bin", "64"),
        ("nthread", "1"),
      ], library: library)
    for round in 0..<9 { try booster.update(matrix, round: round) }
    let whole = try TreeScorer(data, library: library).logits(of: booster, rounds: 9)
    let scorer = try TreeScorer(data, rowsAtOnce: 384, library: library)
    #expect(try scorer.logits(of: booster, rounds: 9) == whole)
    var sums = [Float](repeating: Float(log(0.06 / 0.94)), count: 1000)
    for rounds in [0..<4, 4..<5, 5..<9] { try scorer.add(rounds, of: booster, to: &sums) }
    #expect(zip(sums, whole).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(Set(whole).count > 50)
  }

  @Test("Data that do not fit are refused in a sentence")
  func errors() throws {
    let data = rareClouds(rows: 500, positives: 50)
    let trainer = try TreeTrainer(settings: TreeSettings(maximumRounds: 2), seed: 1)
    let model = try trainer.grow(CrossEntropy(), on: data)
    let narrow = unchanged(
      .stored(Dataset(featureNames: ["a"], features: [1, 2], labels: [0, 1])))
    #expect(throws: TreeError.otherFeatures(model: 4, data: 1)) {
      try model.logits(for: narrow)
    }
    #expect(throws: TrainingError.differentColumns(training: 4, other: 1)) {
      try trainer.train([], on: data, validation: narrow, score: { _ in 0 })
    }
    let oneClass = rareClouds(rows: 30, positives: 0)
    #expect(throws: TrainingError.oneClassOnly(part: "training", positives: 0, negatives: 30)) {
      try trainer.train([], on: oneClass, validation: data, score: { _ in 0 })
    }
    let prepared = cloudParts().training
    #expect(throws: TrainingError.trees(.preparedInputs)) {
      try trainer.train([], on: prepared, validation: prepared, score: { _ in 0 })
    }
    var settings = TreeSettings()
    settings.rowShare = 0
    #expect(
      throws: TrainingError.badSetting(
        name: "subsample", value: "0.0", valid: "above 0 and at most 1")
    ) { try TreeTrainer(settings: settings, seed: 1) }
  }

  @Test("Without the library there is one sentence on how to get it")
  func missingLibrary() throws {
    do {
      _ = try XGBoostLibrary(environment: [XGBoostLibrary.variable: "/nonexistent.so"])
      Issue.record("a library was found")
    } catch {
      #expect(
        error.description.hasPrefix(
          "Trees need the library XGBoost, which was not found as /nonexistent.so ("))
      #expect(error.description.contains("`apt-get install libxgboost-dev`"))
      #expect(error.description.contains("LOPSIDED_XGBOOST"))
    }
    // Another library is no XGBoost.
    do {
      _ = try XGBoostLibrary(environment: [XGBoostLibrary.variable: "libz.so.1"])
      Issue.record("zlib is taken for XGBoost")
    } catch {
      #expect(
        error == .libraryIncomplete(path: "libz.so.1", symbol: "XGBoostVersion"))
    }
  }

  @Test("XGBoost's messages lose time of day, source place and stack")
  func messages() {
    #expect(
      XGBoostLibrary.reason(
        in: "[07:26:00] /build/src/data.cc:12: Check failed: x\nStack trace:\n  [bt]")
        == "Check failed: x.")
    #expect(XGBoostLibrary.reason(in: "plain") == "plain.")
    #expect(XGBoostLibrary.reason(in: "") == "it gave no reason.")
  }
}
