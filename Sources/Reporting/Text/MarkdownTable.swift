/// A table of GitHub Markdown; its cells hold Markdown that is escaped already.
package struct MarkdownTable {
  /// How a column is set.
  package enum Alignment { case left, right, center }

  /// A column's head and alignment.
  package struct Column {
    var head: String
    var alignment: Alignment

    package init(head: String, alignment: Alignment = .right) {
      self.head = head
      self.alignment = alignment
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  package init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row of as many cells as there are columns.
  package mutating func append(_ cells: [String]) {
    precondition(cells.count == columns.count, "a row must have one cell a column")
    rows.append(cells)
  }

  package var isEmpty: Bool { rows.isEmpty }

  /// The table, or nothing without rows.
  package var text: String {
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
