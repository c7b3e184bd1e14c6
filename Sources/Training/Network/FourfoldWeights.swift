/// The weights and biases of affine models, four models side by side, as
/// `BatchArithmetic.logitsOfFour` takes them.
struct FourfoldWeights {
  /// Models that there is room for, a multiple of four.
  let places: Int
  private let inputs: Int
  private let stride: Int
  private let values: FloatBuffer

  init(inputs: Int, learners: Int) {
    self.inputs = inputs
    places = (learners + 3) & ~3
    stride = 16 * (1 + (inputs + 3) / 4)
    values = FloatBuffer(count: places / 4 * stride)
  }

  /// The biases and weights of four models, of which `place` is the first.
  func four(_ place: Int) -> UnsafePointer<Float> {
    unsafe UnsafePointer(values.base + (place / 4 &* stride))
  }

  /// Puts a model's weights in their places.
  func set(_ parameters: UnsafePointer<Float>, at place: Int, _ layout: NetworkLayout) {
    let target = unsafe values.base + (place / 4 &* stride &+ 4 &* (place & 3))
    // The other three of the first strip stay zero.
    unsafe target[0] = parameters[layout.output.biases]
    let whole = inputs & ~3
    for input in 0..<whole {
      unsafe target[16 &* (1 &+ input / 4) &+ input & 3] = parameters[input]
    }
    // The last strip is of the last four inputs: those that had their turn stay zero.
    let skipped = inputs > 4 ? (4 &- inputs & 3) & 3 : 0
    for input in whole..<inputs {
      unsafe target[16 &* (1 &+ input / 4) &+ skipped &+ input & 3] = parameters[input]
    }
  }
}
