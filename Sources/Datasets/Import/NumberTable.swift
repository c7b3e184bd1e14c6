/// Rows of numbers with labels apart from them, as array files and sparse rows hold them.
struct NumberTable {
  /// The columns' names.
  let names: [String]
  /// The number of rows.
  let rowCount: Int
  /// For each row the index of its label in `classes`.
  let labels: [UInt8]
  /// The labels found.
  let classes: ClassValues
  /// What errors call the file.
  let file: String

  /// The table, columns used as the options say.
  ///
  /// - Parameters:
  ///   - options: What columns are for.
  ///   - pairs: Pairs of labels, negative and positive, that need no naming.
  ///   - value: The value of a row, from 0, and a column, from 0.
  /// - Returns: The table.
  /// - Throws: ``ImportError`` for the first fault.
  func table(
    _ options: ImportOptions, pairs: [[String]], value: (Int, Int) -> Double
  ) throws(ImportError) -> ImportedTable {
    try CSVLayout.check(names, file: file)
    let label = options.label ?? "label"
    guard !names.contains(label) else {
      throw .array(
        file: file,
        reason: "a column is named \"\(label)\" like the labels, which stand apart. Rename it, or "
          + "give the labels another name, with --label NAME.")
    }
    let plan = try ColumnPlan(
      names: names + [label], label: label, options: options.columns,
      declared: Set(names.indices), file: file)
    var columns = RowColumns(tableCount: plan.tableCount)
    columns.classes = classes
    columns.labels = labels
    var features: [Float] = []
    features.reserveCapacity(rowCount * plan.featureCount)
    for row in 0..<rowCount {
      for column in names.indices {
        let role = plan.roles[column]
        guard role != .dropped else { continue }
        try read(value(row, column), role, row, column, plan, &columns, &features)
      }
    }
    count(plan, &columns, features)
    var builder = TableBuilder(plan: plan, linesBefore: 0)
    try builder.append(columns, cells: features, parser: 0)
    let table = try builder.finished(
      tables: [columns.tables], positive: options.positive, pairs: pairs,
      minimumRows: options.minimumRowsPerClass, kindsAreKnown: true,
      threads: options.threads ?? processorCount)
    guard let table else { throw .headerOnly(file: file) }
    return table
  }

  private func read(
    _ value: Double, _ role: ColumnRole, _ row: Int, _ column: Int, _ plan: ColumnPlan,
    _ columns: inout RowColumns, _ features: inout [Float]
  ) throws(ImportError) {
    let number = Float(value)
    let isMissing = value.isNaN || plan.missing.numbers.contains(number)
    func refuse(_ reason: String) -> ImportError {
      .arrayCell(file: file, row: row + 1, column: names[column], reason: reason)
    }
    if isMissing, plan.options.refusesMissing || role != .numeric && role != .categorical {
      throw refuse(
        "the value is missing. "
          + (role == .time || role == .entity || role == .weight
            ? "Every row needs \(role.noun); leave out the row."
            : "Missing values are refused; fill the cell, or allow missing values."))
    }
    guard number.isFinite || isMissing || role == .time && value.isFinite else {
      throw refuse(
        "\(value) is not a finite number in single precision. "
          + "Valid are numbers between -3.4028235e38 and 3.4028235e38.")
    }
    switch role {
    case .numeric: features.append(isMissing ? .nan : number)
    case .categorical, .entity:
      let text = Array((isMissing ? "" : Self.text(value)).utf8)
      let code = columns.tables[plan.tableOfColumn[column]].code(of: text.indices, in: text.span)
      if role == .entity {
        columns.entities.append(code)
      } else {
        features.append(Float(bitPattern: code))
      }
    case .time:
      columns.times.append(value / plan.options.timeUnit.perDay)
      if plan.isKept[column] { features.append(Float(value / plan.options.timeUnit.perDay)) }
    case .weight:
      guard number > 0 else { throw refuse("the weight \(value) is not above 0.") }
      columns.weights.append(number)
      if plan.isKept[column] { features.append(number) }
    case .label, .dropped: break
    }
  }

  /// Counts how often each text occurs.
  private func count(_ plan: ColumnPlan, _ columns: inout RowColumns, _ features: [Float]) {
    for (table, column) in plan.categoricalColumns.enumerated() {
      guard let feature = plan.featureColumns.firstIndex(of: column) else { continue }
      var counts = [Int](repeating: 0, count: columns.tables[table].count)
      for index in stride(from: feature, to: features.count, by: plan.featureCount) {
        counts[Int(features[index].bitPattern)] += 1
      }
      columns.tables[table].rowCounts = counts
    }
  }

  /// A number as a level is named: without a point if it is whole.
  static func text(_ value: Double) -> String {
    value.magnitude < 0x1p53 && value == value.rounded() ? "\(Int64(value))" : "\(value)"
  }
}
