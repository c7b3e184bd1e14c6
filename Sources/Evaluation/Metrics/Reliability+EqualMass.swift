extension Reliability {
  /// Equal-mass bins without sorting all rows.
  ///
  /// A histogram over the leading bits of the probability tells which bin most rows belong to;
  /// only the rows that share a cell with a border are sorted.
  static func checkedEqualMassBins(
    probabilities: [Double], labels: [UInt8], bins: Int
  ) -> [ReliabilityBin] {
    precondition(bins >= 1, "there must be a bin")
    var cells = histogram(probabilities)
    let borders = assignBins(&cells, rows: probabilities.count, bins: bins)
    var sums = [BinSum](repeating: BinSum(), count: bins)
    var parted: [(probability: Double, row: Int)] = []
    for row in probabilities.indices {
      let cell = cells[self.cell(of: probabilities[row])]
      if cell >= 0 {
        sums[cell].add(probabilities[row], label: labels[row])
      } else {
        parted.append((probabilities[row], row))
      }
    }
    parted.sort { ($0.probability, $0.row) < ($1.probability, $1.row) }
    var next = 0
    for (range, bin) in borders {
      for _ in range {
        sums[bin].add(parted[next].probability, label: labels[parted[next].row])
        next += 1
      }
    }
    return sums.compactMap(\.bin)
  }

  /// 256 cells an octave: the sign, exponent and eight leading bits.
  private static let shift: UInt64 = 44
  private static let cellCount = Int(1.0.bitPattern >> 44) + 1

  @inline(__always)
  private static func cell(of probability: Double) -> Int {
    Int(truncatingIfNeeded: (probability + 0).bitPattern >> shift)
  }

  private static func histogram(_ probabilities: [Double]) -> [Int] {
    var cells = [Int](repeating: 0, count: cellCount)
    for probability in probabilities { cells[cell(of: probability)] &+= 1 }
    return cells
  }

  /// Replaces each cell's count by its bin, or −1 when a border parts it.
  ///
  /// - Returns: how the rows of the parted cells, in ascending order, fall to bins.
  private static func assignBins(
    _ cells: inout [Int], rows: Int, bins: Int
  ) -> [(rows: Range<Int>, bin: Int)] {
    var parts: [(rows: Range<Int>, bin: Int)] = []
    var bin = 0
    var end = rows / bins + (rows % bins > 0 ? 1 : 0)
    var position = 0
    for cell in cells.indices where cells[cell] > 0 {
      let last = position + cells[cell]
      while position == end {
        bin += 1
        end += rows / bins + (bin < rows % bins ? 1 : 0)
      }
      guard last > end else {
        cells[cell] = bin
        position = last
        continue
      }
      cells[cell] = -1
      while position < last {
        while position == end {
          bin += 1
          end += rows / bins + (bin < rows % bins ? 1 : 0)
        }
        let stop = min(last, end)
        parts.append((position..<stop, bin))
        position = stop
      }
    }
    return parts
  }
}
