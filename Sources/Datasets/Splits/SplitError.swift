/// Why rows could not be split.
public enum SplitError: Error, Equatable, Sendable {
  /// The shares are not above 0 or do not sum to 1.
  case invalidFractions(training: Double, validation: Double, test: Double)
  /// There are `found` positives; `inEachPart` in every part take `needed`.
  case tooFewPositives(found: Int, needed: Int, inEachPart: Int)
  /// There are `found` negatives; `inEachPart` in every part take `needed`.
  case tooFewNegatives(found: Int, needed: Int, inEachPart: Int)
  /// There are `found` groups of rows with a positive, and a split takes `needed`.
  case tooFewGroups(_ noun: String, found: Int, needed: Int)
  /// A part has no row of one class.
  case lacksClass(part: String, positives: Int, negatives: Int, advice: String)
  /// Rows are to be split by time, and there are no times.
  case noTimes
  /// Rows are to be split by entity, and there are no entities.
  case noEntities
}

extension SplitError: CustomStringConvertible {
  /// What was found and what would be valid, in full sentences.
  public var description: String {
    switch self {
    case .invalidFractions(let training, let validation, let test):
      "The split \(training) / \(validation) / \(test) into training, validation and test is not "
        + "valid. Each share must be above 0 and they must sum to 1, as in 0.6 / 0.2 / 0.2."
    case .tooFewPositives(let found, let needed, let inEachPart):
      Self.tooFew("positive", found, needed, inEachPart)
    case .tooFewNegatives(let found, let needed, let inEachPart):
      Self.tooFew("negative", found, needed, inEachPart)
    case .tooFewGroups(let noun, let found, let needed):
      "The data hold \(found) \(noun) with a positive. A split with at least 1 of them in each of "
        + "training, validation and test needs \(needed); import more rows or change the shares."
    case .lacksClass(let part, let positives, let negatives, let advice):
      "The \(part) part would hold \(positives) positive\(positives == 1 ? "" : "s") and "
        + "\(negatives) negative\(negatives == 1 ? "" : "s"); it needs at least 1 of each. "
        + advice
    case .noTimes:
      "The rows are to be split by time, and the data do not say when they happened. Name the "
        + "column that does, or split them at random."
    case .noEntities:
      "The rows are to be split by entity, and the data do not say which card, account or "
        + "customer they belong to. Name the column that does, or split them at random."
    }
  }

  private static func tooFew(
    _ noun: String, _ found: Int, _ needed: Int, _ inEachPart: Int
  ) -> String {
    "The data hold \(found) \(noun)\(found == 1 ? "" : "s"). A split with at least \(inEachPart) "
      + "\(noun)\(inEachPart == 1 ? "" : "s") in each of training, validation and test needs "
      + "\(needed); import more rows or change the shares."
  }
}
