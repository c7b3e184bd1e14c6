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
    for row in 0..<rows {
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
      unsafe logits[row] = sums.laneSum + bias
    }
  }

  /// Adds to the derivatives by the weights, and puts the derivatives by the activations in the
  /// place of the activations.
  @inline(__always) func backward(
    slopes: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
  ) {
    var column = 0
    while column < width {
      let weight = unsafe Strip16(loading: weights + column)
      var sums = unsafe Strip16(loading: gradient + column)
      var place = unsafe activations + column
      for row in 0..<rows {
        let slope = unsafe slopes[row]
        unsafe sums.add(slope, times: Strip16(loading: place))
        var change = weight * slope
        unsafe change.keep(wherePositive: place)
        unsafe change.store(at: place)
        unsafe place += stride
      }
      unsafe sums.store(at: gradient + column)
      column &+= 16
    }
  }
}
