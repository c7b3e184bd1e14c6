/// A network's architecture and parameters, on standardised features.
public struct NetworkModel: TrainedModel, Codable, Equatable {
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
    return PartScorer(data, architecture: architecture, learners: 1).logits(of: parameters)
  }
}
