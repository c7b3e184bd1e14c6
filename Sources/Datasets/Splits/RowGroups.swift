/// Rows that must stay together, joined by one reason after another (disjoint sets).
struct RowGroups {
  /// The row that stands for each row's group, or leads there; never after the row itself.
  private var leaders: [UInt32]

  /// Each row in a group of its own.
  init(rows: Int) {
    precondition(rows <= Int(UInt32.max), "rows are numbered in 32 bits")
    leaders = Array(0..<UInt32(rows))
  }

  /// Joins the groups of all rows that have the same key.
  mutating func join<Key: Hashable>(rowsWithEqual keys: [Key]) {
    precondition(keys.count == leaders.count, "one key a row")
    var first: [Key: UInt32] = [:]
    for (row, key) in keys.enumerated() {
      if let other = first[key] {
        join(UInt32(row), other)
      } else {
        first[key] = UInt32(row)
      }
    }
  }

  /// The number of each row's group, counted from 0 in the order of first rows.
  mutating func numbers() -> [UInt32] {
    var numbers = [UInt32](repeating: 0, count: leaders.count)
    var next: UInt32 = 0
    for row in leaders.indices {
      let leader = Int(leader(of: UInt32(row)))
      if leader == row {
        numbers[row] = next
        next += 1
      } else {
        numbers[row] = numbers[leader]
      }
    }
    return numbers
  }

  private mutating func join(_ one: UInt32, _ other: UInt32) {
    let (a, b) = (leader(of: one), leader(of: other))
    leaders[Int(max(a, b))] = min(a, b)
  }

  private mutating func leader(of row: UInt32) -> UInt32 {
    var row = row
    while leaders[Int(row)] != row {
      // Halves the way for the next time.
      leaders[Int(row)] = leaders[Int(leaders[Int(row)])]
      row = leaders[Int(row)]
    }
    return row
  }
}
