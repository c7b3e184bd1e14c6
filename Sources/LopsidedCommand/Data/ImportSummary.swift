internal import Datasets
internal import Foundation

/// What an import says of the rows.
struct ImportSummary {
  private let table: ImportedTable

  init(_ table: ImportedTable) { self.table = table }

  func lines(folder: String) -> [String] {
    let rows = table.dataset.rowCount
    let share = (Double(table.positive.rows) / Double(rows) * 1e5).rounded() / 1e3
    var lines = [
      "\(folder): \(rows) rows, \(table.dataset.featureCount) features",
      """
      positive: \(table.label) = \(table.positive.value), \(table.positive.rows) rows \
      (\(share) %); negative: \(table.negative.value), \(table.negative.rows) rows
      """,
    ]
    lines += table.remarks
    lines += attributes
    lines += kinds
    if table.constantColumnCount > 0 {
      let names = table.columns.filter(\.isConstant).map(\.name).joined(separator: ", ")
      lines.append("\(table.constantColumnCount) features never vary: \(names)")
    }
    if table.duplicates.exact > 0 {
      lines.append(
        """
        \(table.duplicates.exact) rows repeat an earlier row; copies on both sides of a split \
        make results too good
        """)
    }
    if table.duplicates.contradictory > 0 {
      lines.append(
        "\(table.duplicates.contradictory) combinations of features occur with both labels")
    }
    return lines
  }

  /// Times, entities and weights.
  private var attributes: [String] {
    let attributes = table.dataset.attributes
    var lines: [String] = []
    if let times = attributes.times, let first = times.min(), let last = times.max() {
      let days = ((last - first) * 100).rounded() / 100
      lines.append("time: \(days) days from the first row to the last; the split is by time")
    }
    if attributes.entities != nil { lines.append("entities: \(table.entityCount)") }
    if let weights = attributes.weights {
      let sum = weights.reduce(0.0) { $0 + Double($1) }
      lines.append("weights: the rows stand for \((sum * 100).rounded() / 100)")
    }
    return lines
  }

  /// Categorical columns and missing values.
  private var kinds: [String] {
    var lines: [String] = []
    let detected = Set(table.detectedCategories)
    let categorical = table.dataset.columns.compactMap { column in
      column.levels.map { levels in
        "\(column.name) (\(levels.count) levels\(detected.contains(column.name) ? ", by its texts" : ""))"
      }
    }
    if !categorical.isEmpty {
      lines.append("categorical: \(categorical.joined(separator: ", "))")
    }
    let missing = table.columns.filter { $0.missingCount > 0 }
    if !missing.isEmpty {
      let shares = missing.prefix(12).map { column in
        let share = Double(column.missingCount) / Double(table.dataset.rowCount)
        return "\(column.name) (\((share * 1e4).rounded() / 1e2) %)"
      }
      lines.append(
        "missing values: " + shares.joined(separator: ", ")
          + (missing.count > 12 ? " and \(missing.count - 12) more features" : ""))
    }
    return lines
  }
}
