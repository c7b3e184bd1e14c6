/// A table for the terminal: columns as wide as their widest cell, the last one as it is.
struct TextTable {
  private var rows: [[String]]

  init(_ heads: [String]) { rows = [heads] }

  /// Adds a row of as many cells as there are heads.
  mutating func append(_ cells: [String]) { rows.append(cells) }

  var text: String {
    let count = rows.first?.count ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        column == count - 1
          ? cell : cell + String(repeating: " ", count: max(0, widths[column] - cell.count))
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
