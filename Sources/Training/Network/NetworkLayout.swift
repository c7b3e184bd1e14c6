/// Where each layer's weights and biases stand in the one vector that training works on.
///
/// Hidden layers are widened to whole strips of 16 units. The added units have zero weights and
/// biases, hence zero activations and derivatives, and stay so; ``canonical(_:)`` leaves them out.
struct NetworkLayout: Sendable {
  /// A dense layer: weights row-major, `depth` × `width`, then `width` biases.
  struct Layer: Sendable {
    /// Inputs and outputs of the model.
    let inputs: Int
    let outputs: Int
    /// Inputs and outputs with those that were added.
    let depth: Int
    let width: Int
    /// Offset of the first weight.
    let weights: Int
    /// Offset of the first bias.
    let biases: Int
  }

  /// The hidden layers, input side first.
  let hidden: [Layer]
  /// The last layer, with one output: the logit.
  let output: Layer
  /// Length of the vector.
  let parameterCount: Int
  /// Length of the vector without what was added.
  let canonicalCount: Int

  init(inputs: Int, hidden widths: [Int]) {
    var offset = 0
    var canonical = 0
    var (inputs, depth) = (inputs, inputs)
    func layer(outputs: Int, width: Int) -> Layer {
      defer {
        offset += (depth + 1) * width
        canonical += (inputs + 1) * outputs
        (inputs, depth) = (outputs, width)
      }
      return Layer(
        inputs: inputs, outputs: outputs, depth: depth, width: width, weights: offset,
        biases: offset + depth * width)
    }
    hidden = widths.map { layer(outputs: $0, width: wholeStrips($0)) }
    output = layer(outputs: 1, width: 1)
    parameterCount = offset
    canonicalCount = canonical
  }

  /// All layers, input side first.
  var layers: [Layer] { hidden + [output] }

  /// The vector with zeros for what was added.
  ///
  /// - Precondition: `canonical.count == canonicalCount`.
  func packed(_ canonical: [Float]) -> [Float] {
    precondition(canonical.count == canonicalCount, "one number for each weight and bias")
    var packed = [Float](repeating: 0, count: parameterCount)
    forEachRow { place, start, length in
      packed.replaceSubrange(start..<start + length, with: canonical[place..<place + length])
    }
    return packed
  }

  /// The vector without what was added.
  ///
  /// - Precondition: `packed.count == parameterCount`.
  func canonical(_ packed: [Float]) -> [Float] {
    precondition(packed.count == parameterCount, "one number for each weight and bias")
    var canonical: [Float] = []
    canonical.reserveCapacity(canonicalCount)
    forEachRow { _, start, length in canonical += packed[start..<start + length] }
    return canonical
  }

  /// Calls `body` for each row of weights and of biases, with its places in both vectors.
  private func forEachRow(_ body: (_ canonical: Int, _ packed: Int, _ length: Int) -> Void) {
    var place = 0
    for layer in layers {
      for row in 0...layer.inputs {
        let start =
          row < layer.inputs ? layer.weights + row * layer.width : layer.biases
        body(place, start, layer.outputs)
        place += layer.outputs
      }
    }
  }
}

/// The smallest multiple of 16 that is not below `count`.
func wholeStrips(_ count: Int) -> Int { (count + 15) & ~15 }
