/// How gradients move the parameters.
public enum Optimizer: Codable, Equatable, Sendable {
  /// Adam (Kingma & Ba 2015) with bias correction.
  ///
  /// `epsilon` is small by default because the gradients of MSE and focal loss near a prevalence
  /// of 0.1 % are a thousand times smaller than those of cross-entropy: the usual 1e-8 would slow
  /// down just those losses.
  case adam(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-12)
  /// Stochastic gradient descent with momentum: `v ← momentum · v + g`, `w ← w − rate · v`.
  case sgd(momentum: Float = 0.9)
}

/// The optimiser's memory of one learner.
final class OptimizerState {
  private let optimizer: Optimizer
  private let first: FloatBuffer
  private let second: FloatBuffer
  private var step = 0

  init(_ optimizer: Optimizer, parameterCount: Int) {
    self.optimizer = optimizer
    first = FloatBuffer(count: parameterCount)
    second =
      switch optimizer {
      case .adam: FloatBuffer(count: parameterCount)
      case .sgd: FloatBuffer(count: 0)
      }
  }

  /// Moves the parameters against a gradient.
  func update(_ parameters: FloatBuffer, gradient: FloatBuffer, learningRate: Float) {
    precondition(parameters.count == first.count && gradient.count >= parameters.count)
    step += 1
    let w = unsafe parameters.base
    let g = unsafe gradient.base
    let m = unsafe first.base
    switch optimizer {
    case .sgd(let momentum):
      for i in 0..<parameters.count {
        let velocity = unsafe momentum * m[i] + g[i]
        unsafe m[i] = velocity
        unsafe w[i] -= learningRate * velocity
      }
    case .adam(let beta1, let beta2, let epsilon):
      let v = unsafe second.base
      let corrected1 = 1 - power(beta1, step)
      let corrected2 = 1 - power(beta2, step)
      let rate = learningRate / corrected1
      let scale = 1 / corrected2.squareRoot()
      for i in 0..<parameters.count {
        let slope = unsafe g[i]
        let mean = unsafe beta1 * m[i] + (1 - beta1) * slope
        let square = unsafe beta2 * v[i] + (1 - beta2) * slope * slope
        unsafe m[i] = mean
        unsafe v[i] = square
        unsafe w[i] -= rate * mean / (square.squareRoot() * scale + epsilon)
      }
    }
  }

  /// `base` to a positive whole power, in Double: without libm, and exact to a few ulp.
  private func power(_ base: Float, _ exponent: Int) -> Float {
    var result = 1.0
    var factor = Double(base)
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result *= factor }
      factor *= factor
      rest >>= 1
    }
    return Float(result)
  }
}
