internal import CProcessor

/// The last layer: one logit from the last hidden activations.
@safe struct OutputUnit {
  /// Activations, nowhere negative: `rows` × `width`, rows `stride` apart.
  let activations: UnsafeMutablePointer<Float>
  let stride: Int
  let rows: Int
  /// A multiple of 16.
  let width: Int
  let weights: UnsafePointer<Float>

  /// Fills in each row's logit.
  @inline(__always) func logits(bias: Float, into logits: UnsafeMutablePointer<Float>) {
    var row = 0
    while row &+ 4 <= rows {
      let logit = lopsided_sums_by_halves(
        products(row), products(row &+ 1), products(row &+ 2), products(row &+ 3))
      unsafe (logit + bias).store(at: logits + row)
      row &+= 4
    }
    while row < rows {
      unsafe logits[row] = products(row).laneSum + bias
      row &+= 1
    }
  }

  /// Products of a row's activations and the weights; their sum is its logit but for the bias.
  @inline(__always) private func products(_ row: Int) -> Strip16 {
    let values = unsafe activations + row &* stride
    var sums = Strip16()
    var column = 0
    while column < width {
      let weight = unsafe Strip16(loading: weights + column)
      let value = unsafe Strip16(loading: values + column)
      #if FUSED
        sums.addProduct(value, weight)
      #else
        sums += value * weight
      #endif
      column &+= 16
    }
    return sums
  }

  /// Adds to the derivatives by the weights, puts the derivatives by the activations in the place
  /// of the activations, and adds these up.
  @inline(__always) func backward(
    slopes: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    sums: UnsafeMutablePointer<Float>
  ) {
    // As many columns as can be at once: a sum must not wait for itself.
    var column = 0
    while column &+ 32 <= width {
      unsafe backward(Strip32.self, from: column, slopes, gradient, sums)
      column &+= 32
    }
    while column < width {
      unsafe backward(Strip16.self, from: column, slopes, gradient, sums)
      column &+= 16
    }
  }

  @inline(__always) private func backward<Columns: Strip>(
    _: Columns.Type, from column: Int, _ slopes: UnsafePointer<Float>,
    _ gradient: UnsafeMutablePointer<Float>, _ sums: UnsafeMutablePointer<Float>
  ) {
    let weight = unsafe Columns(loading: weights + column)
    var derivatives = unsafe Columns(loading: gradient + column)
    var total = unsafe Columns(loading: sums + column)
    var place = unsafe activations + column
    for row in 0..<rows {
      let slope = unsafe slopes[row]
      unsafe derivatives.add(slope, times: Columns(loading: place))
      var change = weight.times(slope)
      unsafe change.keep(wherePositive: place)
      total.add(change)
      unsafe change.store(at: place)
      unsafe place += stride
    }
    unsafe derivatives.store(at: gradient + column)
    unsafe total.store(at: sums + column)
  }
}
