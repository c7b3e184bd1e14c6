extension Reliability {
  /// Equal-mass bins without sorting all rows.
  ///
  /// A histogram over the leading bits of the probability tells which bin most rows belong to;
  /// only the rows that share a cell with a border are sorted.
  static func checkedEqualMassBins(
    probabilities: [Double], labels: [UInt8], bins: Int
  ) -> [ReliabilityBin] {
    precondition(bins >= 1, "there must be a bin")
    var binOfRow: [UInt8] = []
    assign(probabilities, bins: bins, to: &binOfRow)
    return self.bins(probabilities, labels, binOfRow, count: bins)
  }

  /// Bins that are known already, of these probabilities or of others that order the rows alike.
  static func bins(
    _ probabilities: [Double], _ labels: [UInt8], _ binOfRow: [UInt8], count: Int
  ) -> [ReliabilityBin] {
    var sums = [BinSum](repeating: BinSum(), count: count)
    for row in probabilities.indices {
      sums[Int(binOfRow[row])].add(probabilities[row], label: labels[row])
    }
    return sums.compactMap(\.bin)
  }

  /// Writes out the bin of each row.
  static func assign(_ probabilities: [Double], bins: Int, to binOfRow: inout [UInt8]) {
    precondition(bins <= 128, "a bin fits a byte, and so does what marks a cell that is parted")
    binOfRow.removeAll(keepingCapacity: true)
    binOfRow.reserveCapacity(probabilities.count)
    var cells = histogram(probabilities)
    let borders = assignBins(&cells, rows: probabilities.count, bins: bins)
    var parted = [[(probability: Double, row: UInt32)]](
      repeating: [], count: borders.last.map { $0.cell + 1 } ?? 0)
    for row in probabilities.indices {
      let cell = cells[self.cell(of: probabilities[row])]
      binOfRow.append(UInt8(truncatingIfNeeded: cell))
      if cell < 0 { parted[-1 - cell].append((probabilities[row], UInt32(row))) }
    }
    // The sort is stable, so that tied rows stay in their order, and quick where all are tied.
    for cell in parted.indices { parted[cell].sort { $0.probability < $1.probability } }
    var next = [Int](repeating: 0, count: parted.count)
    for border in borders {
      for _ in border.rows {
        let row = Int(parted[border.cell][next[border.cell]].row)
        binOfRow[row] = UInt8(border.bin)
        next[border.cell] += 1
      }
    }
  }

  /// 256 cells an octave, forty octaves; what lies below 2⁻⁴⁰ shares one cell.
  private static let shift: UInt64 = 44
  private static let lowest = Int(0x1p-40.bitPattern >> 44)
  private static let cellCount = Int(1.0.bitPattern >> 44) - lowest + 1

  @inline(__always)
  private static func cell(of probability: Double) -> Int {
    max(Int(truncatingIfNeeded: (probability + 0).bitPattern >> shift) - lowest, 0)
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
