import CounterRandom
import Datasets
import Losses
import Testing

@testable import Training

@Suite("Rows drawn on demand train as rows in memory do, to the last bit")
struct OnDemandTests {
  /// Training and validation rows of a scenario, in memory and on demand.
  static func sources(rows: Int = 3000) throws -> (stored: [RowSource], drawn: [RowSource]) {
    let scenario = try ScenarioCatalogue.scenario(named: "typologies", prevalence: 0.05)
    let training = try DrawPlan(scenario: scenario, rows: rows, seed: 1, purpose: .training)
    let validation = try DrawPlan(scenario: scenario, rows: 2500, seed: 1, purpose: .validation)
    return (
      [.stored(training.generate()), .stored(validation.generate())],
      [
        .drawn(DrawnRows(training, rows: 0..<rows, keeping: .labels)),
        .drawn(DrawnRows(validation, rows: 0..<2500, keeping: .everything)),
      ]
    )
  }

  static func data(_ sources: [RowSource]) throws -> [TrainingData] {
    let preparation = try InputPreparation(
      fitting: sources[0], options: EncodingOptions(logFeatures: ["V1"]))
    return sources.map { TrainingData($0, preparation: preparation) }
  }

  @Test("Every learner ends with the same weights and the same scores", arguments: [[], [6]])
  func training(hidden: [Int]) throws {
    let sources = try Self.sources()
    let names = [
      ("cross-entropy", Float(0.01)), ("soap", 0.01), ("smooth-ap", 0.01),
      ("amount-weighted-cross-entropy", 0.01),
    ]
    func outcomes(_ rows: [RowSource]) throws -> ([TrainedLearner], [Float]) {
      let data = try Self.data(rows)
      let learners = try LockstepTrainer(
        architecture: Architecture(hidden: hidden),
        settings: TrainerSettings(batchSize: 256, maximumEpochs: 2), seed: 3
      ).train(
        try LockstepTrainerTests.make(names), on: data[0], validation: data[1],
        score: { logLikelihood($0, data[1]) }
      ).map { try $0.learner }
      return (learners, try learners[0].model.logits(for: data[1]))
    }
    let stored = try outcomes(sources.stored)
    let drawn = try outcomes(sources.drawn)
    #expect(try stored.0.map { try $0.network } == drawn.0.map { try $0.network })
    #expect(stored.0.map(\.curve) == drawn.0.map(\.curve))
    #expect(stored.1 == drawn.1)
    let contexts = try [sources.stored, sources.drawn].map { try Self.data($0)[0].context }
    #expect(contexts[0] == contexts[1])
  }

  @Test("Standardising is fitted to the same digits")
  func preparation() throws {
    let sources = try Self.sources()
    let stored = try InputPreparation(fitting: sources.stored[0])
    let drawn = try InputPreparation(fitting: sources.drawn[0])
    #expect(stored.standardizer == drawn.standardizer)
    #expect(stored.encoder.inputs == drawn.encoder.inputs)
    guard case .stored(let dataset) = sources.stored[0] else { return }
    #expect(Standardizer(fitting: dataset) == stored.standardizer)
  }

  @Test("Missing values become 0 and do not move the mean; levels stay 0 and 1")
  func missing() throws {
    let dataset = Dataset(
      columns: [FeatureColumn("a"), FeatureColumn("c", .categorical(levels: ["x", "y"]))],
      features: [1, 0, .nan, 1, 3, 1, 8, 0], labels: [0, 1, 0, 1])
    let preparation = try InputPreparation(fitting: .stored(dataset))
    let deviation = (26.0 / 3).squareRoot()
    #expect(preparation.standardizer.means == [4, 0, 0, 0])
    #expect(abs(preparation.standardizer.deviations[0] - deviation) < 1e-12)
    let data = TrainingData(.stored(dataset), preparation: preparation)
    #expect(data.featureCount == 4)
    let rows = (0..<4).map { Array(data.features[4 * $0..<4 * $0 + 4]) }
    #expect(rows.map { Array($0.dropFirst()) } == [[0, 1, 0], [1, 0, 1], [0, 0, 1], [0, 1, 0]])
    #expect(rows[1][0] == 0)
    #expect(abs(rows[3][0] - 4 / Float(deviation)) < 1e-6)
  }

  @Test(
    "Too many rows for a list are visited once each, in an order of their own each epoch",
    arguments: [1, 7, 64])
  func order(batchSize: Int) {
    let labels: [UInt8] = (0..<500).map { $0 % 11 == 0 ? 1 : 0 }
    var all = RowOrder(labels: labels, listLimit: 10)
    var positives = RowOrder(labels: labels, only: 1, listLimit: 10)
    var orders: [[UInt32]] = []
    for epoch: UInt64 in 1...2 {
      all.shuffle(seed: 5, stream: epoch)
      positives.shuffle(seed: 5, stream: epoch)
      for (order, expected) in [
        (all, Array(0..<500)), (positives, Array(stride(from: 0, to: 500, by: 11))),
      ] {
        var order = order
        var rows: [UInt32] = []
        while true {
          let taken = order.take(batchSize)
          if taken.isEmpty { break }
          #expect(taken.count == batchSize || rows.count + taken.count == order.count)
          rows += taken
        }
        #expect(rows.sorted() == expected.map { UInt32($0) })
        #expect(rows != rows.sorted())
        orders.append(rows)
        order.restart()
        #expect(order.take(3).elementsEqual(rows.prefix(3)))
      }
    }
    #expect(orders[0] != orders[2])
    #expect(orders[1] != orders[3])
    // Without shuffling: as they come.
    var plain = RowOrder(labels: labels, only: 1, listLimit: 10)
    #expect(Array(plain.take(3)) == [0, 11, 22])
  }

  @Test("Samplers deal out the same batches, listed or not, up to the order")
  func samplers() throws {
    let data = try Self.data(Self.sources(rows: 400).stored)[0]
    let settings = TrainerSettings(batchSize: 64)
    for limit in [10, 1000] {
      let uniform = UniformSampler(data: data, settings: settings, seed: 2, listLimit: limit)
      uniform.begin(epoch: 1)
      var rows: [UInt32] = []
      while uniform.nextBatch() { rows += uniform.batch.rows }
      #expect(rows.sorted() == (0..<400).map { UInt32($0) })
      let stratified = StratifiedSampler(
        data: data, settings: settings, seed: 2, minimumPositives: 5, listLimit: limit)
      stratified.begin(epoch: 1)
      var batches = 0
      while stratified.nextBatch() {
        #expect(stratified.batch.positives.count >= 5)
        batches += 1
      }
      #expect(batches == 7)
    }
  }
}
