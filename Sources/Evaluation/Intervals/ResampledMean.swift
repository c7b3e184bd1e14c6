internal import CounterRandom

/// A mean over rows that can be drawn anew, class by class, without touching the rows.
///
/// Rows of one class whose values differ by less than one part in 64 make a group and stand for their
/// mean; what that takes off the variance is below one part in 20,000. With weights the mean is a
/// ratio, and the groups are those of value and of weight.
struct ResampledMean: Sendable {
  private struct Cell: Sendable {
    var count = 0
    var value = 0.0
    var weight = 0.0

    mutating func add(_ value: Double, _ weight: Double) {
      count += 1
      self.value += weight * value
      self.weight += weight
    }
  }

  private let groups: [ResampledGroups]
  private let means: [[(value: Double, weight: Double)]]

  /// Values of at least 0 with labels, and weights if rows have them.
  init(_ values: [Double], labels: [UInt8], weights: [Double]?) {
    let cells = weights.map { Self.cells(values, labels, $0) } ?? Self.cells(values, labels)
    var (groups, means): ([ResampledGroups], [[(value: Double, weight: Double)]]) = ([], [])
    for own in cells {
      groups.append(ResampledGroups(own.map(\.count)))
      means.append(own.map { ($0.value / Double($0.count), $0.weight / Double($0.count)) })
    }
    self.groups = groups
    self.means = means
  }

  /// The cells of each class that hold rows.
  private static func cells(_ values: [Double], _ labels: [UInt8]) -> [[Cell]] {
    // Exponent and six bits of the fraction; values have no sign.
    let size = 1 << 17
    var cells = [Cell](repeating: Cell(), count: 2 * size)
    for row in values.indices {
      let key = Int(truncatingIfNeeded: (values[row] + 0).bitPattern >> 46) & (size - 1)
      cells[Int(labels[row]) * size + key].add(values[row], 1)
    }
    return [0, 1].map { label in cells[label * size..<(label + 1) * size].filter { $0.count > 0 } }
  }

  private static func cells(
    _ values: [Double], _ labels: [UInt8], _ weights: [Double]
  ) -> [[Cell]] {
    var cells: [[UInt64: Cell]] = [[:], [:]]
    for row in values.indices {
      let key = ((values[row] + 0).bitPattern >> 46) << 18 | weights[row].bitPattern >> 46
      cells[Int(labels[row])][key, default: Cell()].add(values[row], weights[row])
    }
    return cells.map { $0.sorted { $0.key < $1.key }.map(\.value) }
  }

  /// The mean of a resample.
  func draw(from generator: inout CounterGenerator, room: inout [Int]) -> Double {
    var (sum, total) = (0.0, 0.0)
    for (groups, means) in zip(groups, means) {
      groups.draw(from: &generator, into: &room)
      for (mean, count) in zip(means, room) {
        sum += Double(count) * mean.value
        total += Double(count) * mean.weight
      }
    }
    return sum / total
  }
}
