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
    var parted = [[(probability: Double, label: UInt8)]](
      repeating: [], count: borders.last.map { $0.cell + 1 } ?? 0)
    for row in probabilities.indices {
      let cell = cells[self.cell(of: probabilities[row])]
      if cell >= 0 {
        sums[cell].add(probabilities[row], label: labels[row])
      } else {
        parted[-1 - cell].append((probabilities[row], labels[row]))
      }
    }
    // The sort is stable, so that tied rows stay in their order, and quick where all are tied.
    for cell in parted.indices { parted[cell].sort { $0.probability < $1.probability } }
    var next = [Int](repeating: 0, count: parted.count)
    for border in borders {
      for _ in border.rows {
        let row = parted[border.cell][next[border.cell]]
        sums[border.bin].add(row.probability, label: row.label)
        next[border.cell] += 1
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

  /// Replaces each cell's count by its bin, or by −1 − i when a border parts it, which is the i-th
  /// such cell.
  ///
  /// - Returns: how the rows of the parted cells, in ascending order, fall to bins.
  private static func assignBins(
    _ cells: inout [Int], rows: Int, bins: Int
  ) -> [(cell: Int, rows: Range<Int>, bin: Int)] {
    var parts: [(cell: Int, rows: Range<Int>, bin: Int)] = []
    var partedCells = 0
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
      cells[cell] = -1 - partedCells
      while position < last {
        while position == end {
          bin += 1
          end += rows / bins + (bin < rows % bins ? 1 : 0)
        }
        let stop = min(last, end)
        parts.append((partedCells, position..<stop, bin))
        position = stop
      }
      partedCells += 1
    }
    return parts
  }
}
