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
    NetworkLayout(inputs: inputs, hidden: hidden).canonicalCount
  }
}
