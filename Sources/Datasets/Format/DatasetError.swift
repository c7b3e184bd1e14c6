internal import Spelling

/// What can be wrong with a scenario's name, a draw or a data-set folder.
public enum DatasetError: Error, Equatable, Sendable {
  /// No scenario has this name.
  case unknownScenario(String, valid: [String], nearest: String?)
  /// The scenario has no such preset.
  case unknownPreset(String, scenario: String, valid: [String], nearest: String?)
  /// The scenario declares no such parameter.
  case unknownParameter(String, scenario: String, valid: [String], nearest: String?)
  /// A parameter outside of its range, or with another number of values.
  case invalidParameter(ScenarioParameter, scenario: String, declaration: ParameterDeclaration)
  /// Parameters that are valid one by one but not together; the reason is a full sentence.
  case invalidParameters(scenario: String, reason: String)
  /// A prevalence outside of 0…1.
  case invalidPrevalence(Double)
  /// A number of rows that cannot be drawn.
  case invalidRowCount(Int)
  /// A number of positives that the rows cannot have.
  case invalidPositiveCount(Int, rows: Int)
  /// No warp has this name.
  case unknownWarp(String, valid: [String], nearest: String?)
  /// A change of features that the scenario's features cannot have.
  case notWarpable(scenario: String, warp: String)
  /// A range of rows that is not part of the draw or folder.
  case invalidRowRange(Range<Int>, rows: Int)
  /// The destination exists and may not be replaced.
  case destinationExists(path: String)
  /// The destination exists and is no data-set folder, or holds other files too, so it is never
  /// replaced.
  case destinationNotReplaceable(path: String)
  /// A file operation failed.
  case fileOperation(String, path: String, reason: String)
  /// A folder without a manifest.
  case notADatasetFolder(path: String)
  /// A manifest that cannot be read.
  case invalidManifest(path: String, reason: String)
  /// An array file that cannot be read.
  case invalidArrayFile(path: String, reason: String)
  /// A label that is neither 0 nor 1.
  case invalidLabel(UInt8, row: Int, path: String)
  /// No feature has the name that amounts are to be taken from.
  case unknownAmount(String, valid: [String])
  /// An amount below zero.
  case negativeAmount(Float, row: Int, column: String)
  /// A value of a categorical column that is no index of a level.
  case invalidLevel(Float, row: Int, column: String, levels: Int)
  /// Splits of one data set that do not go together; the reason is a full sentence.
  case invalidSplits(String)
  /// A file that somebody wrote into while it was being read.
  case changedWhileMapped(path: String)
  /// Rows that differ from what the manifest's hash says.
  case hashMismatch(path: String, rows: Range<Int>, part: String)
}

extension DatasetError: CustomStringConvertible {
  /// A sentence that names the offending value and what would be valid.
  public var description: String {
    switch self {
    case .unknownScenario(let name, let valid, let nearest):
      return "There is no scenario named '\(name)'.\(Self.hint(nearest)) "
        + "The scenarios are: \(valid.joined(separator: ", "))."
    case .unknownPreset(let name, let scenario, let valid, let nearest):
      return "The scenario '\(scenario)' has no preset named '\(name)'.\(Self.hint(nearest)) "
        + "Its presets are: \(valid.joined(separator: ", "))."
    case .unknownParameter(let name, let scenario, let valid, let nearest):
      return "The scenario '\(scenario)' has no parameter named '\(name)'.\(Self.hint(nearest)) "
        + "Its parameters are: \(valid.joined(separator: ", "))."
    case .invalidParameter(let parameter, let scenario, let declaration):
      let values = parameter.values.map { "\($0)" }.joined(separator: ", ")
      let count = declaration.count == 1 ? "one number" : "\(declaration.count) numbers"
      return
        "The parameter '\(parameter.name)' of '\(scenario)' is [\(values)]; it must be \(count) "
        + "from \(declaration.range.lowerBound) to \(declaration.range.upperBound): "
        + "\(declaration.meaning)."
    case .invalidParameters(let scenario, let reason):
      return "These parameters of '\(scenario)' do not go together. \(reason)"
    case .invalidPrevalence(let value):
      return "The prevalence \(value) is not valid; it must lie between 0 and 1, both excluded."
    case .invalidRowCount(let rows):
      return "\(rows) rows cannot be drawn; the number must lie between 1 and \(1 << 40)."
    case .invalidPositiveCount(let positives, let rows):
      return "\(positives) of \(rows) rows cannot be positive; "
        + "the number must lie between 0 and \(rows)."
    case .unknownWarp(let name, let valid, let nearest):
      return "There is no warp named '\(name)'.\(Self.hint(nearest)) "
        + "The warps are: \(valid.joined(separator: ", "))."
    case .notWarpable(let scenario, let warp):
      return "The scenario '\(scenario)' has categorical features, so it cannot have the warp "
        + "'\(warp)'; warps are for scenarios whose features are all numbers."
    case .invalidRowRange(let range, let rows):
      return "Rows \(range.lowerBound)..<\(range.upperBound) are not all there; "
        + "the range must lie in 0..<\(rows)."
    case .destinationExists(let path):
      return "'\(path)' exists already; choose another destination or ask to overwrite it."
    case .destinationNotReplaceable(let path):
      return "'\(path)' exists and is no data-set folder, or holds other files than those of its "
        + "manifest.json, so it is not overwritten; choose another destination."
    case .fileOperation(let operation, let path, let reason):
      return "Cannot \(operation) '\(path)': \(reason)."
    case .notADatasetFolder(let path):
      return "'\(path)' is no data-set folder: it has no manifest.json."
    case .invalidManifest(let path, let reason):
      return "The manifest '\(path)' cannot be used: \(reason)."
    case .invalidArrayFile(let path, let reason):
      return "The array file '\(path)' cannot be used: \(reason)."
    case .invalidLabel(let label, let row, let path):
      return "Row \(row) of '\(path)' has the label \(label); labels must be 0 or 1."
    case .unknownAmount(let name, let valid):
      let nearest = Spelling.nearest(to: name, among: valid)
      return "No feature is named '\(name)', so it cannot say what rows are worth."
        + "\(Self.hint(nearest)) The features are: \(valid.prefix(20).joined(separator: ", "))"
        + (valid.count > 20 ? " and \(valid.count - 20) more." : ".")
    case .negativeAmount(let amount, let row, let column):
      return "Row \(row + 1) is worth \(amount) by the column '\(column)'; an amount must be at "
        + "least 0."
    case .invalidLevel(let value, let row, let column, let levels):
      return
        "Row \(row) has the value \(value) in the categorical column '\(column)'; it must be a "
        + "whole number from 0 to \(levels - 1), or missing."
    case .invalidSplits(let reason):
      return reason
    case .changedWhileMapped(let path):
      return "The file '\(path)' was changed while its rows were being used, so results would be "
        + "of other rows than they say. Run again, and leave the file alone."
    case .hashMismatch(let path, let rows, let part):
      return "The \(part) of rows \(rows.lowerBound)..<\(rows.upperBound) in '\(path)' differ "
        + "from what was written: their SHA-256 is not the manifest's."
    }
  }

  private static func hint(_ nearest: String?) -> String {
    nearest.map { " Did you mean '\($0)'?" } ?? ""
  }
}
