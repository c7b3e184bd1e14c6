/// Sums of `(margin + x - a)₊` and its square over all pairs of an anchor `a` and another `x`, in
/// O(n log n) at most.
///
/// The anchors are sorted; take the smaller class. The others may come in any order, but where the
/// anchors are too many for the nearest cache, ascending order is several times faster. An anchor
/// is active for `x` if it lies below `x + margin`, so of the sorted anchors the first few are
/// active, and the sums over them follow from running sums of distances. Distances are not negative
/// and are only ever added up: nothing cancels, however far the logits lie from zero.
struct HingeSweep {
  /// The active pairs of one row: their number, and the sum of their terms.
  struct Pairs {
    var count = 0.0
    var sum = 0.0
  }

  private let anchors: Int
  private let margin: Double
  // Of the memory: sorted anchors, then for each anchor the sums of distances and of squared
  // distances from it to all below; then, of the others whose highest active anchor it is, their
  // number and the sum of their terms. Afterwards, of all others that it is active for.
  private let distances: Int
  private let squares: Int
  private let counts: Int
  private let sums: Int

  private let isAscending: Bool
  // How many anchors the last question found below.
  private var passed = 0

  /// Prepares for the anchors that `memory` holds.
  ///
  /// - Parameters:
  ///   - memory: The anchors; ascending if that is stated, otherwise in any order.
  ///   - margin: What is added to each term.
  ///   - isAscending: Whether all that follows is ascending: anchors, others, anchors again.
  init(anchors memory: inout [Double], margin: Double, isAscending: Bool) {
    self.isAscending = isAscending
    anchors = memory.count
    self.margin = margin
    distances = anchors
    squares = 2 * anchors
    counts = 3 * anchors
    sums = 4 * anchors
    if !isAscending { memory.sort() }
    for _ in 0..<4 * anchors { memory.append(0) }
    var sum = 0.0
    var square = 0.0
    for index in 1..<max(anchors, 1) {
      let step = memory[index] - memory[index - 1]
      let below = Double(index)
      square += 2 * step * sum + below * step * step
      sum += below * step
      memory[distances + index] = sum
      memory[squares + index] = square
    }
  }

  /// Takes in one of the others.
  ///
  /// - Returns: Its active pairs, and the sum of the squares of their terms.
  mutating func meet(_ x: Double, in memory: inout [Double]) -> (pairs: Pairs, squares: Double) {
    let bound = x + margin
    let active = rank(of: bound, in: memory)
    guard active > 0 else { return (Pairs(), 0) }
    let top = active - 1
    let term = bound - memory[top]
    memory[counts + top] += 1
    memory[sums + top] += term
    let count = Double(active)
    let sum = memory[distances + top]
    return (
      Pairs(count: count, sum: sum + count * term),
      memory[squares + top] + 2 * term * sum + count * term * term
    )
  }

  /// Sums up what each anchor has met; call once, after the last of the others.
  mutating func finish(in memory: inout [Double]) {
    passed = 0
    var met = Pairs()
    var above = 0.0
    for index in stride(from: anchors - 1, through: 0, by: -1) {
      let anchor = memory[index]
      if met.count > 0 { met.sum += met.count * (above - anchor) }
      met.count += memory[counts + index]
      met.sum += memory[sums + index]
      memory[counts + index] = met.count
      memory[sums + index] = met.sum
      above = anchor
    }
  }

  /// The active pairs of an anchor.
  mutating func pairs(ofAnchor anchor: Double, in memory: [Double]) -> Pairs {
    // Of equal anchors the first has met what the others met.
    let index = rank(of: anchor, in: memory)
    return Pairs(count: memory[counts + index], sum: memory[sums + index])
  }

  /// The number of anchors below `bound`.
  private mutating func rank(of bound: Double, in memory: [Double]) -> Int {
    if isAscending {
      while passed < anchors, memory[passed] < bound { passed &+= 1 }
      return passed
    }
    var base = 0
    var length = anchors
    // Without a branch on the comparison, which nobody could predict.
    while length > 1 {
      let half = length &>> 1
      base &+= memory[base &+ half &- 1] < bound ? half : 0
      length &-= half
    }
    return base &+ (length == 1 && memory[base] < bound ? 1 : 0)
  }
}
