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

  static func data(_ sources: [RowSource], jobs: Int = 1) throws -> [TrainingData] {
    let preparation = try InputPreparation(
      fitting: sources[0], options: EncodingOptions(logFeatures: ["V1"]))
    return sources.map { TrainingData($0, preparation: preparation, jobs: jobs) }
  }

  @Test("Every learner ends with the same weights and the same scores", arguments: [[], [6]])
  func training(hidden: [Int]) throws {
    let sources = try Self.sources()
    let names = [
      ("cross-entropy", Float(0.01)), ("soap", 0.01), ("smooth-ap", 0.01),
      ("amount-weighted-cross-entropy", 0.01),
    ]
    func outcomes(_ rows: [RowSource], jobs: Int = 1) throws -> ([TrainedLearner], [Float]) {
      let data = try Self.data(rows, jobs: jobs)
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
    let drawn = try outcomes(sources.drawn, jobs: 2)
    #expect(try stored.0.map { try $0.network } == drawn.0.map { try $0.network })
    #expect(stored.0.map(\.curve) == drawn.0.map(\.curve))
    #expect(stored.1 == drawn.1)
    let contexts = try [sources.stored, sources.drawn].map { try Self.data($0)[0].context }
    #expect(contexts[0] == contexts[1])
  }

  @Test("Successive rows that are drawn bring their inputs and what they are worth")
  func successive() throws {
    let sources = try Self.sources(rows: 700)
    let (stored, drawn) = try (Self.data(sources.stored)[0], Self.data(sources.drawn)[0])
    let reader = InputReader(drawn, capacity: 600)
    let room = FloatBuffer(count: 600 * drawn.featureCount)
    let width = drawn.featureCount
    unsafe reader.withInputs(of: 10..<610, room: room.base) { inputs in
      let values = unsafe Array(UnsafeBufferPointer(start: inputs, count: 600 * width))
      #expect(values == Array(stored.features[10 * width..<610 * width]))
    }
    #expect(Array(reader.drawnAmounts) == Array(stored.amounts[10..<610]))
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
    "Rows in blocks are visited once each, in an order of their own each epoch",
    arguments: [1000, 4096, 100_000])
  func order(batchSize: Int) {
    // Three windows of blocks and a part of one, the last block not full.
    let count = 200_123
    let labels: [UInt8] = (0..<count).map { $0 % 11 == 0 ? 1 : 0 }
    var all = RowOrder(labels: labels, order: .blocks)
    var positives = RowOrder(labels: labels, only: 1, order: .blocks)
    var orders: [[UInt32]] = []
    for epoch: UInt64 in 1...2 {
      all.shuffle(seed: 5, stream: epoch)
      positives.shuffle(seed: 5, stream: epoch)
      for (order, expected) in [
        (all, Array(0..<count)), (positives, Array(stride(from: 0, to: count, by: 11))),
      ] {
        var order = order
        let rows = Self.rows(of: &order, batchSize: batchSize)
        #expect(rows.sorted() == expected.map { UInt32($0) })
        #expect(rows != rows.sorted())
        orders.append(rows)
        order.restart()
        #expect(order.take(3).elementsEqual(rows.prefix(3)))
      }
    }
    #expect(orders[0] != orders[2])
    #expect(orders[1] != orders[3])
    // The same seed gives the same order, whatever was visited before.
    all.shuffle(seed: 5, stream: 1)
    #expect(Self.rows(of: &all, batchSize: 777) == orders[0])
    // Without shuffling: as they come.
    var plain = RowOrder(labels: labels, only: 1, order: .blocks)
    #expect(Array(plain.take(3)) == [0, 11, 22])
  }

  /// All rows of an epoch; every batch but the last is full.
  private static func rows(of order: inout RowOrder, batchSize: Int) -> [UInt32] {
    var rows: [UInt32] = []
    while true {
      let taken = order.take(batchSize)
      if taken.isEmpty { return rows }
      #expect(taken.count == batchSize || rows.count + taken.count == order.count)
      rows += taken
    }
  }

  @Test("The first batches of rows in blocks come from all over the data, and mix their blocks")
  func mixing() {
    let count = 1 << 20
    var order = RowOrder(labels: [UInt8](repeating: 0, count: count), order: .blocks)
    order.shuffle(seed: 1, stream: 1)
    let batch = order.take(4096)
    let blocks = Set(batch.map { Int($0) / RowOrder.blockRows })
    // 64 rows of each of 64 blocks on average: none is left out but with a chance of 64 · e⁻⁶⁴.
    #expect(blocks.count == RowOrder.windowBlocks)
    #expect(blocks.reduce(0, +) / blocks.count > 384 && blocks.reduce(0, +) / blocks.count < 640)
  }

  @Test("Whether rows are put in order by a list follows from their number and width alone")
  func orderRule() {
    func isListed(_ rows: Int, _ features: Int) -> Bool {
      TrainingOrder(rows: rows, features: features) == .list
    }
    #expect(isListed(1 << 24, 30))
    #expect(!isListed(1 << 24 + 1, 1))
    #expect(isListed(1 << 20, 512))
    #expect(!isListed(1 << 20, 513))
  }

  @Test("Samplers deal out the same batches, listed or not, up to the order")
  func samplers() throws {
    let data = try Self.data(Self.sources(rows: 400).stored)[0]
    let settings = TrainerSettings(batchSize: 64)
    for order in [TrainingOrder.blocks, .list] {
      let uniform = UniformSampler(data: data, settings: settings, seed: 2, order: order)
      uniform.begin(epoch: 1)
      var rows: [UInt32] = []
      while uniform.nextBatch() { rows += uniform.batch.rows }
      #expect(rows.sorted() == (0..<400).map { UInt32($0) })
      let stratified = StratifiedSampler(
        data: data, settings: settings, seed: 2, minimumPositives: 5, order: order)
      stratified.begin(epoch: 1)
      var batches = 0
      while stratified.nextBatch() {
        #expect(stratified.batch.positives.count >= 5)
        batches += 1
      }
      #expect(batches == 7)
    }
  }

  @Test("Batches that are read ahead are those of one thread", arguments: [2, 3, 5])
  func readAhead(jobs: Int) throws {
    let rows = try Self.sources(rows: 3001).drawn[0]
    let preparation = try InputPreparation(fitting: rows)
    let plain = TrainingData(rows, preparation: preparation)
    let ahead = TrainingData(rows, preparation: preparation, jobs: jobs)
    #expect(ahead.readsAhead && !plain.readsAhead)
    let settings = TrainerSettings(batchSize: 100)
    let expected = UniformSampler(data: plain, settings: settings, seed: 4)
    let sampler = ReadAheadSampler(
      UniformSampler(data: ahead, settings: settings, seed: 4), data: ahead, capacity: 100)
    for epoch in 1...3 {
      expected.begin(epoch: epoch)
      sampler.begin(epoch: epoch)
      var batches = 0
      while expected.nextBatch() {
        try #require(sampler.nextBatch())
        let count = expected.batch.count
        #expect(sampler.batch.rows == expected.batch.rows)
        #expect(sampler.batch.labels == expected.batch.labels)
        #expect(sampler.batch.amounts == expected.batch.amounts)
        let width = plain.featureCount
        #expect(features(count * width, of: sampler) == features(count * width, of: expected))
        batches += 1
        // An epoch that is broken off must not hold up the next one.
        if epoch == 2, batches == 3 { break }
      }
      #expect(epoch == 2 || !sampler.nextBatch())
    }
  }

  private func features(_ count: Int, of sampler: some BatchSampler) -> [Float] {
    var values: [Float] = []
    unsafe sampler.withFeatures { features in
      values = unsafe Array(UnsafeBufferPointer(start: features, count: count))
    }
    return values
  }
}
