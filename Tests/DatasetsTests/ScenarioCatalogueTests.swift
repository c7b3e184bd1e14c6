import Datasets
import Testing

@Suite("Scenarios are found by name, and a wrong name gets a useful answer")
struct ScenarioCatalogueTests {
  @Test("Names and numbers are unique, and every preset can be made", arguments: ScenarioCase.all)
  func presets(name: ScenarioCase) throws {
    let scenario = try name.make(prevalence: 0.01)
    #expect(type(of: scenario).name == name.scenario)
    #expect(scenario.preset == name.preset)
    #expect(scenario.prevalence == 0.01)
    let preset = try #require(type(of: scenario).presets.first { $0.name == name.preset })
    #expect(scenario.parameters.all == preset.parameters)
    #expect(scenario.featureNames.count == scenario.featureCount)
    #expect(Set(scenario.featureNames).count == scenario.featureCount)
  }

  @Test("Scenarios' names and numbers differ; the first preset is the default")
  func uniqueness() throws {
    let types = ScenarioCatalogue.scenarios
    #expect(Set(types.map { $0.name }).count == types.count)
    #expect(Set(types.map { $0.number }).count == types.count)
    let scenario = try ScenarioCatalogue.scenario(named: "typologies")
    #expect(scenario.preset == "default")
    #expect(scenario.prevalence == 0.001)
    #expect(try Gauss().separation == 3.5)
  }

  @Test("An unknown scenario is answered with the valid names and the nearest")
  func unknownScenario() throws {
    let names = ScenarioCatalogue.scenarios.map { $0.name }
    let error = try #require(throws: DatasetError.self) {
      try ScenarioCatalogue.scenario(named: "Typologie")
    }
    #expect(
      error.description
        == "There is no scenario named 'Typologie'. Did you mean 'typologies'? "
        + "The scenarios are: \(names.joined(separator: ", ")).")
    #expect(throws: DatasetError.unknownScenario("moons", valid: names, nearest: nil)) {
      try ScenarioCatalogue.scenario(named: "moons")
    }
  }

  @Test("An unknown preset is answered likewise")
  func unknownPreset() throws {
    let error = try #require(throws: DatasetError.self) {
      try ScenarioCatalogue.scenario(named: "typologies", preset: "worldlin")
    }
    #expect(
      error.description
        == "The scenario 'typologies' has no preset named 'worldlin'. "
        + "Did you mean 'worldline'? Its presets are: default, easy, medium, hard, worldline.")
  }

  @Test("Parameters can be replaced, and a wrong one is answered with what would be valid")
  func parameters() throws {
    let scenario = try ScenarioCatalogue.scenario(
      named: "typologies", replacing: [ScenarioParameter("shell-scale", 2)])
    #expect(scenario.parameters["shell-scale"] == 2)
    #expect(scenario.parameters["pocket-mean"] == 0.6)
    let unknown = try #require(throws: DatasetError.self) {
      try ScenarioCatalogue.scenario(
        named: "teacher", replacing: [ScenarioParameter("slop", 3)])
    }
    #expect(
      unknown.description
        == "The scenario 'teacher' has no parameter named 'slop'. Did you mean 'slope'? "
        + "Its parameters are: rho, slope, base-prevalence.")
    let outside = try #require(throws: DatasetError.self) {
      try ScenarioCatalogue.scenario(named: "teacher", replacing: [ScenarioParameter("rho", 1.5)])
    }
    #expect(
      outside.description
        == "The parameter 'rho' of 'teacher' is [1.5]; it must be one number from 0.0 to 1.0: "
        + "correlation of the logit with its linear part; the rest is nonlinear.")
  }

  @Test("Every parameter has a meaning, and every preset lies within the ranges")
  func declarations() {
    for type in ScenarioCatalogue.scenarios {
      #expect(Set(type.parameterDeclarations.map(\.name)).count == type.parameterDeclarations.count)
      for preset in type.presets {
        #expect(preset.parameters.map(\.name) == type.parameterDeclarations.map(\.name))
        for (parameter, declaration) in zip(preset.parameters, type.parameterDeclarations) {
          #expect(!declaration.meaning.isEmpty)
          #expect(parameter.values.count == declaration.count)
          #expect(parameter.values.allSatisfy(declaration.range.contains), "\(type.name) \(preset)")
        }
      }
    }
  }
}
