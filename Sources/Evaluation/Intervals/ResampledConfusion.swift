internal import CounterRandom

/// The four counts at a threshold, of rows that can be drawn anew, class by class.
struct ResampledConfusion: Sendable {
  private let groups: [ResampledGroups]
  private let cells: [[(isFlagged: Bool, weight: Double)]]

  /// Rows at or above the threshold are flagged.
  init(scores: [Double], labels: [UInt8], weights: [Double]?, threshold: Double) {
    var counts: [[Int]] = [[0, 0], [0, 0]]
    var heavy: [[Double: [Int]]] = [[:], [:]]
    for row in scores.indices {
      let (label, flag) = (Int(labels[row]), scores[row] >= threshold ? 1 : 0)
      if let weights {
        heavy[label][weights[row], default: [0, 0]][flag] += 1
      } else {
        counts[label][flag] += 1
      }
    }
    var (groups, cells): ([ResampledGroups], [[(isFlagged: Bool, weight: Double)]]) = ([], [])
    for label in 0...1 {
      let own = weights == nil ? [(1.0, counts[label])] : heavy[label].sorted { $0.key < $1.key }
      groups.append(ResampledGroups(own.flatMap { $0.1 }))
      cells.append(own.flatMap { [(false, $0.0), (true, $0.0)] })
    }
    self.groups = groups
    self.cells = cells
  }

  /// The counts of a resample.
  func draw(from generator: inout CounterGenerator, room: inout [Int]) -> WeightedConfusion {
    var sums = [[0.0, 0.0], [0.0, 0.0]]
    for label in 0...1 {
      groups[label].draw(from: &generator, into: &room)
      for (cell, count) in zip(cells[label], room) {
        sums[label][cell.isFlagged ? 1 : 0] += Double(count) * cell.weight
      }
    }
    return WeightedConfusion(
      truePositives: sums[1][1], falsePositives: sums[0][1], trueNegatives: sums[0][0],
      falseNegatives: sums[1][0])
  }
}
