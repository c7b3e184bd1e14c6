internal import KernelInterface
internal import Kernels

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
  private let arithmetic = InstructionSet.best.arithmetic

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
  ///
  /// - Parameters:
  ///   - parameters: As many as the memory was made for.
  ///   - gradient: As many derivatives.
  ///   - share: What these are multiplied by first.
  ///   - learningRate: The step size.
  func update(
    _ parameters: FloatBuffer, gradient: UnsafePointer<Float>, share: Float, learningRate: Float
  ) {
    precondition(parameters.count == first.count)
    step += 1
    switch optimizer {
    case .sgd(let momentum):
      let w = unsafe parameters.base
      let m = unsafe first.base
      for i in 0..<parameters.count {
        let velocity = unsafe momentum * m[i] + gradient[i] * share
        unsafe m[i] = velocity
        unsafe w[i] -= learningRate * velocity
      }
    case .adam(let beta1, let beta2, let epsilon):
      unsafe arithmetic.adam(
        parameters.base, gradient: gradient, means: first.base, squares: second.base,
        count: parameters.count, beta1: beta1, beta2: beta2, epsilon: epsilon,
        rate: learningRate / (1 - power(beta1, step)),
        scale: 1 / (1 - power(beta2, step)).squareRoot(), share: share)
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
