/// The arithmetic of training on a batch, written once and compiled for several instruction sets.
///
/// Matrices are row-major floats with a stride between rows. Every element of a product is one
/// chain of additions in a stated order, so its bits depend neither on how the work is divided into
/// blocks or calls nor on what else is computed with it. Copies that fuse products with sums give
/// the same bits, on every machine; a copy that cannot fuse rounds each product.
///
/// Everything is read and written where the pointers say and no further, but for one thing:
/// ``accumulate(_:rowStride:columnStride:rows:columns:_:_:width:into:_:)`` reads its right matrix
/// in whole strips of 16 columns.
public protocol BatchArithmetic {
  /// Whether products are fused with sums.
  static var fusesProducts: Bool { get }

  /// `target = max(0, left · right + biases)`: a hidden layer. NaN stays NaN.
  ///
  /// `left` is `rows` × `depth`, `right` `depth` × `width`, the target `rows` × `width`; there is a
  /// bias for each column. `width` is a multiple of 4.
  static func rectifiedAffine(
    _ left: UnsafePointer<Float>, _ leftStride: Int, rows: Int, depth: Int,
    _ right: UnsafePointer<Float>, _ rightStride: Int, width: Int, biases: UnsafePointer<Float>,
    into target: UnsafeMutablePointer<Float>, _ targetStride: Int)

  /// `left · right` where the target, an activation, is positive, and 0 where it is 0: what a
  /// hidden layer hands down. Each column's sum, in the order of the rows, is added to `sums`: the
  /// derivatives by the biases below.
  static func productWhereActive(
    _ left: UnsafePointer<Float>, _ leftStride: Int, rows: Int, depth: Int,
    _ right: UnsafePointer<Float>, _ rightStride: Int, width: Int,
    over target: UnsafeMutablePointer<Float>, _ targetStride: Int,
    sums: UnsafeMutablePointer<Float>)

  /// The logits of four affine models, each model's one after another.
  ///
  /// Each is the sum of four chains, of the first with the third and the second with the fourth: a
  /// chain takes every fourth feature, and of the last ones, where there are not four, the first
  /// chains take none. The first chain begins with the bias.
  ///
  /// - Parameters:
  ///   - features: Row-major, `rows` × `depth`, rows `stride` apart.
  ///   - stride: See there.
  ///   - rows: Number of rows.
  ///   - depth: Number of features.
  ///   - weights: Sixteen floats, four a model: its bias and three zeros; then as many for each
  ///     four features: each model's four weights. Where `depth` is no multiple of 4, the last
  ///     sixteen are for the last four features, with zeros for those that had their turn; where it
  ///     is less than 4, for these and then nothing.
  ///   - target: Each model's logits, `targetStride` apart.
  ///   - targetStride: See there.
  ///   - coming: Rows that are brought near meanwhile, as many and as far apart; `nil` for none.
  static func logitsOfFour(
    _ features: UnsafePointer<Float>, _ stride: Int, rows: Int, depth: Int,
    weights: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, _ targetStride: Int,
    coming: UnsafePointer<Float>?)

  /// `target += leftᵀ · right`: derivatives by weights, in the order of the rows.
  ///
  /// `left` is `rows` × `columns`, and `rowStride` and `columnStride` say how it lies in memory;
  /// `right` is `rows` × `width`, the target `columns` × `width`. `width` is a multiple of 16.
  static func accumulate(
    _ left: UnsafePointer<Float>, rowStride: Int, columnStride: Int, rows: Int, columns: Int,
    _ right: UnsafePointer<Float>, _ rightStride: Int, width: Int,
    into target: UnsafeMutablePointer<Float>, _ targetStride: Int)

  /// The sum: sixteen chains, then the sum of these.
  static func sum(_ values: UnsafePointer<Float>, count: Int) -> Float

  /// `logits[i] = activations[i, ·] · weights + bias`. `width` is a multiple of 16.
  static func outputLogits(
    _ activations: UnsafeMutablePointer<Float>, _ stride: Int, rows: Int, width: Int,
    weights: UnsafePointer<Float>, bias: Float, into logits: UnsafeMutablePointer<Float>)

  /// `gradient += slopesᵀ · activations`, and then `activations[i, j] = slopes[i] · weights[j]`
  /// where they were positive: the output unit hands down. Each column's sum of these, in the order
  /// of the rows, is added to `sums`. `width` is a multiple of 16.
  static func outputBackward(
    _ activations: UnsafeMutablePointer<Float>, _ stride: Int, rows: Int, width: Int,
    weights: UnsafePointer<Float>, slopes: UnsafePointer<Float>,
    into gradient: UnsafeMutablePointer<Float>, sums: UnsafeMutablePointer<Float>)

  /// Multiplies and adds from registers to registers, which no product can exceed: the measure of
  /// the others.
  ///
  /// - Parameters:
  ///   - block: 64 floats that the loop works on and overwrites.
  ///   - turns: How often it goes round.
  /// - Returns: The number of multiplications and additions made.
  static func multiplyAdds(_ block: UnsafeMutablePointer<Float>, turns: Int) -> Int

  /// One step of Adam (Kingma & Ba 2015); products are never fused.
  ///
  /// `rate` is the learning rate over the bias correction of the mean, `scale` one over the root of
  /// the bias correction of the mean square. The gradient is multiplied by `share` first.
  static func adam(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>,
    means: UnsafeMutablePointer<Float>, squares: UnsafeMutablePointer<Float>, count: Int,
    beta1: Float, beta2: Float, epsilon: Float, rate: Float, scale: Float, share: Float)
}
