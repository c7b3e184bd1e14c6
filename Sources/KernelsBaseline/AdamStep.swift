/// One step of Adam (Kingma & Ba 2015), with decoupled weight decay (Loshchilov & Hutter 2019).
@safe struct AdamStep {
  let weights: UnsafeMutablePointer<Float>
  let gradient: UnsafePointer<Float>
  let means: UnsafeMutablePointer<Float>
  let squares: UnsafeMutablePointer<Float>
  let count: Int
  let beta1: Float
  let beta2: Float
  let epsilon: Float
  /// The learning rate over the correction of the mean.
  let rate: Float
  /// One over the root of the correction of the mean square.
  let scale: Float
  /// What the gradient is multiplied by.
  let share: Float

  /// Moves the weights; products are not fused with sums.
  @inline(__always) func take() {
    for i in 0..<count {
      let slope = unsafe gradient[i] * share
      let mean = unsafe beta1 * means[i] + (1 - beta1) * slope
      let square = unsafe beta2 * squares[i] + (1 - beta2) * slope * slope
      unsafe means[i] = mean
      unsafe squares[i] = square
      unsafe weights[i] -= rate * mean / (square.squareRoot() * scale + epsilon)
    }
  }
}
