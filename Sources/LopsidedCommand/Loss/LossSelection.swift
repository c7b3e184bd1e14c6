internal import ArgumentParser
internal import Losses

/// Settings on the command line: `--set gamma=2 --set balance=1`.
struct LossSettings: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A setting in place of its default, as NAME=VALUE; may be given several times.",
      valueName: "name=value"))
  var assignments: [String] = []

  func validate() throws { _ = try values() }

  /// The settings by name.
  ///
  /// - Throws: `ValidationError` when one is not NAME=VALUE, or is given twice.
  func values() throws -> [String: Double] {
    var values: [String: Double] = [:]
    for assignment in assignments {
      let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let name = parts.first, !name.isEmpty else {
        throw ValidationError(
          "--set is '\(assignment)'; it must be NAME=VALUE, such as gamma=2.")
      }
      guard let value = parts.last.flatMap({ Double($0) }) else {
        throw ValidationError(
          "--set \(name) is '\(parts.last ?? "")'; the value must be a number, such as 0.5.")
      }
      guard values.updateValue(value, forKey: String(name)) == nil else {
        throw ValidationError("--set gives '\(name)' twice; give it once.")
      }
    }
    return values
  }
}

/// A loss on the command line, with its settings.
struct LossSelection: ParsableArguments {
  @Argument(help: "The loss; `lopsided loss list` shows them.")
  var name: String

  @OptionGroup var settings: LossSettings
  @OptionGroup var source: LossSource

  /// Where the loss comes from.
  func entry() throws -> LossCatalogue.Entry { try source.catalogue().entry(named: name) }

  /// The loss with its settings.
  func make() throws -> any Loss { try entry().make(settings: settings.values()) }
}
