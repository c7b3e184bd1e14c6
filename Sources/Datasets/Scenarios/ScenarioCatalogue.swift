internal import Spelling

/// The scenarios there are. A new one is one more line here.
public enum ScenarioCatalogue {
  /// Every scenario, in the order of listings.
  public static let scenarios: [any Scenario.Type] = [
    Gauss.self,
    Typologies.self,
    Transactions.self,
    Teacher.self,
    Drift.self,
    Noisy.self,
  ]

  /// The scenario of a name, with a preset (the scenario's first one if none is given).
  ///
  /// - Throws: ``DatasetError/unknownScenario(_:valid:nearest:)``,
  ///   ``DatasetError/unknownPreset(_:scenario:valid:nearest:)``,
  ///   ``DatasetError/invalidPrevalence(_:)`` or an error of a parameter.
  public static func scenario(
    named name: String, preset: String? = nil, replacing changes: [ScenarioParameter] = [],
    prevalence: Double? = nil
  ) throws(DatasetError) -> any Scenario {
    guard let type = scenarios.first(where: { $0.name == name }) else {
      let valid = scenarios.map { $0.name }
      throw .unknownScenario(name, valid: valid, nearest: Spelling.nearest(to: name, among: valid))
    }
    return try type.init(
      preset: preset, replacing: changes, prevalence: prevalence ?? type.defaultPrevalence)
  }
}
