/// The scenarios there are. A new one is one more line here.
public enum ScenarioCatalogue {
  /// Every scenario, in the order of listings.
  public static let scenarios: [any Scenario.Type] = [
    Gauss.self,
    Typologies.self,
  ]

  /// The scenario of a name, with a preset (the scenario's first one if none is given).
  ///
  /// - Throws: ``DatasetError/unknownScenario(_:valid:nearest:)``,
  ///   ``DatasetError/unknownPreset(_:scenario:valid:nearest:)`` or
  ///   ``DatasetError/invalidPrevalence(_:)``.
  public static func scenario(
    named name: String, preset: String? = nil, prevalence: Double? = nil
  ) throws(DatasetError) -> any Scenario {
    guard let type = scenarios.first(where: { $0.name == name }) else {
      let valid = scenarios.map { $0.name }
      throw .unknownScenario(name, valid: valid, nearest: nearestName(to: name, in: valid))
    }
    return try type.init(
      preset: preset ?? type.presets[0].name, prevalence: prevalence ?? type.defaultPrevalence)
  }
}

/// The name that a reader most likely meant, unless all are far off.
func nearestName(to name: String, in names: [String]) -> String? {
  let typed = Array(name.lowercased())
  let best = names.map { (name: $0, distance: editDistance(typed, Array($0.lowercased()))) }
    .min { $0.distance < $1.distance }
  guard let best, best.distance <= max(2, typed.count / 3) else { return nil }
  return best.name
}

/// Levenshtein distance: insertions, deletions and substitutions.
private func editDistance(_ from: [Character], _ to: [Character]) -> Int {
  var row = Array(0...to.count)
  for (i, character) in from.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in to.enumerated() {
      let substituted = diagonal + (character == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
    }
  }
  return row[to.count]
}
