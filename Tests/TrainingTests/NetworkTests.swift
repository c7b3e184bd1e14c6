import Datasets
import Foundation
import Losses
import Testing

@testable import Training

@Suite("The network's backward pass")
struct NetworkTests {
  @Test(
    "agrees with differences of the forward pass",
    arguments: [[], [5], [20], [6, 3], [17, 40], [4, 4, 4]])
  func gradient(hidden: [Int]) throws {
    let rows = 7
    let dataset = clouds(rows: rows)
    let data = TrainingData(dataset, standardizer: Standardizer(fitting: dataset))
    let architecture = Architecture(hidden: hidden)
    let layout = NetworkLayout(inputs: 4, hidden: hidden)
    let learner = try plainLearner(layout: layout, data: data)
    let before = layout.canonical(learner.parameters.values)
    try step(learner, architecture: architecture, data: data)
    let after = layout.canonical(learner.parameters.values)

    func objective(_ parameters: [Float]) -> Double {
      let model = NetworkModel(architecture: architecture, inputs: 4, parameters: parameters)
      let losses = zip(model.logits(for: data), data.labels).map { logit, label in
        let z = label == 1 ? -Double(logit) : Double(logit)
        return max(z, 0) + log1p(exp(-abs(z)))
      }
      return losses.reduce(0, +) / Double(rows)
    }
    var parameters = before
    let middle = objective(before)
    let step: Float = 2e-3
    for index in before.indices {
      parameters[index] = before[index] + step
      let above = objective(parameters)
      parameters[index] = before[index] - step
      let below = objective(parameters)
      parameters[index] = before[index]
      // A unit may switch on or off within the step: the slope lies between those of both sides.
      let sides = [(above - middle) / Double(step), (middle - below) / Double(step)].sorted()
      let slope = Double(before[index] - after[index])
      let room = 4e-4 + 2e-2 * abs(slope)
      #expect(slope > sides[0] - room && slope < sides[1] + room)
    }
    #expect(before != after)
  }

  @Test("Units that were added to a layer stay zero", arguments: [[5], [6, 3]])
  func addedUnits(hidden: [Int]) throws {
    let dataset = clouds(rows: 50)
    let data = TrainingData(dataset, standardizer: Standardizer(fitting: dataset))
    let layout = NetworkLayout(inputs: 4, hidden: hidden)
    let learner = try plainLearner(layout: layout, data: data)
    for _ in 0..<3 {
      try step(learner, architecture: Architecture(hidden: hidden), data: data)
    }
    let values = learner.parameters.values
    #expect(layout.packed(layout.canonical(values)) == values)
    #expect(layout.canonicalCount < layout.parameterCount)
  }

  @Test("Dropped units are those of the masks, and the gradient is that of the rest")
  func dropout() throws {
    let (rows, hidden) = (40, [16, 16])
    let dataset = clouds(rows: rows)
    let data = TrainingData(dataset, standardizer: Standardizer(fitting: dataset))
    let layout = NetworkLayout(inputs: 4, hidden: hidden)
    let masks = DropoutMasks(rate: 0.25, layout: layout, batchCapacity: rows, seed: 5)
    let learner = try plainLearner(layout: layout, data: data)
    let before = learner.parameters.values
    try step(learner, architecture: Architecture(hidden: hidden), data: data, dropout: masks)
    let kept = masks.values(ofLayer: 0)
    let dropped = kept.count { $0 == 0 }
    #expect(kept.allSatisfy { $0 == 0 || abs($0 - 4 / 3) < 1e-6 })
    #expect((100..<220).contains(dropped))

    // The objective with these masks, in Double.
    func objective(_ parameters: [Float]) -> Double {
      var total = 0.0
      for row in 0..<rows {
        var values = (0..<4).map { Double(data.features[row * 4 + $0]) }
        for (index, layer) in layout.hidden.enumerated() {
          let mask = masks.values(ofLayer: index)
          values = (0..<layer.outputs).map { unit in
            let sum = values.indices.reduce(Double(parameters[layer.biases + unit])) {
              $0 + values[$1] * Double(parameters[layer.weights + $1 * layer.width + unit])
            }
            return max(0, sum) * Double(mask[row * layer.width + unit])
          }
        }
        let logit = values.indices.reduce(Double(parameters[layout.output.biases])) {
          $0 + values[$1] * Double(parameters[layout.output.weights + $1])
        }
        let z = data.labels[row] == 1 ? -logit : logit
        total += max(z, 0) + log1p(exp(-abs(z)))
      }
      return total / Double(rows)
    }
    var parameters = before
    for index in before.indices {
      parameters[index] = before[index] + 1e-3
      let above = objective(parameters)
      parameters[index] = before[index] - 1e-3
      let below = objective(parameters)
      parameters[index] = before[index]
      let difference = (above - below) / 2e-3
      let slope = Double(before[index] - learner.parameters[index])
      #expect(abs(difference - slope) < 1e-4 + 1e-2 * abs(difference))
    }
  }

  /// A learner that moves by its gradient.
  private func plainLearner(layout: NetworkLayout, data: TrainingData) throws -> Learner {
    let start = (0..<layout.canonicalCount).map { Float(($0 * 37 % 19) - 9) / 15 }
    return Learner(
      LearnerConfiguration(loss: CrossEntropy(), learningRate: 1), layout: layout,
      start: layout.packed(start), context: data.context,
      settings: TrainerSettings(optimizer: .sgd(momentum: 0)))
  }

  private func step(
    _ learner: Learner, architecture: Architecture, data: TrainingData,
    dropout: DropoutMasks? = nil
  ) throws {
    let engine = architecture.engine(
      inputs: data.featureCount, learners: 1, batchCapacity: data.rowCount, dropout: dropout)
    let features = buffer(data.features + [Float](repeating: 0, count: 15))
    let moment = Moment(context: data.context, epoch: 1, step: 1, rateFactor: 1)
    withExtendedLifetime(features) {
      unsafe engine.step(
        [learner], features: features.base, coming: .unknown,
        batch: LossBatch(labels: data.labels.map { Float($0) }), at: moment)
    }
  }

  @Test("One row scores as it does in a batch, whatever the batch's length")
  func batchLengths() {
    let training = clouds(rows: 5000)
    let data = TrainingData(training, standardizer: Standardizer(fitting: training))
    let model = NetworkModel(
      architecture: Architecture(hidden: [8]), inputs: 4,
      parameters: (0..<49).map { Float($0 % 7) / 7 - 0.4 })
    let all = model.logits(for: data)
    for row in [0, 1, 2047, 2048, 4999] {
      let single = TrainingData(
        training.rows(at: [row]), standardizer: Standardizer(fitting: training))
      #expect(abs(model.logits(for: single)[0] - all[row]) < 1e-5)
    }
  }

  private func buffer(_ values: [Float]) -> FloatBuffer {
    let buffer = FloatBuffer(count: values.count)
    for (index, value) in values.enumerated() { buffer[index] = value }
    return buffer
  }
}
