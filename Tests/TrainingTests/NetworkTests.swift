import Datasets
import Testing

@testable import Training

@Suite("The network's backward pass")
struct NetworkTests {
  @Test(
    "agrees with differences of the forward pass", arguments: [[], [5], [6, 3], [4, 4, 4]])
  func gradient(hidden: [Int]) throws {
    let rows = 7
    let data = TrainingData(
      clouds(rows: rows), standardizer: Standardizer(fitting: clouds(rows: rows)))
    let network = Network(
      architecture: Architecture(hidden: hidden), inputs: 4, batchCapacity: rows)
    let count = network.layout.parameterCount
    var parameters = (0..<count).map { Float(($0 * 37 % 19) - 9) / 15 }
    // The objective: a fixed weight times each logit, summed.
    let weights = (0..<rows).map { Float($0 + 1) / 4 }

    func objective(_ parameters: [Float]) -> Double {
      let model = NetworkModel(
        architecture: Architecture(hidden: hidden), inputs: 4, parameters: parameters)
      return zip(model.logits(for: data), weights).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    let gradient = FloatBuffer(count: count)
    let features = buffer(data.features)
    let point = buffer(parameters)
    let slopes = buffer(weights)
    withExtendedLifetime((features, point, slopes, gradient)) {
      unsafe network.forward(features: features.base, rows: rows, parameters: point.base)
      unsafe network.backward(
        features: features.base, rows: rows, parameters: point.base,
        logitGradient: slopes.base, gradient: gradient.base)
    }
    let step: Float = 1e-3
    for index in 0..<count {
      let value = parameters[index]
      parameters[index] = value + step
      let above = objective(parameters)
      parameters[index] = value - step
      let below = objective(parameters)
      parameters[index] = value
      let difference = (above - below) / Double(2 * step)
      #expect(abs(difference - Double(gradient[index])) < 2e-2 + 2e-3 * abs(difference))
    }
    #expect(gradient.values.contains { $0 != 0 })
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
