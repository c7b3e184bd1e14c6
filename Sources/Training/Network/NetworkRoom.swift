internal import KernelInterface
internal import Kernels

/// Forward and backward passes of a network over some rows, in the room that one thread has.
@safe final class NetworkRoom {
  /// Of a chunk of rows, or of a batch.
  private(set) var logits: FloatBuffer
  private(set) var slopes: FloatBuffer
  private let layout: NetworkLayout
  private let arithmetic = InstructionSet.best.arithmetic
  /// What dropout multiplies kept activations by.
  private let scale: Float
  /// Activations of each hidden layer, rows × width; on the way back the derivatives by them.
  private var activations: [FloatBuffer]
  private var capacity: Int
  /// The weights of each layer but the first, transposed: width × depth.
  private let transposed: [FloatBuffer]
  private var parameters: UnsafePointer<Float>?
  private var isTransposed = false

  init(_ layout: NetworkLayout, dropout: DropoutMasks?) {
    self.layout = layout
    scale = dropout?.scale ?? 1
    capacity = RowChunks.size
    let rows = capacity
    activations = layout.hidden.map { FloatBuffer(count: rows * $0.width) }
    logits = FloatBuffer(count: rows)
    slopes = FloatBuffer(count: rows)
    transposed = layout.layers.dropFirst().map { FloatBuffer(count: $0.depth * $0.width) }
  }

  /// Makes room for whole batches, if there is none yet.
  func makeRoom(forBatch rows: Int) {
    guard rows > capacity else { return }
    capacity = rows
    activations = layout.hidden.map { FloatBuffer(count: rows * $0.width) }
    logits = FloatBuffer(count: rows)
    slopes = FloatBuffer(count: rows)
  }

  /// Takes the weights that are used from now on.
  func use(_ parameters: UnsafePointer<Float>) {
    if unsafe self.parameters == parameters { return }
    unsafe self.parameters = parameters
    isTransposed = false
  }

  /// To be called when weights have changed.
  func forgetWeights() { unsafe parameters = nil }

  /// Fills in the logits of some rows, and the activations of every hidden layer.
  ///
  /// - Parameters:
  ///   - features: The rows' inputs.
  ///   - rows: Their places in the batch.
  ///   - place: Where their activations go.
  ///   - masks: The units that are dropped.
  ///   - logits: One a row.
  func forward(
    _ features: UnsafePointer<Float>, rows: Range<Int>, at place: Int = 0, masks: DropoutMasks?,
    into logits: UnsafeMutablePointer<Float>
  ) {
    guard let parameters = unsafe parameters else { return }
    precondition(place + rows.count <= capacity)
    var input = unsafe features
    for (index, layer) in layout.hidden.enumerated() {
      let output = unsafe activations[index].base + (place &* layer.width)
      unsafe arithmetic.rectifiedAffine(
        input, layer.depth, rows: rows.count, depth: layer.depth, parameters + layer.weights,
        layer.width, width: layer.width, biases: parameters + layer.biases, into: output,
        layer.width)
      if let masks {
        unsafe masks.apply(
          to: output, layer: index, from: rows.lowerBound &* layer.width,
          count: rows.count &* layer.width)
      }
      unsafe input = UnsafePointer(output)
    }
    let last = layout.output
    unsafe arithmetic.outputLogits(
      UnsafeMutablePointer(mutating: input), last.depth, rows: rows.count, width: last.depth,
      weights: parameters + last.weights, bias: parameters[last.biases], into: logits)
  }

  /// Fills in the gradient from the derivatives by the logits of rows that went forward.
  ///
  /// - Parameters:
  ///   - features: The rows' inputs.
  ///   - rows: Their places in the batch.
  ///   - place: Where their activations are.
  ///   - slopes: One a row.
  ///   - gradient: Derivatives by all parameters.
  func backward(
    _ features: UnsafePointer<Float>, rows: Range<Int>, at place: Int = 0,
    slopes: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>
  ) {
    transpose()
    unsafe gradient.update(repeating: 0, count: layout.parameterCount)
    let last = layout.output
    unsafe gradient[last.biases] = arithmetic.sum(slopes, count: rows.count)
    let top = layout.hidden.count - 1
    unsafe arithmetic.outputBackward(
      activations[top].base + (place &* last.depth), last.depth, rows: rows.count,
      width: last.depth, weights: transposed[top].base, slopes: slopes,
      into: gradient + last.weights, sums: gradient + layout.hidden[top].biases)
    for index in layout.hidden.indices.reversed() {
      unsafe backward(layer: index, features, rows: rows.count, at: place, into: gradient)
    }
  }

  /// Adds the derivatives by the weights of a hidden layer and by the biases of the one below, and
  /// hands down.
  private func backward(
    layer index: Int, _ features: UnsafePointer<Float>, rows: Int, at place: Int,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    let layer = layout.hidden[index]
    let delta = unsafe activations[index].base + (place &* layer.width)
    let input =
      unsafe index == 0
      ? features : UnsafePointer(activations[index - 1].base + (place &* layer.depth))
    unsafe arithmetic.accumulate(
      input, rowStride: layer.depth, columnStride: 1, rows: rows, columns: layer.depth, delta,
      layer.width, width: layer.width, into: gradient + layer.weights, layer.width)
    guard index > 0 else { return }
    unsafe arithmetic.productWhereActive(
      delta, layer.width, rows: rows, depth: layer.width, transposed[index - 1].base, layer.depth,
      width: layer.depth, over: UnsafeMutablePointer(mutating: input), layer.depth,
      sums: gradient + layout.hidden[index - 1].biases)
  }

  /// Transposes the weights of each layer but the first. What dropout multiplies kept activations
  /// by is in them, for the way back.
  private func transpose() {
    guard !isTransposed, let parameters = unsafe parameters else { return }
    isTransposed = true
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
