import Losses
import Testing

@Suite("Settings of batch-wise losses are checked")
struct BatchSettingTests {
  @Test(
    "a value out of range is told with the range",
    arguments: [
      LossCase(name: "dice", settings: ["smoothing": -1]),
      LossCase(name: "dice", settings: ["squared": 2]),
      LossCase(name: "tversky", settings: ["falseNegativeWeight": 1.5]),
      LossCase(name: "focal-tversky", settings: ["exponent": 0]),
      LossCase(name: "f-beta", settings: ["beta": 0]),
      LossCase(name: "mcc", settings: ["epsilon": 0]),
      LossCase(name: "ghm-c", settings: ["bins": 0]),
      LossCase(name: "ghm-c", settings: ["momentum": 1]),
      LossCase(name: "auc-squared-hinge", settings: ["margin": 0]),
      LossCase(name: "aucm", settings: ["rate": -0.1]),
      LossCase(name: "soap", settings: ["averaging": 0]),
      LossCase(name: "smooth-ap", settings: ["temperature": 0]),
      LossCase(name: "partial-auc-cvar", settings: ["beta": 0]),
      LossCase(name: "partial-auc-kl", settings: ["temperature": -1]),
      LossCase(name: "recall-at-top", settings: ["fraction": 0.6]),
    ])
  func ranges(_ spot: LossCase) throws {
    let error = #expect(throws: LossError.self) { try spot.make() }
    let setting = try #require(spot.settings.keys.first)
    let message = try #require(error).description
    #expect(message.hasPrefix("The setting '\(setting)' of the loss '\(spot.name)' is "))
  }

  @Test("a count is a whole number", arguments: [("dice", "squared"), ("ghm-c", "bins")])
  func whole(_ name: String, _ setting: String) {
    #expect(throws: LossError.self) {
      try LossCatalogue.builtIn.make(name, settings: [setting: 1.5])
    }
  }

  @Test("the AUC margin loss keeps its multiplier from going below zero")
  func multiplier() {
    let loss = AUCM()
    var state = loss.initialState(in: rare)
    let apart = RandomBatch(logits: [30, 30, -30, -30], labels: [1, 1, 0, 0])
    for _ in 0..<50 { _ = loss.exact(apart.logits, apart.batch, state: &state) }
    #expect(state.numbers[2] >= 0)
    #expect((state.numbers[0] - 1).magnitude < 1e-3 && state.numbers[1].magnitude < 1e-3)
  }

  @Test("a positive's threshold settles where its share of negatives begins")
  func threshold() throws {
    let loss = try OneWayPartialAUCCVaR(settings: ["beta": 0.1, "rate": 0.02])
    let sample = RandomBatch(101, positives: 1)
    var state = loss.initialState(in: rare)
    _ = loss.exact(sample.logits, sample.batch, state: &state)
    let row = try #require(sample.batch.positives.first)
    let start = try #require(state.byRow[UInt32(row)]?.first)
    state.byRow[UInt32(row)] = [start + 1]
    for _ in 0..<400 { _ = loss.exact(sample.logits, sample.batch, state: &state) }
    let settled = try #require(state.byRow[UInt32(row)]?.first)
    let costs = sample.logits.indices.filter { $0 != row }
      .map { max(0, 1 - sample.logits[row] + sample.logits[$0]) }
      .map { $0 * $0 }
      .sorted(by: >)
    // Any number between the tenth and the eleventh is best; steps go a little beyond.
    #expect(settled <= costs[9] + 0.2 && settled >= costs[10] - 0.2)
  }
}
