/// A table of GitHub Markdown; its cells hold Markdown that is escaped already.
struct MarkdownTable {
  /// How a column is set.
  enum Alignment { case left, right, center }

  /// A column's head and alignment.
  struct Column {
    var head: String
    var alignment = Alignment.right
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row of as many cells as there are columns.
  mutating func append(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row must have one cell a column")
    rows.append(cells)
  }

  var isEmpty: Bool { rows.isEmpty }

  /// The table, or nothing without rows.
  var text: String {
    guard !rows.isEmpty else { return "" }
    let rule = columns.map { column in
      switch column.alignment {
      case .left: ":--"
      case .right: "--:"
      case .center: ":-:"
      }
    }
    return ([columns.map(\.head), rule] + rows)
      .map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }
}
