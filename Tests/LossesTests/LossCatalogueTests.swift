import Foundation
import Losses
import Testing

@Suite("The catalogue finds losses by name and reads their settings")
struct LossCatalogueTests {
  @Test("names are unique and in kebab-case")
  func names() {
    let names = LossCatalogue.builtIn.names
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil, "\(name)")
    }
    #expect(names.contains("cross-entropy"))
  }

  @Test("each loss says what it is", arguments: LossCase.names)
  func descriptions(_ name: String) throws {
    let type = type(of: try LossCatalogue.builtIn.make(name))
    #expect(!type.title.isEmpty)
    #expect(!type.formula.isEmpty)
    #expect(type.reference.contains(/\d{4}/), "a reference has a year")
    let isFormula = type is any PointwiseLoss.Type || type is any AmountLoss.Type
    #expect(type.properties.isPointwise == isFormula)
    #expect(type.properties.needsAmounts == (type is any AmountLoss.Type))
  }

  @Test(
    "a tuning grid starts with the defaults and repeats nothing",
    arguments: LossCase.names)
  func grids(_ name: String) throws {
    let defaults = try LossCatalogue.builtIn.make(name)
    let grid = type(of: defaults).tuningGrid
    #expect(grid.first == defaults.settings)
    #expect(Set(grid).count == grid.count)
    for settings in grid { _ = try LossCatalogue.builtIn.make(name, settings: settings) }
  }

  @Test("settings survive a round trip", arguments: LossCase.all + LossCase.edges)
  func roundTrip(_ spot: LossCase) throws {
    let loss = try spot.make()
    for (key, value) in spot.settings { #expect(loss.settings[key] == value) }
    let again = try LossCatalogue.builtIn.make(spot.name, settings: loss.settings)
    #expect(again.settings == loss.settings)
    let coder = JSONEncoder()
    coder.outputFormatting = .sortedKeys
    #expect(try coder.encode(again) == coder.encode(loss))
  }

  @Test("a setting left to the training set is known though it has no value")
  func optionalSettings() throws {
    #expect(WeightedCrossEntropy.settingNames == ["positiveWeight", "exponent"])
    #expect(Focal.settingNames == ["gamma", "alphaPositive", "balance"])
    #expect(WeightedCrossEntropy().settings == ["exponent": 1])
    let prepared = WeightedCrossEntropy().prepared(for: rare).settings
    #expect(prepared == ["exponent": 1, "positiveWeight": 999])
    #expect(Focal().prepared(for: rare).settings == Focal().settings)
  }

  @Test("an unknown loss is told with its nearest name")
  func unknownLoss() {
    #expect(
      throws: LossError.unknownLoss("foccal", known: LossCatalogue.builtIn.names)
    ) {
      try LossCatalogue.builtIn.make("foccal")
    }
    let message = LossError.unknownLoss("foccal", known: ["cross-entropy", "focal"]).description
    #expect(
      message
        == "There is no loss 'foccal'. Did you mean 'focal'? Known losses: cross-entropy, focal.")
    let far = LossError.unknownLoss("quantile", known: ["cross-entropy", "focal"]).description
    #expect(far == "There is no loss 'quantile'. Known losses: cross-entropy, focal.")
  }

  @Test("an unknown setting is told with its nearest name")
  func unknownSetting() {
    let error = #expect(throws: LossError.self) {
      try LossCatalogue.builtIn.make("focal", settings: ["gama": 3])
    }
    #expect(
      error?.description == """
        The loss 'focal' has no setting 'gama'. Did you mean 'gamma'? \
        Its settings: gamma, alphaPositive, balance.
        """)
    let bare = #expect(throws: LossError.self) {
      try LossCatalogue.builtIn.make("cross-entropy", settings: ["gamma": 2])
    }
    #expect(
      bare?.description == "The loss 'cross-entropy' has no setting 'gamma'; it has no settings.")
  }

  @Test(
    "a value out of range is told with the range",
    arguments: [
      LossCase(name: "focal", settings: ["gamma": -1]),
      LossCase(name: "focal", settings: ["gamma": .nan]),
      LossCase(name: "focal", settings: ["gamma": .infinity]),
      LossCase(name: "focal", settings: ["alphaPositive": 0]),
      LossCase(name: "focal", settings: ["alphaPositive": 1]),
      LossCase(name: "focal", settings: ["balance": 3]),
      LossCase(name: "weighted-cross-entropy", settings: ["positiveWeight": 0]),
      LossCase(name: "weighted-cross-entropy", settings: ["exponent": -0.5]),
      LossCase(name: "amount-weighted-cross-entropy", settings: ["administrativeCost": 0]),
      LossCase(name: "asymmetric", settings: ["margin": 1]),
      LossCase(name: "bahnsen-cost", settings: ["administrativeCost": -1]),
      LossCase(name: "bi-tempered", settings: ["t1": 1.1]),
      LossCase(name: "bi-tempered", settings: ["t2": 0.9]),
      LossCase(name: "class-balanced", settings: ["beta": 1]),
      LossCase(name: "class-balanced", settings: ["normalized": 2]),
      LossCase(name: "gce", settings: ["q": 1.1]),
      LossCase(name: "label-smoothing", settings: ["epsilon": 1]),
      LossCase(name: "ldam", settings: ["deferral": 1.5]),
      LossCase(name: "logit-adjusted", settings: ["tau": -1]),
      LossCase(name: "poly-1", settings: ["epsilon": -1]),
      LossCase(name: "temperature", settings: ["temperature": 0]),
      LossCase(name: "vs", settings: ["gamma": 2]),
    ])
  func ranges(_ spot: LossCase) throws {
    let error = #expect(throws: LossError.self) { try spot.make() }
    let setting = try #require(spot.settings.keys.first)
    let message = try #require(error).description
    #expect(message.hasPrefix("The setting '\(setting)' of the loss '\(spot.name)' is "))
    #expect(message.contains("; it must be "))
  }

  @Test("two ways to weigh the classes at once are refused")
  func conflict() {
    let error = #expect(throws: LossError.self) {
      try Focal(settings: ["alphaPositive": 0.25, "balance": 1])
    }
    #expect(
      error?.description == """
        The settings 'alphaPositive' and 'balance' of the loss 'focal' exclude each other: \
        both weigh the classes; give one.
        """)
  }

  @Test("a context counts classes")
  func context() {
    #expect(rare.prevalence == 0.001)
    #expect(rare.classRatio == 999)
  }
}
