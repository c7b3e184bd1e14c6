internal import Spelling

/// The scenarios there are: one for each folder of `Sources/Datasets/Scenarios` with a file of its
/// name.
public enum ScenarioCatalogue {
  /// Every scenario, in the order of their numbers.
  public static let scenarios = BuiltInScenarios.all.sorted { $0.number < $1.number }

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
