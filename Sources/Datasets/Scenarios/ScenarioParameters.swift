internal import Spelling

/// One named parameter of a law: a number or a list of them.
public struct ScenarioParameter: Codable, Equatable, Sendable {
  /// The name: `separation`, `typology-weights`.
  public let name: String
  /// One value, or one for each typology, segment or dimension.
  public let values: [Double]

  /// A parameter with one value or more.
  public init(_ name: String, _ values: Double...) {
    self.name = name
    self.values = values
  }

  /// A parameter with a list of values.
  public init(name: String, values: [Double]) {
    self.name = name
    self.values = values
  }
}

/// What a scenario says of a parameter: its meaning and the values it may have.
public struct ParameterDeclaration: Equatable, Sendable {
  /// The name: `separation`, `typology-weights`.
  public let name: String
  /// What it is, with its unit, in a phrase.
  public let meaning: String
  /// The values that each of its numbers may have.
  public let range: ClosedRange<Double>
  /// How many numbers it has.
  public let count: Int

  /// A parameter of one number, unless stated otherwise.
  public init(_ name: String, _ meaning: String, in range: ClosedRange<Double>, count: Int = 1) {
    self.name = name
    self.meaning = meaning
    self.range = range
    self.count = count
  }
}

/// The parameters of one law, each declared and within its range.
public struct ScenarioParameters: Equatable, Sendable {
  /// The preset they started from.
  public let preset: String
  /// Every parameter, in the order of their declarations.
  public let all: [ScenarioParameter]

  /// The number of a parameter.
  ///
  /// - Precondition: the scenario declares the parameter.
  public subscript(name: String) -> Double { list(name)[0] }

  /// The numbers of a parameter.
  ///
  /// - Precondition: the scenario declares the parameter.
  public func list(_ name: String) -> [Double] {
    let values = all.first { $0.name == name }?.values ?? []
    precondition(!values.isEmpty, "the scenario declares no parameter named \(name)")
    return values
  }

  /// A preset's parameters, some of them replaced.
  ///
  /// - Throws: ``DatasetError/unknownPreset(_:scenario:valid:nearest:)``,
  ///   ``DatasetError/unknownParameter(_:scenario:valid:nearest:)`` or
  ///   ``DatasetError/invalidParameter(_:scenario:declaration:)``.
  init(
    of scenario: any Scenario.Type, preset: String, replacing changes: [ScenarioParameter]
  ) throws(DatasetError) {
    let presets = scenario.presets
    guard let chosen = presets.first(where: { $0.name == preset }) else {
      let valid = presets.map(\.name)
      throw .unknownPreset(
        preset, scenario: scenario.name, valid: valid,
        nearest: Spelling.nearest(to: preset, among: valid))
    }
    let declarations = scenario.parameterDeclarations
    for change in changes where !declarations.contains(where: { $0.name == change.name }) {
      let valid = declarations.map(\.name)
      throw .unknownParameter(
        change.name, scenario: scenario.name, valid: valid,
        nearest: Spelling.nearest(to: change.name, among: valid))
    }
    self.preset = preset
    var all: [ScenarioParameter] = []
    for declaration in declarations {
      let candidates = changes.reversed() + chosen.parameters
      let parameter = candidates.first { $0.name == declaration.name }
      guard let parameter, parameter.values.count == declaration.count,
        parameter.values.allSatisfy(declaration.range.contains)
      else {
        throw .invalidParameter(
          parameter ?? ScenarioParameter(declaration.name), scenario: scenario.name,
          declaration: declaration)
      }
      all.append(parameter)
    }
    self.all = all
  }
}
