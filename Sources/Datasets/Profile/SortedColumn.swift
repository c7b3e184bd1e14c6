/// A numeric feature's values in ascending order, each with its row's part and label.
struct SortedColumn {
  /// The value's ordered bits, then two bits of part, then the label.
  let keys: [UInt64]

  var isEmpty: Bool { keys.isEmpty }
  var isConstant: Bool { keys.first.map { $0 >> 3 } == keys.last.map { $0 >> 3 } }
  /// The number of positive rows.
  private var positives: Int { keys.reduce(0) { $0 + Int($1 & 1) } }

  /// The value at a rank.
  func value(_ rank: Int) -> Float { Self.value(keys[rank]) }

  static func value(_ key: UInt64) -> Float {
    let ordered = UInt32(truncatingIfNeeded: key >> 3)
    return Float(bitPattern: ordered >> 31 == 1 ? ordered & 0x7FFF_FFFF : ~ordered)
  }

  /// The probability that a positive has a larger value than a negative, ties counted half.
  var auroc: Double? {
    let positives = positives
    let negatives = keys.count - positives
    guard min(positives, negatives) >= FeatureProfile.minimumRows else { return nil }
    var doubled = 0
    var below = 0
    var start = 0
    while start < keys.count {
      var end = start
      var tied = (positives: 0, negatives: 0)
      while end < keys.count, keys[end] >> 3 == keys[start] >> 3 {
        if keys[end] & 1 == 1 { tied.positives += 1 } else { tied.negatives += 1 }
        end += 1
      }
      doubled += tied.positives * (2 * below + tied.negatives)
      below += tied.negatives
      start = end
    }
    return Double(doubled) / 2 / Double(positives) / Double(negatives)
  }

  /// The numbers of training and test rows in bins that hold about equally many training rows;
  /// equal values are never parted.
  func parts(bins: Int) -> [(training: Int, test: Int)] {
    let training = keys.count { $0 >> 1 & 3 == 0 }
    let size = max(1, (training + bins - 1) / bins)
    var result: [(training: Int, test: Int)] = []
    var bin = (training: 0, test: 0)
    for (index, key) in keys.enumerated() {
      if bin.training >= size, index > 0, key >> 3 != keys[index - 1] >> 3 {
        result.append(bin)
        bin = (0, 0)
      }
      let part = key >> 1 & 3
      bin.training += part == 0 ? 1 : 0
      bin.test += part == 2 ? 1 : 0
    }
    return result + [bin]
  }
}

/// How often each level of a categorical feature occurs, by half, class and part.
struct LevelCounts {
  /// The rows of either half, by level: negatives and positives.
  private var halves: [[(negatives: Int, positives: Int)]]
  /// Training and test rows by level.
  private(set) var parts: [(training: Int, test: Int)]

  init(_ column: ColumnOfRows, count: Int) {
    halves = Array(repeating: Array(repeating: (0, 0), count: count), count: 2)
    parts = Array(repeating: (0, 0), count: count)
    for index in column.values.indices {
      let level = Int(column.values[index])
      if column.labels[index] == 1 {
        halves[Int(column.halves[index])][level].positives += 1
      } else {
        halves[Int(column.halves[index])][level].negatives += 1
      }
      parts[level].training += column.parts[index] == 0 ? 1 : 0
      parts[level].test += column.parts[index] == 2 ? 1 : 0
    }
  }

  /// Rows of a level by class.
  func classes(_ level: Int) -> (negatives: Int, positives: Int) {
    (
      halves[0][level].negatives + halves[1][level].negatives,
      halves[0][level].positives + halves[1][level].positives
    )
  }

  var levelCount: Int { parts.count }
  var usedCount: Int { parts.indices.count { classes($0).negatives + classes($0).positives > 0 } }

  /// The AUROC in one half of the rows of the levels' shares of positives in the other.
  ///
  /// A level's share is drawn towards the whole's by ten rows of it, so that a level that occurs
  /// once is not ranked first or last.
  var heldOutAUROC: Double? {
    let positives = halves.map { $0.reduce(0) { $0 + $1.positives } }
    let negatives = halves.map { $0.reduce(0) { $0 + $1.negatives } }
    guard min(positives[0], positives[1]) >= FeatureProfile.minimumRows,
      min(negatives[0], negatives[1]) >= FeatureProfile.minimumRows
    else { return nil }
    let prevalence = Double(positives[0]) / Double(positives[0] + negatives[0])
    let shares = halves[0].map {
      (Double($0.positives) + 10 * prevalence) / (Double($0.positives + $0.negatives) + 10)
    }
    let order = shares.indices.sorted { (shares[$0], $0) < (shares[$1], $1) }
    var doubled = 0
    var below = 0
    var start = 0
    while start < order.count {
      var end = start
      var tied = (positives: 0, negatives: 0)
      while end < order.count, shares[order[end]] == shares[order[start]] {
        tied.positives += halves[1][order[end]].positives
        tied.negatives += halves[1][order[end]].negatives
        end += 1
      }
      doubled += tied.positives * (2 * below + tied.negatives)
      below += tied.negatives
      start = end
    }
    return Double(doubled) / 2 / Double(positives[1]) / Double(negatives[1])
  }
}
