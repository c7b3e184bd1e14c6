internal import Spelling

/// What each column of a file is used for, and where its values go.
struct ColumnPlan: Sendable {
  let file: String
  /// The columns' names, in order.
  let names: [String]
  /// The columns' roles, in order.
  let roles: [ColumnRole]
  /// Whether a time or weight column is a feature as well.
  let isKept: [Bool]
  /// The column that holds the label, from 0.
  let labelColumn: Int
  let options: ColumnOptions
  let missing: MissingValue
  /// For each feature the column it comes from.
  let featureColumns: [Int]
  /// For each column the table that numbers its texts; -1 for none.
  let tableOfColumn: [Int]
  /// The categorical columns, in the order of their tables; the entities' table comes behind them.
  let categoricalColumns: [Int]
  /// Features that nobody declared to be numbers or levels, by column.
  let undeclared: [Int]

  /// The name of the label column.
  var label: String { names[labelColumn] }
  /// The number of features.
  var featureCount: Int { featureColumns.count }
  /// The entities' column.
  var entityColumn: Int? { roles.firstIndex(of: .entity) }
  /// The number of tables of texts.
  var tableCount: Int { categoricalColumns.count + (entityColumn == nil ? 0 : 1) }

  /// The plan for the columns `names`.
  ///
  /// - Parameters:
  ///   - names: The columns' names; unique and not empty.
  ///   - label: The name of the label column.
  ///   - options: What the other columns are for.
  ///   - categorical: Columns that the file itself declares to be categorical.
  ///   - declared: Columns whose kind the file itself declares.
  ///   - takesUsualMissing: Whether the usual words stand for a missing value.
  ///   - file: What errors call the file.
  /// - Throws: ``ImportError`` if a column is unknown, has two roles, or no feature is left.
  init(
    names: [String], label: String, options: ColumnOptions, categorical: Set<Int> = [],
    declared: Set<Int> = [], takesUsualMissing: Bool = true, file: String
  ) throws(ImportError) {
    guard let labelColumn = names.firstIndex(of: label) else {
      throw .unknownLabel(
        file: file, label: label, columns: Spelling.nearestFirst(names, toFirst: label))
    }
    var roles = names.indices.map { categorical.contains($0) ? ColumnRole.categorical : .numeric }
    var givenBy: [Int: String] = [:]
    func give(_ name: String?, _ role: ColumnRole, _ option: String) throws(ImportError) {
      guard let name else { return }
      guard let column = names.firstIndex(of: name) else {
        throw .unknownColumn(
          file: file, option: option, name: name,
          columns: Spelling.nearestFirst(names, toFirst: name))
      }
      if let earlier = givenBy[column], earlier != option {
        throw .twoRoles(file: file, name: name, first: earlier, second: option)
      }
      givenBy[column] = option
      if option != "--amount" { roles[column] = role }
    }
    try give(label, .label, "--label")
    try give(options.time, .time, "--time")
    try give(options.entity, .entity, "--entity")
    try give(options.weight, .weight, "--weight")
    for name in options.dropped { try give(name, .dropped, "--drop") }
    for name in options.categorical { try give(name, .categorical, "--categorical") }
    try give(options.amount, .numeric, "--amount")
    var isKept = names.map { _ in false }
    for name in options.kept {
      guard let column = names.firstIndex(of: name) else {
        throw .unknownColumn(
          file: file, option: "--keep", name: name,
          columns: Spelling.nearestFirst(names, toFirst: name))
      }
      guard roles[column] == .time || roles[column] == .weight else {
        throw .notKept(file: file, name: name, role: roles[column])
      }
      isKept[column] = true
    }
    self.init(
      file: file, names: names, roles: roles, isKept: isKept, labelColumn: labelColumn,
      options: options,
      missing: MissingValue(texts: options.missing, takesUsual: takesUsualMissing),
      undeclared: names.indices.filter { column in
        roles[column] == .numeric && !declared.contains(column)
          && givenBy[column] != "--amount"
      })
    guard names.count > 1 else { throw .noFeatures(file: file, label: label) }
    guard featureCount > 0 else { throw .noFeaturesLeft(file: file) }
  }

  private init(
    file: String, names: [String], roles: [ColumnRole], isKept: [Bool], labelColumn: Int,
    options: ColumnOptions, missing: MissingValue, undeclared: [Int]
  ) {
    self.file = file
    self.names = names
    self.roles = roles
    self.isKept = isKept
    self.labelColumn = labelColumn
    self.options = options
    self.missing = missing
    self.undeclared = undeclared
    featureColumns = names.indices.filter {
      roles[$0] == .numeric || roles[$0] == .categorical || isKept[$0]
    }
    categoricalColumns = names.indices.filter { roles[$0] == .categorical }
    var tables = names.map { _ in -1 }
    for (table, column) in categoricalColumns.enumerated() { tables[column] = table }
    if let entity = roles.firstIndex(of: .entity) { tables[entity] = categoricalColumns.count }
    tableOfColumn = tables
  }

  /// The same plan with `columns` of the undeclared ones as levels.
  func with(categorical columns: Set<Int>) -> ColumnPlan {
    ColumnPlan(
      file: file, names: names,
      roles: names.indices.map { columns.contains($0) ? .categorical : roles[$0] },
      isKept: isKept, labelColumn: labelColumn, options: options, missing: missing,
      undeclared: undeclared)
  }

  /// The cell of `column` on `line`, for errors.
  func place(line: Int, column: Int) -> ImportError.Place {
    ImportError.Place(file: file, line: line, column: column + 1, name: names[column])
  }
}

extension Spelling {
  /// The names as they stand, but the one that is nearest to `name` first.
  static func nearestFirst(_ names: [String], toFirst name: String) -> [String] {
    guard let nearest = nearestFirst(names, to: name).first,
      let index = names.firstIndex(of: nearest)
    else { return names }
    return [nearest] + names[..<index] + names[(index + 1)...]
  }
}
