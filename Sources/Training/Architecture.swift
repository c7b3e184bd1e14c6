/// The shape of a model: an affine map, or hidden ReLU layers and then an affine map, to one logit.
public struct Architecture: Codable, Equatable, Sendable {
  /// Width of each hidden layer, input side first; empty for logistic regression.
  public var hidden: [Int]

  /// Logistic regression: the logit is an affine function of the features.
  public static let logistic = Architecture(hidden: [])

  /// A multilayer perceptron with the given hidden widths.
  public init(hidden: [Int]) { self.hidden = hidden }

  /// Number of weights and biases for `inputs` features.
  public func parameterCount(inputs: Int) -> Int {
    NetworkLayout(inputs: inputs, hidden: hidden).parameterCount
  }
}

/// Where each layer's weights and biases stand in the one contiguous vector of parameters.
struct NetworkLayout: Sendable {
  /// A dense layer: weights row-major, `inputs` × `outputs`, then `outputs` biases.
  struct Layer: Sendable {
    let inputs: Int
    let outputs: Int
    /// Offset of the first weight.
    let weights: Int
    /// Offset of the first bias.
    let biases: Int
  }

  /// The hidden layers, input side first.
  let hidden: [Layer]
  /// The last layer, with one output: the logit.
  let output: Layer
  /// Length of the vector of parameters.
  let parameterCount: Int

  init(inputs: Int, hidden widths: [Int]) {
    var offset = 0
    var width = inputs
    func layer(outputs: Int) -> Layer {
      let weights = offset
      offset += width * outputs
      let biases = offset
      offset += outputs
      defer { width = outputs }
      return Layer(inputs: width, outputs: outputs, weights: weights, biases: biases)
    }
    hidden = widths.map { layer(outputs: $0) }
    output = layer(outputs: 1)
    parameterCount = offset
  }

  /// The largest number of values that one row has in any hidden layer.
  var widest: Int { hidden.map(\.outputs).max() ?? 0 }
}
