/// Results of several methods: a row for each replicate or data set, a column for each method.
public struct MethodTable: Equatable, Sendable {
  /// The methods' names.
  public let methods: [String]
  /// The values, row after row; `nil` where one is missing.
  public let rows: [[Double?]]

  /// A table.
  ///
  /// - Parameters:
  ///   - methods: names, at least two.
  ///   - rows: values, at least two rows, each with one for each method; `nil` marks a missing one.
  /// - Throws: ``StatisticsError``: too few methods or rows, a row of another length, a value that
  ///   is not finite.
  public init(methods: [String], rows: [[Double?]]) throws(StatisticsError) {
    guard methods.count >= 2 else {
      throw .tooFew(statistic: "comparison of methods", count: methods.count, needed: 2)
    }
    guard rows.count >= 2 else {
      throw .tooFew(statistic: "comparison over rows", count: rows.count, needed: 2)
    }
    for (index, row) in rows.enumerated() {
      guard row.count == methods.count else {
        throw .unequalCounts(first: methods.count, second: row.count)
      }
      for value in row {
        if let value, !value.isFinite {
          throw .notFinite(what: "value of a row", index: index, value: "\(value)")
        }
      }
    }
    self.methods = methods
    self.rows = rows
  }

  /// The values of a method, row by row.
  ///
  /// - Parameter method: its column.
  /// - Returns: as many values as there are rows.
  public func column(_ method: Int) -> [Double?] { rows.map { $0[method] } }

  /// The rows in which no value is missing.
  public var completeRows: [[Double]] {
    rows.map { $0.compactMap { $0 } }.filter { $0.count == methods.count }
  }

  /// Number of missing values.
  public var missing: Int { rows.reduce(0) { $0 + $1.count { $0 == nil } } }

  /// Values nearer than this are ties: rounding alone may tell them apart.
  var resolution: Double {
    let largest = rows.joined().reduce(0.0) { max($0, ($1 ?? 0).magnitude) }
    return 0x1p14 * .ulpOfOne * largest
  }
}
