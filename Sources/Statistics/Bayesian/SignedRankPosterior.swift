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

  /// The shares for weights that add up to one, given in the order of the values.
  func shares(_ weights: [Double], _ sums: inout [Double]) -> (below: Double, above: Double) {
    sums[0] = 0
    for place in order.indices { sums[place + 1] = sums[place] + weights[order[place]] }
    let all = sums[order.count]
    var (below, above) = (0.0, 0.0)
    for place in order.indices {
      let weight = sums[place + 1] - sums[place]
      below += weight * (sums[lowerOpen[place]] + sums[lowerClosed[place]])
      above += weight * (2 * all - sums[upperOpen[place]] - sums[upperClosed[place]])
    }
    return (below / 2, above / 2)
  }
}
