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
    let error = try #require(throws: DatasetError.self) {
      try ScenarioCatalogue.scenario(named: "Typologie")
    }
    #expect(
      error.description
        == "There is no scenario named 'Typologie'. Did you mean 'typologies'? "
        + "The scenarios are: gauss, typologies.")
    #expect(
      throws: DatasetError.unknownScenario(
        "moons", valid: ["gauss", "typologies"], nearest: nil)
    ) {
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
}
