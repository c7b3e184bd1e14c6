/// Why rows could not be split.
public enum SplitError: Error, Equatable, Sendable {
  /// The shares are not above 0 or do not sum to 1.
  case invalidFractions(training: Double, validation: Double, test: Double)
  /// There are `found` positives; `inEachPart` in every part take `needed`.
  case tooFewPositives(found: Int, needed: Int, inEachPart: Int)
  /// There are `found` negatives; `inEachPart` in every part take `needed`.
  case tooFewNegatives(found: Int, needed: Int, inEachPart: Int)
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
