/// What the rows of a piece hold besides their features, and the tables of their texts.
struct RowColumns: Sendable {
  /// For each row the index of its label in ``classes``.
  var labels: [UInt8] = []
  /// The labels found.
  var classes = ClassValues()
  /// When each row happened, in days; empty without a time column.
  var times: [Double] = []
  /// How many rows each row stands for; empty without a weight column.
  var weights: [Float] = []
  /// For each row its entity's code in the last of ``tables``; empty without an entity column.
  var entities: [UInt32] = []
  /// The texts of each categorical column, and those of the entity column. They outlive a piece.
  var tables: [LevelTable]

  /// No rows, with as many tables of texts as a plan needs.
  init(tableCount: Int = 0) { tables = (0..<tableCount).map { _ in LevelTable() } }

  /// Forgets the rows and the labels, but not the texts.
  mutating func removeRows() {
    labels.removeAll(keepingCapacity: true)
    times.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    entities.removeAll(keepingCapacity: true)
    classes = ClassValues()
  }

  /// Adds what has been read of a row, when nothing can be wrong with it any more.
  @inline(__always)
  mutating func append(_ row: Row, label: UInt8, shape: RowShape) {
    labels.append(label)
    if shape.hasTimes { times.append(row.time) }
    if shape.hasWeights { weights.append(row.weight) }
    if shape.hasEntities { entities.append(row.entity) }
  }

  /// What is read of one row besides its features.
  struct Row {
    var label: [UInt8] = []
    var time = 0.0
    var weight: Float = 1
    var entity: UInt32 = 0
  }
}

/// What a parser asks of a plan for every row and cell.
struct RowShape: Sendable {
  let hasTimes: Bool
  let hasWeights: Bool
  let hasEntities: Bool
  let refusesMissing: Bool
  let hasMissingNumbers: Bool
  let timeStyle: TimeText.Style
  let unitsPerDay: Double

  init(_ plan: ColumnPlan, timeStyle: TimeText.Style) {
    hasTimes = plan.roles.contains(.time)
    hasWeights = plan.roles.contains(.weight)
    hasEntities = plan.roles.contains(.entity)
    refusesMissing = plan.options.refusesMissing
    hasMissingNumbers = !plan.missing.numbers.isEmpty
    self.timeStyle = timeStyle
    unitsPerDay = plan.options.timeUnit.perDay
  }
}

extension RowColumns {
  /// Reads any cell, without white space and quotes around it, by its column's role.
  ///
  /// - Parameters:
  ///   - cell: The cell's bytes.
  ///   - column: The column, from 0.
  ///   - place: Where the cell stands.
  ///   - plan: What the columns are for.
  ///   - shape: The plan's answers.
  ///   - row: Takes label, time, weight and entity.
  ///   - output: Takes features.
  ///   - target: Where the next feature goes; moves on behind it.
  /// - Throws: ``ImportError`` if the cell is not what its column needs.
  mutating func read(
    _ cell: [UInt8], column: Int, place: ImportError.Place, plan: ColumnPlan, shape: RowShape,
    row: inout Row, into output: inout MutableSpan<Float>, at target: inout Int
  ) throws(ImportError) {
    let role = plan.roles[column]
    guard role != .dropped else { return }
    let isMissing =
      role == .label
      ? plan.missing.isUsual(cell.span, cell.indices)
      : plan.missing.isOne(cell.span, cell.indices)
    guard !isMissing else {
      guard !shape.refusesMissing, role == .numeric || role == .categorical else {
        throw .missingValue(place, cell: String(decoding: cell, as: UTF8.self), role: role)
      }
      // A missing level has a code like any other.
      output[target] = role == .categorical ? code(cell, column, plan) : .nan
      target += 1
      return
    }
    switch role {
    case .label: row.label = cell
    case .numeric:
      let value = try Self.number(cell, place)
      output[target] =
        plan.missing.numbers.contains(value) ? try missing(cell, place, role, shape) : value
      target += 1
    case .categorical:
      output[target] = code(cell, column, plan)
      target += 1
    case .entity: row.entity = UInt32(code(cell, column, plan).bitPattern)
    case .time:
      row.time = try Self.time(cell, place, shape)
      if plan.isKept[column] {
        output[target] = Float(row.time)
        target += 1
      }
    case .weight:
      row.weight = try Self.number(cell, place)
      guard row.weight > 0 else {
        throw .badWeight(place, cell: String(decoding: cell, as: UTF8.self))
      }
      if plan.isKept[column] {
        output[target] = row.weight
        target += 1
      }
    case .dropped: break
    }
  }

  private func missing(
    _ cell: [UInt8], _ place: ImportError.Place, _ role: ColumnRole, _ shape: RowShape
  ) throws(ImportError) -> Float {
    guard !shape.refusesMissing else {
      throw .missingValue(place, cell: String(decoding: cell, as: UTF8.self), role: role)
    }
    return .nan
  }

  /// The code of a text, as the bits of a number: there may be more codes than a `Float` can count.
  private mutating func code(_ cell: [UInt8], _ column: Int, _ plan: ColumnPlan) -> Float {
    Float(bitPattern: tables[plan.tableOfColumn[column]].code(of: cell.indices, in: cell.span))
  }

  /// The number that `cell` is, all of it.
  static func number(
    _ cell: [UInt8], _ place: ImportError.Place
  ) throws(ImportError) -> Float {
    let terminated = cell + [newline]
    var index = 0
    let value = DecimalNumber.read(terminated.span, at: &index)
    let text = String(decoding: cell, as: UTF8.self)
    guard let value, index == cell.count else {
      throw MissingValue.isInfinity(text)
        ? .infinite(place, cell: text) : .notANumber(place, cell: text)
    }
    guard value.isFinite else { throw .overflow(place, cell: text) }
    return value
  }

  /// The days that `cell` says.
  private static func time(
    _ cell: [UInt8], _ place: ImportError.Place, _ shape: RowShape
  ) throws(ImportError) -> Double {
    // Dates look two bytes ahead.
    let terminated = cell + [newline, newline]
    var index = 0
    let days: Double? =
      switch shape.timeStyle {
      case .date: TimeText.readDate(terminated.span, at: &index)
      case .number:
        DecimalNumber.readDouble(terminated.span, at: &index).map { $0 / shape.unitsPerDay }
      }
    guard let days, index == cell.count, days.isFinite else {
      throw .badTime(
        place, cell: String(decoding: cell, as: UTF8.self), isDate: shape.timeStyle == .date)
    }
    return days
  }
}
