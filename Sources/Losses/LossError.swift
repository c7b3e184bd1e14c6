internal import Spelling

/// Why a loss could not be made from its name and settings.
public enum LossError: Error, Equatable, Sendable {
  /// No loss has this name.
  case unknownLoss(String, known: [String])
  /// The loss has no such setting.
  case unknownSetting(String, of: String, known: [String])
  /// The setting has a value that the loss cannot use.
  case invalidSetting(String, of: String, value: Double, expected: String)
  /// Two losses have the same name.
  case duplicateLoss(String)
  /// Two settings contradict each other.
  case conflictingSettings(String, String, of: String, reason: String)
}

extension LossError: CustomStringConvertible {
  /// A sentence that names the value, where it was, and what would be valid.
  public var description: String {
    switch self {
    case .unknownLoss(let name, let known):
      "There is no loss '\(name)'.\(suggestion(for: name, among: known)) "
        + "Known losses: \(known.joined(separator: ", "))."
    case .unknownSetting(let name, let loss, let known) where known.isEmpty:
      "The loss '\(loss)' has no setting '\(name)'; it has no settings."
    case .unknownSetting(let name, let loss, let known):
      "The loss '\(loss)' has no setting '\(name)'.\(suggestion(for: name, among: known)) "
        + "Its settings: \(known.joined(separator: ", "))."
    case .invalidSetting(let name, let loss, let value, let expected):
      "The setting '\(name)' of the loss '\(loss)' is \(value); it must be \(expected)."
    case .duplicateLoss(let name):
      """
      There is a loss '\(name)' already; a loss that is added needs a name of its own.
      """
    case .conflictingSettings(let first, let second, let loss, let reason):
      "The settings '\(first)' and '\(second)' of the loss '\(loss)' exclude each other: \(reason)."
    }
  }
}

/// " Did you mean 'x'?", or nothing when no name is near.
private func suggestion(for name: String, among known: [String]) -> String {
  Spelling.nearest(to: name, among: known).map { " Did you mean '\($0)'?" } ?? ""
}
