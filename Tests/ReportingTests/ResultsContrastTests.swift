import Reporting
import Results
import Testing

@Suite("Two sets of results side by side")
struct ResultsContrastTests {
  private func contrast(
    _ first: SyntheticSuite, _ second: SyntheticSuite,
    change: (inout SuiteResults) -> Void = { _ in }
  ) throws -> ResultsContrast {
    var changed = second.results
    change(&changed)
    return try ResultsContrast(("before", first.results), ("after", changed))
  }

  @Test("Equal results are the same, bit by bit, and nothing is tested")
  func same() throws {
    let contrast = try contrast(SyntheticSuite(), SyntheticSuite())
    #expect(contrast.changes.count == 16)
    #expect(contrast.changes.allSatisfy { $0.isSame && $0.difference == nil })
    #expect(contrast.sharedTrials == 160)
    #expect(contrast.sameTrials == 160)
    #expect(contrast.turns.isEmpty)
    #expect(contrast.sources.map(\.alone) == [[], []])
  }

  @Test("A loss that got worse by more than noise is found, and only that one")
  func worse() throws {
    var after = SyntheticSuite()
    after.gains["focal"] = -0.06
    let contrast = try contrast(SyntheticSuite(), after)
    let changed = contrast.changes.filter { !$0.isSame }
    #expect(changed.count == 4)
    for change in changed {
      #expect(change.loss == "focal")
      #expect(change.test == .paired)
      // On overlapping splits of few rows the same change is within noise.
      let isIndependent = change.dataset == "typologies"
      #expect(change.difference?.finding == (isIndependent ? "worse" : "undecided"))
      #expect(abs((change.difference?.mean ?? 0) + 0.0605) < 1e-9)
    }
    #expect(contrast.sameTrials == 121)
    #expect(!contrast.turns.isEmpty)
    #expect(contrast.turns.allSatisfy { $0.loss == "focal" })
  }

  @Test("Other data are compared unpaired where draws are independent, and else not at all")
  func unpaired() throws {
    var after = SyntheticSuite()
    after.gains = after.gains.mapValues { $0 + 0.001 }
    let contrast = try contrast(SyntheticSuite(), after) { $0.suite.seed += 1 }
    #expect(contrast.sharedTrials == 0)
    #expect(!contrast.changes.contains { $0.isSame })
    for change in contrast.changes {
      let isIndependent = change.dataset == "typologies"
      #expect(change.test == (isIndependent ? .welch : .none))
      #expect((change.difference != nil) == isIndependent)
      #expect(change.difference?.probabilityOfBeingBetter == nil)
    }
  }

  @Test("Learners of one side are listed; nothing in common is an error that says why")
  func alone() throws {
    var after = SyntheticSuite()
    after.losses.removeLast()
    let contrast = try contrast(SyntheticSuite(), after)
    #expect(contrast.changes.count == 12)
    #expect(contrast.sources[0].alone.count == 4)
    #expect(contrast.sources[0].alone.first == "typologies, logistic, mse")
    #expect(contrast.sources[1].alone.isEmpty)
    var other = SyntheticSuite()
    other.datasets[0].id = "elsewhere"
    other.datasets.removeLast()
    let error = try #require(throws: ReportingError.self) {
      try self.contrast(SyntheticSuite(), other)
    }
    #expect(error.description.contains("data sets of the first are typologies, mammography"))
  }
}
