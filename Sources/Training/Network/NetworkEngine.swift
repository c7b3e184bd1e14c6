internal import KernelInterface
internal import Kernels
internal import Losses

/// A multilayer perceptron, learner by learner on the same batch.
///
/// The products read rows where they lie, so one product for all learners would be no faster than
/// one for each; what they share is the batch, which stays in cache.
final class NetworkEngine: LockstepEngine {
  let layout: NetworkLayout
  let batchCapacity: Int
  private let arithmetic = InstructionSet.best.arithmetic
  private let dropout: DropoutMasks?
  /// Activations of each hidden layer, batch × width; on the way back the derivatives by them.
  private let activations: [FloatBuffer]
  private let logits: FloatBuffer
  private let slopes: FloatBuffer
  private let gradient: FloatBuffer
  /// The weights of each layer but the first, transposed: width × depth.
  private let transposed: [FloatBuffer]

  /// Rows whose activations stay in cache.
  private static let tileRows = 240

  init(architecture: Architecture, inputs: Int, batchCapacity: Int, dropout: DropoutMasks?) {
    layout = NetworkLayout(inputs: inputs, hidden: architecture.hidden)
    self.batchCapacity = batchCapacity
    self.dropout = dropout
    activations = layout.hidden.map { FloatBuffer(count: batchCapacity * $0.width) }
    logits = FloatBuffer(count: batchCapacity)
    slopes = FloatBuffer(count: batchCapacity)
    gradient = FloatBuffer(count: layout.parameterCount)
    transposed = layout.layers.dropFirst().map { FloatBuffer(count: $0.depth * $0.width) }
  }

  func step(
    _ learners: [Learner], features: UnsafePointer<Float>, coming: UnsafePointer<Float>?,
    batch: LossBatch, at moment: Moment
  ) {
    let rows = batch.count
    dropout?.draw(rows: rows, step: moment.step)
    for learner in learners where learner.takesPart(in: batch) {
      let parameters = unsafe UnsafePointer(learner.parameters.base)
      unsafe forward(
        features: features, rows: rows, parameters: parameters, masks: dropout, into: logits.base)
      let moves = unsafe learner.evaluate(
        logits: logits.base, batch: batch, at: moment, slopes: slopes.base)
      guard moves else { continue }
      unsafe backward(features: features, rows: rows, parameters: parameters)
      unsafe learner.move(along: gradient.base, rows: rows, layout: layout, at: moment)
    }
  }

  func score(
    features: UnsafePointer<Float>, rows: Int, parameters: [UnsafePointer<Float>],
    into targets: [UnsafeMutablePointer<Float>]
  ) {
    let learners = unsafe parameters.count
    for place in 0..<learners {
      if let constant = unsafe constantLogit(parameters[place]) {
        unsafe targets[place].update(repeating: constant, count: rows)
      } else {
        unsafe forward(
          features: features, rows: rows, parameters: parameters[place], masks: nil,
          into: targets[place])
      }
    }
  }

  /// The one logit of a network whose output weights are zero, as all are at the start.
  private func constantLogit(_ parameters: UnsafePointer<Float>) -> Float? {
    let last = layout.output
    for weight in last.weights..<last.biases where unsafe parameters[weight] != 0 { return nil }
    return unsafe parameters[last.biases]
  }

  /// Fills in the logits, and the activations of every hidden layer.
  private func forward(
    features: UnsafePointer<Float>, rows: Int, parameters: UnsafePointer<Float>,
    masks: DropoutMasks?, into logits: UnsafeMutablePointer<Float>
  ) {
    precondition(rows <= batchCapacity)
    var row = 0
    while row < rows {
      let count = min(Self.tileRows, rows - row)
      var input = unsafe features + (row &* layout.hidden[0].depth)
      for (index, layer) in layout.hidden.enumerated() {
        let output = unsafe activations[index].base + (row &* layer.width)
        unsafe arithmetic.rectifiedAffine(
          input, layer.depth, rows: count, depth: layer.depth, parameters + layer.weights,
          layer.width, width: layer.width, biases: parameters + layer.biases, into: output,
          layer.width)
        if let masks {
          unsafe masks.apply(
            to: output, layer: index, from: row &* layer.width, count: count &* layer.width)
        }
        unsafe input = UnsafePointer(output)
      }
      let last = layout.output
      unsafe arithmetic.outputLogits(
        UnsafeMutablePointer(mutating: input), last.depth, rows: count, width: last.depth,
        weights: parameters + last.weights, bias: parameters[last.biases], into: logits + row)
      row &+= count
    }
  }

  /// Fills in the gradient from the derivatives by the logits.
  private func backward(
    features: UnsafePointer<Float>, rows: Int, parameters: UnsafePointer<Float>
  ) {
    unsafe transpose(parameters)
    unsafe gradient.base.update(repeating: 0, count: gradient.count)
    let last = layout.output
    unsafe gradient.base[last.biases] = arithmetic.sum(slopes.base, count: rows)
    var row = 0
    while row < rows {
      let count = min(Self.tileRows, rows - row)
      let top = layout.hidden.count - 1
      unsafe arithmetic.outputBackward(
        activations[top].base + (row &* last.depth), last.depth, rows: count, width: last.depth,
        weights: transposed[top].base, slopes: slopes.base + row,
        into: gradient.base + last.weights)
      for index in layout.hidden.indices.reversed() {
        unsafe backward(layer: index, features: features, row: row, count: count)
      }
      row &+= count
    }
  }

  /// Adds a tile's derivatives by the weights and biases of a hidden layer, and hands down.
  private func backward(layer index: Int, features: UnsafePointer<Float>, row: Int, count: Int) {
    let layer = layout.hidden[index]
    let delta = unsafe activations[index].base + (row &* layer.width)
    let input =
      unsafe index == 0
      ? features + (row &* layer.depth)
      : UnsafePointer(activations[index - 1].base + (row &* layer.depth))
    unsafe arithmetic.accumulate(
      input, rowStride: layer.depth, columnStride: 1, rows: count, columns: layer.depth, delta,
      layer.width, width: layer.width, into: gradient.base + layer.weights, layer.width)
    unsafe arithmetic.addColumnSums(
      delta, layer.width, rows: count, width: layer.width, into: gradient.base + layer.biases)
    guard index > 0 else { return }
    unsafe arithmetic.productWhereActive(
      delta, layer.width, rows: count, depth: layer.width, transposed[index - 1].base,
      layer.depth, width: layer.depth, over: UnsafeMutablePointer(mutating: input), layer.depth)
  }

  /// Transposes the weights of each layer but the first. What dropout multiplies kept activations
  /// by is in them, for the way back.
  private func transpose(_ parameters: UnsafePointer<Float>) {
    let scale = dropout?.scale ?? 1
    for (index, layer) in layout.layers.dropFirst().enumerated() {
      let source = unsafe parameters + layer.weights
      let target = unsafe transposed[index].base
      for column in 0..<layer.width {
        for row in 0..<layer.depth {
          unsafe target[column &* layer.depth &+ row] = scale * source[row &* layer.width &+ column]
        }
      }
    }
  }
}
