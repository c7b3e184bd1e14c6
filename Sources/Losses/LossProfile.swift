/// All that is told of a loss: what lists, reports and suites need without evaluating it.
public struct LossProfile: Sendable {
  /// The name in suite files and on the command line, in kebab-case.
  public var name: String
  /// The name inside a sentence.
  public var title: String
  /// The formula in plain text.
  public var formula: String
  /// Who proposed it: author, title or venue, year.
  public var reference: String
  /// What a user must know before choosing it.
  public var properties: LossProperties
  /// The settings to try when tuning; the first are the defaults.
  public var tuningGrid: [[String: Double]]
  /// The names of all settings, in the order of their declaration.
  public var settingNames: [String]
  /// What distinguishes one implementation from another of the same name: results of different
  /// revisions are never mixed.
  public var revision: String
  /// Whether it runs code that Lopsided does not know and that may do anything, such as crash.
  public var isForeign = false

  /// Describes a loss.
  public init(
    name: String, title: String, formula: String, reference: String, properties: LossProperties,
    tuningGrid: [[String: Double]], settingNames: [String], revision: String
  ) {
    self.name = name
    self.title = title
    self.formula = formula
    self.reference = reference
    self.properties = properties
    self.tuningGrid = tuningGrid
    self.settingNames = settingNames
    self.revision = revision
  }
}

extension Loss {
  /// All that the type says of itself.
  public static var profile: LossProfile {
    LossProfile(
      name: name, title: title, formula: formula, reference: reference, properties: properties,
      tuningGrid: tuningGrid, settingNames: settingNames, revision: "\(revision)")
  }
}
