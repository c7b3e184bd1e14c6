import Datasets
import Losses
import Testing

@testable import Training

@Suite("Standardiser, sampler and optimisers")
struct PartsTests {
  @Test("Standardised training features have mean 0 and deviation 1; constant ones become 0")
  func standardizer() {
    let dataset = Dataset(
      featureNames: ["a", "b"], features: [1, 7, 2, 7, 3, 7, 6, 7], labels: [0, 1, 0, 1])
    let standardizer = Standardizer(fitting: dataset)
    #expect(standardizer.means == [3, 7])
    #expect(standardizer.deviations == [(3.5).squareRoot(), 1])
    let values = standardizer.transform(dataset)
    #expect(values[1] == 0)
    #expect(abs(values[0] + 2 / Float(3.5).squareRoot()) < 1e-6)
    #expect(abs(values[0] + values[2] + values[4] + values[6]) < 1e-6)
  }

  @Test("A narrow feature far from zero keeps its digits")
  func narrowFeature() {
    let dataset = Dataset(
      featureNames: ["a"], features: [1_000_000, 1_000_001, 1_000_002], labels: [0, 1, 0])
    let deviation = Standardizer(fitting: dataset).deviations[0]
    #expect(abs(deviation - (2.0 / 3).squareRoot()) < 1e-12)
  }

  @Test("An epoch visits every row once, in an order of its own", arguments: [1, 7, 64, 600])
  func sampler(batchSize: Int) {
    let dataset = Dataset(
      featureNames: ["row"], features: (0..<100).map { Float($0) },
      labels: (0..<100).map { $0 % 3 == 0 ? 1 : 0 })
    let data = TrainingData(dataset, standardizer: Standardizer(means: [0], deviations: [1]))
    let sampler = UniformSampler(
      data: data, settings: TrainerSettings(batchSize: batchSize), seed: 4)
    var orders: [[Float]] = []
    for epoch in 1...2 {
      sampler.begin(epoch: epoch)
      var rows: [Float] = []
      while sampler.nextBatch() {
        for slot in 0..<sampler.batch.count {
          let row = feature(slot, of: sampler)
          rows.append(row)
          #expect(sampler.batch.labels[slot] == (Int(row) % 3 == 0 ? 1 : 0))
          #expect(sampler.batch.rows[slot] == UInt32(row))
        }
      }
      #expect(rows.sorted() == (0..<100).map { Float($0) })
      orders.append(rows)
    }
    #expect(orders[0] != orders[1])
    #expect(orders[0] != orders[0].sorted())
  }

  @Test(
    "A stratified epoch visits every negative once and deals positives out evenly",
    arguments: [(7, 1), (7, 4), (64, 2), (600, 50)])
  func stratifiedSampler(batchSize: Int, minimum: Int) {
    let dataset = Dataset(
      featureNames: ["row"], features: (0..<100).map { Float($0) },
      labels: (0..<100).map { $0 % 10 == 0 ? 1 : 0 }, amounts: (0..<100).map { Float($0) / 2 })
    let data = TrainingData(dataset, standardizer: Standardizer(means: [0], deviations: [1]))
    let settings = TrainerSettings(batchSize: batchSize)
    let sampler = StratifiedSampler(
      data: data, settings: settings, seed: 4, minimumPositives: minimum)
    let capacity = StratifiedSampler.capacity(
      of: data, settings: settings, minimumPositives: minimum)
    var orders: [[UInt32]] = []
    for epoch in 1...2 {
      sampler.begin(epoch: epoch)
      var rows: [UInt32] = []
      var batches = 0
      while sampler.nextBatch() {
        batches += 1
        #expect(sampler.batch.positives.count >= minimum)
        #expect(sampler.batch.count <= capacity)
        rows += sampler.batch.rows
        for slot in 0..<sampler.batch.count {
          let row = sampler.batch.rows[slot]
          #expect(feature(slot, of: sampler) == Float(row))
          #expect(sampler.batch.amounts[slot] == Float(row) / 2)
        }
      }
      #expect(batches == (99 + min(batchSize, 100)) / min(batchSize, 100))
      #expect(
        rows.filter { $0 % 10 != 0 }.sorted() == (0..<100).filter { $0 % 10 != 0 }.map(UInt32.init))
      // No positive is dealt out twice more than another.
      let dealt = Dictionary(grouping: rows.filter { $0 % 10 == 0 }) { $0 }.mapValues(\.count)
      #expect(dealt.count == 10)
      #expect((dealt.values.max() ?? 0) - (dealt.values.min() ?? 0) <= 1)
      orders.append(rows)
    }
    #expect(orders[0] != orders[1])
  }

  @Test("A class-balanced epoch is half positives, and deals out each class evenly")
  func classBalancedSampler() {
    let dataset = Dataset(
      featureNames: ["row"], features: (0..<100).map { Float($0) },
      labels: (0..<100).map { $0 % 10 == 0 ? 1 : 0 })
    let data = TrainingData(dataset, standardizer: Standardizer(means: [0], deviations: [1]))
    let sampler = ClassBalancedSampler(
      data: data, settings: TrainerSettings(batchSize: 9), seed: 4)
    var rows: [UInt32] = []
    for epoch in 1...3 {
      sampler.begin(epoch: epoch)
      var batches = 0
      while sampler.nextBatch() {
        batches += 1
        #expect(sampler.batch.count == 9)
        #expect(sampler.batch.positives.count == 4)
        for slot in 0..<9 {
          #expect(feature(slot, of: sampler) == Float(sampler.batch.rows[slot]))
        }
        rows += sampler.batch.rows
      }
      #expect(batches == 12)
    }
    for isPositive in [true, false] {
      let dealt = Dictionary(grouping: rows.filter { ($0 % 10 == 0) == isPositive }) { $0 }
        .mapValues(\.count)
      #expect(dealt.count == (isPositive ? 10 : 90))
      #expect((dealt.values.max() ?? 0) - (dealt.values.min() ?? 0) <= 1)
    }
  }

  @Test("Batches of rows in their own order are read where they lie")
  func inPlace() {
    let dataset = Dataset(
      featureNames: ["a", "b"], features: (0..<200).map { Float($0) },
      labels: (0..<100).map { $0 % 10 == 0 ? 1 : 0 })
    let data = TrainingData(
      dataset, standardizer: Standardizer(means: [0, 0], deviations: [1, 1]))
    let sampler = UniformSampler(
      data: data, settings: TrainerSettings(batchSize: 32, shuffles: false), seed: 4)
    sampler.begin(epoch: 1)
    var place: Float = 0
    while sampler.nextBatch() {
      unsafe sampler.withFeatures { features in
        for i in 0..<sampler.batch.count * 2 {
          #expect(unsafe features[i] == place)
          place += 1
        }
      }
    }
    #expect(place == 200)
  }

  /// The first feature of a row of the current batch, of data with one feature.
  private func feature(_ slot: Int, of sampler: some BatchSampler) -> Float {
    var value = Float.nan
    unsafe sampler.withFeatures { value = unsafe $0[slot] }
    return value
  }

  @Test("Adam's first step has the length of the learning rate, whatever the gradient's scale")
  func adam() {
    for scale: Float in [1, 1e-6] {
      let parameters = FloatBuffer(count: 2)
      let gradient = FloatBuffer(count: 2)
      gradient[0] = 3 * scale
      gradient[1] = -scale
      unsafe OptimizerState(.adam(), parameterCount: 2)
        .update(parameters, gradient: gradient.base, share: 1, learningRate: 0.1)
      #expect(abs(parameters[0] + 0.1) < 1e-5)
      #expect(abs(parameters[1] - 0.1) < 1e-5)
    }
  }

  @Test("Momentum adds up past gradients")
  func momentum() {
    let parameters = FloatBuffer(count: 1)
    let gradient = FloatBuffer(count: 1)
    gradient[0] = 1
    let state = OptimizerState(.sgd(momentum: 0.5), parameterCount: 1)
    for _ in 0..<3 {
      unsafe state.update(parameters, gradient: gradient.base, share: 1, learningRate: 0.1)
    }
    #expect(abs(parameters[0] + 0.1 * (1 + 1.5 + 1.75)) < 1e-6)
  }

  @Test("Not-a-number and infinity anywhere in a buffer are seen")
  func finiteness() {
    for value in [Float.nan, .infinity, -.infinity] {
      for place in [0, 5, 16] {
        let buffer = FloatBuffer(count: 17)
        #expect(buffer.isFinite)
        buffer[place] = value
        #expect(!buffer.isFinite)
      }
    }
  }
}
