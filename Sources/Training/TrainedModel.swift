/// A model's architecture and parameters, on standardised features.
public struct TrainedModel: Codable, Equatable, Sendable {
  /// The shape.
  public let architecture: Architecture
  /// Number of features.
  public let inputs: Int
  /// Weights and biases, layer by layer from the input side: weights row-major, inputs × outputs,
  /// then biases.
  public let parameters: [Float]

  /// A model with the given parameters.
  ///
  /// - Precondition: `parameters.count == architecture.parameterCount(inputs: inputs)`.
  public init(architecture: Architecture, inputs: Int, parameters: [Float]) {
    precondition(
      parameters.count == architecture.parameterCount(inputs: inputs),
      "a model needs one parameter for each weight and bias")
    self.architecture = architecture
    self.inputs = inputs
    self.parameters = parameters
  }

  /// The logit of every row.
  ///
  /// - Precondition: `data` has `inputs` features.
  public func logits(for data: TrainingData) -> [Float] {
    precondition(data.featureCount == inputs, "the data must have the model's features")
    BLAS.useOneThread()
    let network = Network(
      architecture: architecture, inputs: inputs,
      batchCapacity: min(LockstepTrainer.scoringBatch, max(data.rowCount, 1)))
    var logits = [Float](repeating: 0, count: data.rowCount)
    unsafe parameters.withUnsafeBufferPointer { parameters in
      guard let base = parameters.baseAddress else { return }
      unsafe network.score(data, parameters: base, into: &logits)
    }
    return logits
  }
}

extension Network {
  /// Fills `logits` for all rows of `data`, batch by batch.
  func score(_ data: TrainingData, parameters: UnsafePointer<Float>, into logits: inout [Float]) {
    unsafe data.features.withUnsafeBufferPointer { features in
      unsafe logits.withUnsafeMutableBufferPointer { output in
        guard let source = features.baseAddress, let target = output.baseAddress else { return }
        var row = 0
        while row < data.rowCount {
          let rows = min(batchCapacity, data.rowCount - row)
          unsafe forward(features: source + row * inputs, rows: rows, parameters: parameters)
          unsafe (target + row).update(from: self.logits.base, count: rows)
          row += rows
        }
      }
    }
  }
}
