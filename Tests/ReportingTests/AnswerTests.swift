import Foundation
import Results
import Testing

@testable import Reporting

@Suite("The answer says what the numbers allow, and no more")
struct AnswerTests {
  private func answer(_ suite: SyntheticSuite) throws -> String {
    let text = try Report(results: suite.results).markdown
    let start = try #require(text.range(of: "## The answer"))
    let end = text.range(of: "**Contents**") ?? text.range(of: "## Results")
    return String(text[start.upperBound..<(end?.lowerBound ?? text.endIndex)])
  }

  private func clean() -> SyntheticSuite {
    var suite = SyntheticSuite()
    suite.failing = []
    suite.noise = 0.001
    return suite
  }

  @Test("When nothing differs by more than counts, the reference is recommended")
  func equal() throws {
    var suite = clean()
    suite.gains = [:]
    let answer = try answer(suite)
    #expect(answer.contains("**Train with cross-entropy.**"))
    #expect(answer.contains("of 12 comparisons with cross-entropy, 12 practically equal"))
    #expect(answer.contains("Stay with cross-entropy: no other loss gains an amount that matters."))
    #expect(!answer.contains("Avoid"))
  }

  @Test("A loss that is better everywhere is recommended")
  func better() throws {
    var suite = clean()
    suite.gains = ["focal": 0.03]
    let answer = try answer(suite)
    #expect(answer.contains("**Train with focal loss rather than cross-entropy.**"))
    #expect(answer.contains("focal loss beats cross-entropy on 4 of 4"))
    #expect(!answer.contains("elsewhere stay with"))
  }

  @Test("A loss that is worse everywhere is to be avoided")
  func worse() throws {
    var suite = clean()
    suite.gains = ["mse": -0.05]
    let answer = try answer(suite)
    #expect(answer.contains("Avoid squared error (worse than cross-entropy on 4 of 4)."))
  }

  @Test("When noise hides everything, the answer is undecided and names the detectable size")
  func undecided() throws {
    var suite = clean()
    suite.gains = [:]
    suite.noise = 0.08
    let answer = try answer(suite)
    #expect(answer.contains("**Undecided.**"))
    #expect(answer.contains("more than the ±0.01 that counts"))
    #expect(!answer.contains("Train with"))
  }

  @Test("Misstated totals are told with their factor, and whether recovery mends them")
  func probabilities() throws {
    let answer = try answer(clean())
    #expect(answer.contains("**weighted cross-entropy** misstates the total of fraud"))
    #expect(answer.contains("Closed-form recovery mends that"))
    #expect(answer.contains("**cross-entropy and squared error**: no misstatement"))
  }

  @Test("Without a recovery the answer says that there is none")
  func noRecovery() throws {
    var suite = clean()
    suite.losses[1].recoversPosterior = false
    let answer = try answer(suite)
    #expect(answer.contains("There is no closed form to recover probabilities from it."))
    #expect(
      answer.contains(
        "Do not read probabilities from weighted cross-entropy without recalibration."))
  }

  @Test("Few fraud rows in test are said to decide hardly anything")
  func fewPositives() throws {
    var suite = clean()
    suite.datasets[1].testPositives = 6
    suite.datasets[1].trainingPositives = 18
    let answer = try answer(suite)
    #expect(
      answer.contains(
        "With 6 fraud rows in test and 18 in training, these data can hardly decide."))
    #expect(answer.contains("Few positives: mammography (real) has 18 fraud rows in training"))
  }

  @Test("A lower-is-better selection metric turns better and worse round")
  func lowerIsBetter() throws {
    var suite = clean()
    suite.selectionMetric = "log-loss"
    suite.excess = ["weighted-cross-entropy": 20]
    let study = try Study(suite.results)
    #expect(study.metric.key == "log-loss/raw")
    let findings = study.panels[2].withReference.map(\.finding)
    #expect(findings[0] == .worse)
    #expect(try answer(suite).contains("comes out lowest"))
  }
}
