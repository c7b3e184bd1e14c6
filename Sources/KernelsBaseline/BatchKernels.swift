public import KernelInterface

/// The arithmetic of training on a batch, with the instructions that this copy of the module is
/// compiled for; `Kernels` chooses among the copies.
public enum BatchKernels: BatchArithmetic {
  /// Whether products are fused with sums.
  public static var fusesProducts: Bool {
    #if FUSED
      true
    #else
      false
    #endif
  }

  /// A hidden layer. See `BatchArithmetic`.
  public static func rectifiedAffine(
    _ left: UnsafePointer<Float>, _ leftStride: Int, rows: Int, depth: Int,
    _ right: UnsafePointer<Float>, _ rightStride: Int, width: Int, biases: UnsafePointer<Float>,
    into target: UnsafeMutablePointer<Float>, _ targetStride: Int
  ) {
    unsafe Product(
      left: left, leftStride: leftStride, rows: rows, depth: depth, right: right,
      rightStride: rightStride, width: width, target: target, targetStride: targetStride
    ).compute(BiasedAndRectified(biases: biases))
  }

  /// What a hidden layer hands down. See `BatchArithmetic`.
  public static func productWhereActive(
    _ left: UnsafePointer<Float>, _ leftStride: Int, rows: Int, depth: Int,
    _ right: UnsafePointer<Float>, _ rightStride: Int, width: Int,
    over target: UnsafeMutablePointer<Float>, _ targetStride: Int,
    sums: UnsafeMutablePointer<Float>
  ) {
    unsafe Product(
      left: left, leftStride: leftStride, rows: rows, depth: depth, right: right,
      rightStride: rightStride, width: width, target: target, targetStride: targetStride
    ).compute(KeptWhereActive(sums: sums))
  }

  /// The logits of four affine models. See `BatchArithmetic`.
  public static func logitsOfFour(
    _ features: UnsafePointer<Float>, _ stride: Int, rows: Int, depth: Int,
    weights: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, _ targetStride: Int,
    coming: UnsafePointer<Float>?
  ) {
    unsafe FourModels(
      features: features, stride: stride, rows: rows, depth: depth, weights: weights,
      target: target, targetStride: targetStride
    ).compute(bringing: coming)
  }

  /// Derivatives by weights. See `BatchArithmetic`.
  public static func accumulate(
    _ left: UnsafePointer<Float>, rowStride: Int, columnStride: Int, rows: Int, columns: Int,
    _ right: UnsafePointer<Float>, _ rightStride: Int, width: Int,
    into target: UnsafeMutablePointer<Float>, _ targetStride: Int
  ) {
    unsafe Accumulation(
      left: left, leftRowStride: rowStride, leftColumnStride: columnStride, rows: rows,
      columns: columns, right: right, rightStride: rightStride, width: width, target: target,
      targetStride: targetStride
    ).compute()
  }

  /// The sum of some floats. See `BatchArithmetic`.
  public static func sum(_ values: UnsafePointer<Float>, count: Int) -> Float {
    var sums = Strip16()
    var place = 0
    while place &+ 16 <= count {
      unsafe sums.add(loading: values + place)
      place &+= 16
    }
    var total = sums.laneSum
    while place < count {
      unsafe total += values[place]
      place &+= 1
    }
    return total
  }

  /// The output unit. See `BatchArithmetic`.
  public static func outputLogits(
    _ activations: UnsafeMutablePointer<Float>, _ stride: Int, rows: Int, width: Int,
    weights: UnsafePointer<Float>, bias: Float, into logits: UnsafeMutablePointer<Float>
  ) {
    unsafe OutputUnit(
      activations: activations, stride: stride, rows: rows, width: width, weights: weights
    ).logits(bias: bias, into: logits)
  }

  /// What the output unit hands down. See `BatchArithmetic`.
  public static func outputBackward(
    _ activations: UnsafeMutablePointer<Float>, _ stride: Int, rows: Int, width: Int,
    weights: UnsafePointer<Float>, slopes: UnsafePointer<Float>,
    into gradient: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Float>
  ) {
    unsafe OutputUnit(
      activations: activations, stride: stride, rows: rows, width: width, weights: weights
    ).backward(slopes: slopes, gradient: gradient, sums: sums)
  }

  /// The measure of the others. See `BatchArithmetic`.
  public static func multiplyAdds(_ block: UnsafeMutablePointer<Float>, turns: Int) -> Int {
    // As many chains as hide the latency, and few enough for the registers of any set.
    #if VECTORS512
      typealias Rows = TwelveRows<Strip16>
    #elseif FUSED
      typealias Rows = SixRows<Strip16>
    #else
      typealias Rows = TwoRows<Strip16>
    #endif
    var sums = unsafe Rows(loading: block, stride: 4)
    let strip = unsafe Rows.Row(loading: block)
    for _ in 0..<turns { unsafe sums.add(block, stride: 1, times: strip) }
    unsafe sums.store(at: block, stride: 4, finish: AsTheyAre())
    return turns &* Rows.count &* Rows.Row.width &* 2
  }

  /// One step of Adam. See `BatchArithmetic`.
  public static func adam(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    means: UnsafeMutablePointer<Float>, squares: UnsafeMutablePointer<Float>, count: Int,
    beta1: Float, beta2: Float, epsilon: Float, rate: Float, scale: Float, share: Float
  ) {
    unsafe AdamStep(
      weights: weights, gradient: gradient, means: means, squares: squares, count: count,
      beta1: beta1, beta2: beta2, epsilon: epsilon, rate: rate, scale: scale, share: share
    ).take()
  }
}
