internal import COpenBLAS

/// Forward and backward passes of one architecture over batches, with every buffer made once.
///
/// Matrices are row-major; a batch is rows × features. The products run on OpenBLAS, one thread.
final class Network {
  let layout: NetworkLayout
  let inputs: Int
  let batchCapacity: Int
  /// Activations of each hidden layer, batch × width.
  private let activations: [FloatBuffer]
  /// Derivatives by the activations of two neighbouring hidden layers.
  private let deltas: [FloatBuffer]
  /// One value a row of the batch: the logits.
  let logits: FloatBuffer
  private let ones: FloatBuffer

  init(architecture: Architecture, inputs: Int, batchCapacity: Int) {
    layout = NetworkLayout(inputs: inputs, hidden: architecture.hidden)
    self.inputs = inputs
    self.batchCapacity = batchCapacity
    activations = layout.hidden.map { FloatBuffer(count: batchCapacity * $0.outputs) }
    let widest = layout.widest
    deltas = (0..<2).map { _ in FloatBuffer(count: batchCapacity * widest) }
    logits = FloatBuffer(count: batchCapacity)
    ones = FloatBuffer(count: batchCapacity)
    for i in 0..<batchCapacity { unsafe ones.base[i] = 1 }
  }

  /// Fills ``logits`` for `rows` rows that stand at `features`.
  func forward(
    features: UnsafePointer<Float>, rows: Int, parameters: UnsafePointer<Float>
  ) {
    precondition(rows <= batchCapacity)
    var input = unsafe features
    for (index, layer) in layout.hidden.enumerated() {
      let output = unsafe activations[index].base
      unsafe cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(layer.outputs),
        blasint(layer.inputs), 1, input, blasint(layer.inputs), parameters + layer.weights,
        blasint(layer.outputs), 0, output, blasint(layer.outputs))
      unsafe addBiasAndRectify(
        output, biases: parameters + layer.biases, rows: rows, width: layer.outputs)
      unsafe input = UnsafePointer(output)
    }
    let layer = layout.output
    let bias = unsafe parameters[layer.biases]
    for row in 0..<rows { unsafe logits.base[row] = bias }
    unsafe cblas_sgemv(
      CblasRowMajor, CblasNoTrans, blasint(rows), blasint(layer.inputs), 1, input,
      blasint(layer.inputs), parameters + layer.weights, 1, 1, logits.base, 1)
  }

  /// Fills `gradient` with the derivatives by every parameter, from those by the logits.
  ///
  /// Must follow ``forward(features:rows:parameters:)`` on the same rows and parameters.
  func backward(
    features: UnsafePointer<Float>, rows: Int, parameters: UnsafePointer<Float>,
    logitGradient: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
  ) {
    let last = layout.output
    let topInput = unsafe activations.last.map { unsafe UnsafePointer($0.base) } ?? features
    unsafe cblas_sgemv(
      CblasRowMajor, CblasTrans, blasint(rows), blasint(last.inputs), 1, topInput,
      blasint(last.inputs), logitGradient, 1, 0, gradient + last.weights, 1)
    unsafe gradient[last.biases] = cblas_sdot(blasint(rows), logitGradient, 1, ones.base, 1)
    guard !layout.hidden.isEmpty else { return }

    var delta = unsafe deltas[0].base
    var spare = unsafe deltas[1].base
    unsafe spreadThroughOutput(
      into: delta, logitGradient: logitGradient, weights: parameters + last.weights,
      activation: topInput, rows: rows, width: last.inputs)
    for index in layout.hidden.indices.reversed() {
      let layer = layout.hidden[index]
      let input = unsafe index == 0 ? features : UnsafePointer(activations[index - 1].base)
      unsafe cblas_sgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, blasint(layer.inputs), blasint(layer.outputs),
        blasint(rows), 1, input, blasint(layer.inputs), delta, blasint(layer.outputs), 0,
        gradient + layer.weights, blasint(layer.outputs))
      unsafe cblas_sgemv(
        CblasRowMajor, CblasTrans, blasint(rows), blasint(layer.outputs), 1, delta,
        blasint(layer.outputs), ones.base, 1, 0, gradient + layer.biases, 1)
      guard index > 0 else { return }
      unsafe cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasTrans, blasint(rows), blasint(layer.inputs),
        blasint(layer.outputs), 1, delta, blasint(layer.outputs), parameters + layer.weights,
        blasint(layer.outputs), 0, spare, blasint(layer.inputs))
      unsafe maskByActivation(spare, activation: input, count: rows * layer.inputs)
      unsafe swap(&delta, &spare)
    }
  }

  /// `x ← max(0, x + bias)`; NaN stays NaN, so that divergence is seen.
  private func addBiasAndRectify(
    _ values: UnsafeMutablePointer<Float>, biases: UnsafePointer<Float>, rows: Int, width: Int
  ) {
    for row in 0..<rows {
      let start = unsafe values + row &* width
      for column in 0..<width {
        let sum = unsafe start[column] + biases[column]
        unsafe start[column] = sum < 0 ? 0 : sum
      }
    }
  }

  /// The derivative by the last hidden activations: outer product, zero where the unit is off.
  private func spreadThroughOutput(
    into delta: UnsafeMutablePointer<Float>, logitGradient: UnsafePointer<Float>,
    weights: UnsafePointer<Float>, activation: UnsafePointer<Float>, rows: Int, width: Int
  ) {
    for row in 0..<rows {
      let slope = unsafe logitGradient[row]
      let start = row &* width
      for column in 0..<width {
        // Computed for every unit: a conditional load would keep the loop from vectorising.
        let change = unsafe slope * weights[column]
        unsafe delta[start &+ column] = activation[start &+ column] > 0 ? change : 0
      }
    }
  }

  private func maskByActivation(
    _ delta: UnsafeMutablePointer<Float>, activation: UnsafePointer<Float>, count: Int
  ) {
    for i in 0..<count {
      let change = unsafe delta[i]
      unsafe delta[i] = activation[i] > 0 ? change : 0
    }
  }
}

/// Tells OpenBLAS to stay on the calling thread: trials run side by side, one a core.
enum BLAS {
  private static let singleThreaded: Void = openblas_set_num_threads(1)

  /// Takes effect once for the process.
  static func useOneThread() { singleThreaded }
}

/// What training computes with.
public enum Arithmetic {
  /// The library of matrix products and the kernel that it chose for this processor, such as
  /// `OpenBLAS Haswell`. Another kernel may round differently.
  public static var description: String {
    unsafe "OpenBLAS \(String(cString: openblas_get_corename()))"
  }
}
