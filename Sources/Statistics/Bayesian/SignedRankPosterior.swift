/// How much weight pairs of differences put below, within and above practical equivalence.
///
/// Each difference has a weight. A pair (a, b), a difference with itself included, counts w_a w_b
/// below −2r, above 2r or between for z_a + z_b, half on a border. Differences are sorted once;
/// where the sums cross a border is known before any weight is, so that weights take one pass.
struct SignedRankKernel {
  private let order: [Int]
  /// For each difference in order: where partners begin that make a sum below, at, above a border.
  private let lowerOpen: [Int]
  private let lowerClosed: [Int]
  private let upperOpen: [Int]
  private let upperClosed: [Int]

  init(_ values: [Double], practicalEquivalence: Double) {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let sorted = order.map { values[$0] }
    self.order = order
    let border = 2 * practicalEquivalence
    func places(_ isBefore: (Double) -> Bool) -> [Int] {
      // Partners' places fall as the difference rises.
      var place = sorted.count
      return sorted.map { value in
        while place > 0, !isBefore(value + sorted[place - 1]) { place -= 1 }
        return place
      }
    }
    lowerOpen = places { $0 < -border }
    lowerClosed = places { $0 <= -border }
    upperOpen = places { $0 < border }
    upperClosed = places { $0 <= border }
  }

  /// Memory for the running sums of a block of draws.
  func makeSums(width: Int) -> [Double] {
    [Double](repeating: 0, count: (order.count + 1) * width)
  }

  /// The shares of several draws, whose weights add up to one each.
  ///
  /// - Parameters:
  ///   - weights: for each value, in the values' order, its weight in each of the draws.
  ///   - sums: memory of ``makeSums(width:)``.
  ///   - below: takes the share below of each draw; as many as there are draws.
  ///   - above: takes the share above of each draw.
  func shares(
    _ weights: [Double], _ sums: inout [Double], below: inout [Double], above: inout [Double]
  ) {
    let width = below.count
    for draw in 0..<width { (sums[draw], below[draw], above[draw]) = (0, 0, 0) }
    unsafe weights.withUnsafeBufferPointer { weights in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe below.withUnsafeMutableBufferPointer { below in
          unsafe above.withUnsafeMutableBufferPointer { above in
            guard let weights = weights.baseAddress, let sums = sums.baseAddress,
              let below = below.baseAddress, let above = above.baseAddress
            else { return }
            for place in order.indices {
              let own = unsafe weights + (order[place] * width)
              let (last, next) = unsafe (sums + (place * width), sums + ((place + 1) * width))
              for draw in 0..<width { unsafe next[draw] = last[draw] + own[draw] }
            }
            let all = unsafe sums + (order.count * width)
            for place in order.indices {
              let own = unsafe weights + (order[place] * width)
              let low = unsafe sums + (lowerOpen[place] * width)
              let lowEnd = unsafe sums + (lowerClosed[place] * width)
              let high = unsafe sums + (upperOpen[place] * width)
              let highEnd = unsafe sums + (upperClosed[place] * width)
              for draw in 0..<width {
                unsafe below[draw] += own[draw] * (low[draw] + lowEnd[draw])
                unsafe above[draw] += own[draw] * (2 * all[draw] - high[draw] - highEnd[draw])
              }
            }
            for draw in 0..<width {
              unsafe below[draw] /= 2
              unsafe above[draw] /= 2
            }
          }
        }
      }
    }
  }
}
