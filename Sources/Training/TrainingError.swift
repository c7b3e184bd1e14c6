/// Why training could not begin. (Divergence is an outcome, not an error.)
public enum TrainingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A setting is outside its range.
  case badSetting(name: String, value: String, valid: String)
  /// A part of the data has no row of one class.
  case oneClassOnly(part: String, positives: Int, negatives: Int)
  /// Parts of the data have different columns.
  case differentColumns(training: Int, other: Int)
  /// Trees could not be grown.
  case trees(TreeError)

  /// A full sentence for people.
  public var description: String {
    switch self {
    case .badSetting(let name, let value, let valid):
      "The training setting \(name) is \(value); it must be \(valid)."
    case .oneClassOnly(let part, let positives, let negatives):
      """
      The \(part) part has \(positives) positives and \(negatives) negatives; \
      training needs at least one of each.
      """
    case .trees(let error): error.description
    case .differentColumns(let training, let other):
      """
      The training part has \(training) features and another part has \(other); \
      they must have the same columns.
      """
    }
  }
}
