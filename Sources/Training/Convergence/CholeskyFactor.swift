/// The lower triangle `L` of a symmetric positive definite matrix `A = L Lᵀ`.
struct CholeskyFactor {
  private let order: Int
  /// Row-major; what is above the diagonal is not used.
  private var values: [Double]

  /// The share of its diagonal element below which a pivot counts as noise of single precision.
  private static let leastPivot = 1e-6

  /// Factors a matrix; nil unless it is positive definite by more than the noise of sums in single
  /// precision.
  ///
  /// - Parameters:
  ///   - matrix: Row-major, symmetric.
  ///   - order: Its number of rows.
  ///   - ridge: Added to the diagonal.
  init?(_ matrix: [Double], order: Int, ridge: Double) {
    self.order = order
    values = matrix
    var factor = values.mutableSpan
    for column in 0..<order {
      let start = column &* order
      let diagonal = factor[start &+ column] + ridge
      var pivot = diagonal
      for inner in 0..<column { pivot -= factor[start &+ inner] * factor[start &+ inner] }
      guard pivot > Self.leastPivot * diagonal, pivot.isFinite else { return nil }
      let root = pivot.squareRoot()
      factor[start &+ column] = root
      var row = column &+ 1
      while row < order {
        let place = row &* order
        var sum = factor[place &+ column]
        for inner in 0..<column { sum -= factor[place &+ inner] * factor[start &+ inner] }
        factor[place &+ column] = sum / root
        row &+= 1
      }
    }
  }

  /// The solution `x` of `A x = b`.
  func solution(of b: [Double]) -> [Double] {
    var x = b
    for row in 0..<order {
      for inner in 0..<row { x[row] -= values[row * order + inner] * x[inner] }
      x[row] /= values[row * order + row]
    }
    for row in (0..<order).reversed() {
      for inner in row + 1..<order { x[row] -= values[inner * order + row] * x[inner] }
      x[row] /= values[row * order + row]
    }
    return x
  }
}
