import Benchmark
import CounterRandom
import Datasets
import Evaluation
import Kernels
import Losses
import Training

// `swift package --package-path Benchmarks/Performance benchmark`: time of the parts that a suite
// spends its time in, and their instructions where the system lets a program count them.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.instructions, .wallClock], warmupIterations: 1,
    maxDuration: .seconds(2), maxIterations: 200)

  kernels()
  losses()
  generator()
  metrics()
  trainers()
}

@Sendable private func floats(_ count: Int) -> [Float] {
  (0..<count).map { Float($0 * 7919 % 1000) / 500 - 1 }
}

@Sendable private func kernels() {
  let (rows, inputs, hidden) = (1024, 30, 64)
  for instructions in InstructionSet.available {
    Benchmark("kernel/hidden-layer/\(instructions)") { benchmark in
      let left = floats(rows * inputs)
      let right = floats(inputs * hidden)
      var target = floats(rows * hidden)
      benchmark.startMeasurement()
      target.withUnsafeMutableBufferPointer { target in
        left.withUnsafeBufferPointer { left in
          right.withUnsafeBufferPointer { right in
            guard let l = left.baseAddress, let r = right.baseAddress, let t = target.baseAddress
            else { return }
            instructions.arithmetic.rectifiedAffine(
              l, inputs, rows: rows, depth: inputs, r, hidden, width: hidden, biases: r, into: t,
              hidden)
          }
        }
      }
      benchmark.stopMeasurement()
      blackHole(target)
    }
    Benchmark("kernel/weight-gradient/\(instructions)") { benchmark in
      let left = floats(rows * inputs)
      let right = floats(rows * hidden)
      var target = floats(inputs * hidden)
      benchmark.startMeasurement()
      target.withUnsafeMutableBufferPointer { target in
        left.withUnsafeBufferPointer { left in
          right.withUnsafeBufferPointer { right in
            guard let l = left.baseAddress, let r = right.baseAddress, let t = target.baseAddress
            else { return }
            instructions.arithmetic.accumulate(
              l, rowStride: inputs, columnStride: 1, rows: rows, columns: inputs, r, hidden,
              width: hidden, into: t, hidden)
          }
        }
      }
      benchmark.stopMeasurement()
      blackHole(target)
    }
  }
}

@Sendable private func losses() {
  let catalogue: [any Loss] = [
    CrossEntropy(), WeightedCrossEntropy(), Focal(), MeanSquaredError(), GradientHarmonizing(),
    PairwiseSquaredHinge(),
  ]
  for loss in catalogue {
    Benchmark("loss/\(type(of: loss).name)") { benchmark in
      let batch = LossBatch(labels: (0..<4096).map { $0 % 100 == 0 ? 1 : 0 })
      let context = LossContext(positives: 41, negatives: 4055)
      let prepared = loss.prepared(for: context)
      var state = prepared.initialState(in: context)
      let logits = floats(4096)
      var gradient = floats(4096)
      benchmark.startMeasurement()
      var output = gradient.mutableSpan
      blackHole(
        prepared.gradient(
          at: logits.span, of: batch, in: context, state: &state, gradient: &output))
      benchmark.stopMeasurement()
    }
  }
}

@Sendable private func generator() {
  for scenario in ["typologies", "transactions", "gauss"] {
    Benchmark("generator/\(scenario)") { benchmark in
      guard let scenario = try? ScenarioCatalogue.scenario(named: scenario, preset: nil) else {
        return benchmark.error("no such scenario")
      }
      let plan = try DrawPlan(scenario: scenario, rows: 65_536, seed: 1, purpose: .training)
      benchmark.startMeasurement()
      blackHole(plan.generate(rows: 0..<65_536, jobs: 1))
      benchmark.stopMeasurement()
    }
  }
}

@Sendable private func metrics() {
  Benchmark("metrics/average-precision") { benchmark in
    let logits = floats(100_000)
    let labels: [UInt8] = (0..<100_000).map { $0 % 1000 == 0 ? 1 : 0 }
    let metric = try SelectionMetric("average-precision")
    var scratch = RankingScratch()
    benchmark.startMeasurement()
    blackHole(try metric.value(logits: logits, labels: labels, scratch: &scratch))
    benchmark.stopMeasurement()
  }
  Benchmark("metrics/all") { benchmark in
    let logits = floats(100_000)
    let labels: [UInt8] = (0..<100_000).map { $0 % 1000 == 0 ? 1 : 0 }
    var evaluator = Evaluator()
    benchmark.startMeasurement()
    blackHole(
      try evaluator.evaluate(
        EvaluationInput(
          logits: logits, labels: labels, recovered: nil, validationLogits: logits,
          validationLabels: labels)))
    benchmark.stopMeasurement()
  }
}

@Sendable private func trainers() {
  for (name, hidden) in [("logistic", []), ("mlp", [64, 32])] {
    for learners in [1, 4, 16] {
      Benchmark("trainer/\(name)/\(learners)-learners") { benchmark in
        let rows = 32_768
        let dataset = Dataset(
          featureNames: (0..<30).map { "x\($0)" }, features: floats(rows * 30),
          labels: (0..<rows).map { $0 % 100 == 0 ? 1 : 0 })
        let standardizer = Standardizer(fitting: dataset)
        let training = TrainingData(dataset, standardizer: standardizer)
        let validation = TrainingData(dataset.rows(at: [0, 1]), standardizer: standardizer)
        let trainer = try LockstepTrainer(
          architecture: Architecture(hidden: hidden),
          settings: TrainerSettings(
            batchSize: hidden.isEmpty ? 4096 : 1024, maximumEpochs: 1), seed: 1)
        let configurations = (0..<learners).map { _ in
          LearnerConfiguration(loss: CrossEntropy(), learningRate: 0.01)
        }
        benchmark.startMeasurement()
        blackHole(
          try trainer.train(
            configurations, on: training, validation: validation, score: { _ in 1 }))
        benchmark.stopMeasurement()
      }
    }
  }
}
