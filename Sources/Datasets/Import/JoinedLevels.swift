/// The levels of a categorical column, from the texts that several parsers have found.
///
/// Levels are sorted by their bytes, so that they do not depend on the order of the rows.
struct JoinedLevels {
  private let levels: [[UInt8]]
  private let rowCounts: [Int]
  /// For each parser and each of its codes the index of the level; NaN for a missing value.
  let values: [[Float]]

  /// Joins `tables`, one a parser.
  init(_ tables: [LevelTable], missing: MissingValue) {
    var union = LevelTable()
    var counts: [Int] = []
    var codes: [[Int]] = []
    for table in tables {
      var own: [Int] = []
      own.reserveCapacity(table.count)
      for code in 0..<table.count {
        let text = Array(table.level(code))
        let rows = code < table.rowCounts.count ? table.rowCounts[code] : 0
        // A text without a row was seen in a row that turned out to be written otherwise.
        guard rows > 0, !missing.isOne(text.span, text.indices) else {
          own.append(-1)
          continue
        }
        let joined = Int(union.code(of: text.indices, in: text.span))
        if joined == counts.count { counts.append(0) }
        counts[joined] += rows
        own.append(joined)
      }
      codes.append(own)
    }
    let texts = (0..<union.count).map { Array(union.level($0)) }
    let order = texts.indices.sorted { texts[$0].lexicographicallyPrecedes(texts[$1]) }
    var rank = [Float](repeating: 0, count: texts.count)
    for (index, code) in order.enumerated() { rank[code] = Float(index) }
    levels = order.map { texts[$0] }
    rowCounts = order.map { counts[$0] }
    values = codes.map { own in own.map { $0 < 0 ? .nan : rank[$0] } }
  }

  /// How many cells hold a number, and how many another text.
  var cellCounts: (numbers: Int, texts: Int) {
    var counts = (numbers: 0, texts: 0)
    for (level, rows) in zip(levels, rowCounts) {
      if ColumnCensus.isNumber(level) { counts.numbers += rows } else { counts.texts += rows }
    }
    return counts
  }

  /// The levels' names.
  ///
  /// - Parameters:
  ///   - column: The column's name.
  ///   - limit: The number of levels that there may be.
  ///   - file: What errors call the file.
  /// - Returns: The names, sorted by their bytes.
  /// - Throws: ``ImportError/tooManyLevels(file:column:found:limit:example:)`` or
  ///   ``ImportError/levelNotUTF8(file:column:level:)``.
  func names(column: String, limit: Int, file: String) throws(ImportError) -> [String] {
    guard levels.count <= limit else {
      throw .tooManyLevels(
        file: file, column: column, found: levels.count, limit: limit,
        example: String(decoding: levels[0], as: UTF8.self))
    }
    var names: [String] = []
    names.reserveCapacity(levels.count)
    for level in levels {
      guard let name = String(validating: level, as: UTF8.self) else {
        throw .levelNotUTF8(
          file: file, column: column, level: String(decoding: level, as: UTF8.self))
      }
      names.append(name)
    }
    return names
  }
}

/// Numbers entities from 0 in the order of the rows, whoever has parsed them.
struct EntityNumbers {
  /// For each row its entity.
  private(set) var numbers: [UInt32] = []
  private var names = LevelTable()
  /// For each parser and each of its codes the entity's number; the largest number for none yet.
  private var numberOfCode: [[UInt32]] = []

  /// The number of entities.
  var count: Int { names.count }

  /// Appends rows whose entities have the codes of one parser's table.
  mutating func append(_ codes: [UInt32], of table: LevelTable, parser: Int) {
    while numberOfCode.count <= parser { numberOfCode.append([]) }
    var known = numberOfCode[parser]
    numberOfCode[parser] = []
    known.append(contentsOf: repeatElement(.max, count: table.count - known.count))
    for code in codes {
      var number = known[Int(code)]
      if number == .max {
        let text = Array(table.level(Int(code)))
        number = names.code(of: text.indices, in: text.span)
        known[Int(code)] = number
      }
      numbers.append(number)
    }
    numberOfCode[parser] = known
  }
}
