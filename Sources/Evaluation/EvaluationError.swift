/// Why an evaluation could not be made.
public enum EvaluationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// An array is not as long as the scores it belongs to.
  case lengthMismatch(what: String, count: Int, rows: Int)
  /// A score, probability or posterior is NaN or infinite; rows count from 0.
  case notFinite(what: String, row: Int, value: Double)
  /// A probability or posterior lies outside 0…1; rows count from 0.
  case notAProbability(what: String, row: Int, value: Double)
  /// A label is neither 0 nor 1; rows count from 0.
  case invalidLabel(row: Int, value: UInt8)
  /// A weight is not a finite number above 0; rows count from 0.
  case invalidWeight(row: Int, value: Double)
  /// A cost is not a finite number of at least 0; rows count from 0.
  case invalidCost(row: Int, value: Double)
  /// A typology is neither an index into the names nor 255; rows count from 0.
  case invalidTypology(row: Int, value: UInt8, names: [String])
  /// There is not a single row.
  case noRows
  /// All labels are equal where both classes are needed.
  case oneClass
  /// No metric has this name; `valid` lists all of them, nearest first.
  case unknownMetric(name: String, valid: [String])
  /// The metric exists, but needs more than the scores and labels of the validation part.
  case notForSelection(name: String, valid: [String])

  /// A full sentence for people.
  public var description: String {
    switch self {
    case .lengthMismatch(let what, let count, let rows):
      "There are \(count) \(what) for \(rows) scores; there must be one a row."
    case .notFinite(let what, let row, let value):
      "The \(what) of row \(row) is \(value); it must be a finite number."
    case .notAProbability(let what, let row, let value):
      "The \(what) of row \(row) is \(value); it must lie between 0 and 1."
    case .invalidLabel(let row, let value):
      "The label of row \(row) is \(value); it must be 0 (negative) or 1 (positive)."
    case .invalidWeight(let row, let value):
      "The weight of row \(row) is \(value); it must be a finite number above 0."
    case .invalidCost(let row, let value):
      "The cost of row \(row) is \(value); it must be a finite number of at least 0."
    case .invalidTypology(let row, let value, let names):
      """
      The typology of row \(row) is \(value); it must be 255 (legitimate) or an index below \
      \(names.count) (\(names.joined(separator: ", "))).
      """
    case .noRows:
      "There is nothing to evaluate: the part holds no rows."
    case .oneClass:
      "All rows have the same label; a calibration needs positives and negatives."
    case .unknownMetric(let name, let valid):
      "There is no metric \"\(name)\". Valid, nearest first: \(valid.joined(separator: ", "))."
    case .notForSelection(let name, let valid):
      """
      The metric \"\(name)\" cannot choose epochs or configurations, because it needs more than \
      the scores and labels of the validation part. Valid, nearest first: \
      \(valid.joined(separator: ", ")).
      """
    }
  }
}
