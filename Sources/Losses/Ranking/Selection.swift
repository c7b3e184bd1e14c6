extension BatchEvaluation {
  /// A number that `count` elements of a column lie above: halfway between two neighbours.
  ///
  /// - Parameters:
  ///   - count: How many lie above it; at least 1.
  ///   - column: Where the elements stand.
  ///   - scratch: Where in ``spare`` there may be written.
  ///
  /// - Returns: The number; minus infinity if there are not more elements.
  mutating func bound(below count: Int, of column: Column, using scratch: Int) -> Double {
    guard count < column.rows else { return -.infinity }
    reserveSpare(scratch + column.rows)
    for index in 0..<column.rows { spare[scratch + index] = spare[column.start + index] }
    let end = scratch + column.rows
    let low = selectInPlace(column.rows - 1 - count, from: scratch, to: end)
    return (low + least(from: end - count, to: end)) / 2
  }

  /// The quantile that `fraction` of the logits lie above, of the batch and a queue together,
  /// interpolated between neighbours.
  mutating func upperQuantile(of fraction: Double, with queue: [LossState.QueuedRow]) -> Double {
    let count = logits.count + queue.count
    reserveSpare(count)
    for row in logits.indices { spare[row] = logits[row] }
    for index in queue.indices { spare[logits.count + index] = queue[index].logit }
    let place = (1 - fraction) * Double(count - 1)
    let below = Int(place)
    let low = selectInPlace(below, from: 0, to: count)
    guard below + 1 < count else { return low }
    return low + (place - Double(below)) * (least(from: below + 1, to: count) - low)
  }

  /// The least of some elements: after a selection, the neighbour of what was selected.
  private func least(from start: Int, to end: Int) -> Double {
    var least = Double.infinity
    for index in start..<end { least = min(least, spare[index]) }
    return least
  }

  /// Brings the element of the given rank, in ascending order, to its place, with no larger one
  /// before it and no smaller one behind it: Hoare's selection, the median of three as pivot.
  private mutating func selectInPlace(_ rank: Int, from start: Int, to end: Int) -> Double {
    let target = start + rank
    var (first, last) = (start, end - 1)
    while first < last {
      let (a, b, c) = (spare[first], spare[(first + last) / 2], spare[last])
      let pivot = max(min(a, b), min(max(a, b), c))
      var (left, right) = (first, last)
      while left <= right {
        while spare[left] < pivot { left += 1 }
        while spare[right] > pivot { right -= 1 }
        guard left <= right else { break }
        spare.swapAt(left, right)
        left += 1
        right -= 1
      }
      if target <= right {
        last = right
      } else if target >= left {
        first = left
      } else {
        break
      }
    }
    return spare[target]
  }
}
