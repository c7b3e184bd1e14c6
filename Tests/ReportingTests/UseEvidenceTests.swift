import Results
import Statistics
import Testing

@testable import Reporting

@Suite("Three uses: what to train with, and what would decide it")
struct UseEvidenceTests {
  private func clean() -> SyntheticSuite {
    var suite = SyntheticSuite()
    suite.failing = []
    suite.noise = 0.001
    return suite
  }

  private func uses(_ suite: SyntheticSuite) throws -> String {
    try AnswerUses(study: Study(suite.results)).blocks().joined(separator: "\n")
  }

  @Test("All three numbers form one family with all panels")
  func family() throws {
    let study = try Study(clean().results)
    let evidence = try UseEvidence.deciding(study)
    #expect(evidence.map(\.use.purpose) == [.ranking, .probabilities, .cost])
    let comparisons = evidence.flatMap(\.places).flatMap(\.comparisons)
    #expect(comparisons.count == 36)
    let raw = try comparisons.map { try #require($0.paired).p }
    #expect(comparisons.map(\.adjustedP) == (try MultiplicityCorrection.holm.adjust(raw)))
  }

  @Test("A loss that is better is named, with its difference and p")
  func better() throws {
    var suite = clean()
    suite.gains = ["focal": 0.05]
    let text = try uses(suite)
    #expect(text.contains("**train with focal loss** rather than cross-entropy: +0.05"))
    #expect(text.contains("p < 0.001"))
  }

  @Test("Of losses tied at the top the one with the fewest settings is named")
  func simplest() throws {
    var suite = clean()
    suite.gains = ["weighted-cross-entropy": 0.05, "focal": 0.0502, "mse": 0.0499]
    let study = try Study(suite.results)
    let ranking = try #require(try UseEvidence.deciding(study).first)
    guard case .leave(let chosen, let tied) = ranking.places[0].conclusion else {
      Issue.record("a loss is better")
      return
    }
    // Squared error has no setting, the others have one.
    #expect(chosen.first.id == "mse")
    #expect(tied.map(\.id) == ["weighted-cross-entropy", "focal"])
    #expect(try uses(suite).contains("Not told from the best: weighted cross-entropy and focal"))
  }

  @Test("Where nothing gains, the reference stays, or what is as good with fewer settings")
  func keep() throws {
    var suite = clean()
    suite.gains = [:]
    #expect(try uses(suite).contains("**stay with cross-entropy**: no loss gains"))
    suite.reference = "focal"
    #expect(try uses(suite).contains("**cross-entropy will do**: it has fewer settings"))
  }

  @Test("Undecided says how many replicates would decide it, and when none would")
  func undecided() throws {
    var suite = clean()
    suite.gains = [:]
    suite.noise = 0.05
    let study = try Study(suite.results)
    let ranking = try #require(try UseEvidence.deciding(study).first)
    guard case .open(let open) = ranking.places[0].conclusion, let first = open.first else {
      Issue.record("noise hides everything")
      return
    }
    let paired = try #require(first.paired)
    let needed = try #require(
      try UseEvidence.replicatesNeeded(first, region: 0.01, family: 36))
    #expect(
      needed
        == (try PairedPower.pairsNeeded(
          standardizedDifference: 0.01 / paired.standardDeviation, significance: 0.05 / 36)))
    #expect(needed > 10)
    let text = try uses(suite)
    #expect(text.contains("**undecided**, so cross-entropy meanwhile."))
    #expect(text.contains("this run has 10."))
    // Splits of one file.
    #expect(text.contains("No number of replicates of these data would find a difference of 0.01"))
  }

  @Test("Savings at a cost ratio, by hand")
  func savings() throws {
    func learner(_ points: [(Double, Double)]) -> LearnerResults {
      let scores = TrialScores(
        tuned: ConfigurationScores(settings: [:], learningRate: 1, epoch: 1, metrics: [:]),
        defaults: nil, configurations: [], learningCurve: [],
        precisionRecallCurve: points.map { CurvePoint(recall: $0.0, precision: $0.1) }, oracle: [:])
      return LearnerResults(
        loss: SyntheticSuite.losses[0],
        trials: [
          TrialRecord(
            key: "k", dataset: "d", replicate: 4, model: "m", loss: "l",
            outcome: .scored(scores), seconds: 1)
        ])
    }
    // 1 of 100 rows is fraud: flagging none costs 1, all 99/100, of what frauds cost.
    // At recall 0.8 and precision 0.4: 0.2 + 0.8 · 1.5/100 = 0.212.
    let points = [(0.5, 1.0), (0.8, 0.4), (1.0, 0.01)]
    let savings = learner(points).hindsightSavings(at: 100)
    #expect(savings.keys.sorted() == [4])
    #expect(abs(savings[4]! - (1 - 0.212 / 0.99)) < 1e-12)
    // When a missed fraud costs 1,000 false alarms, flagging all costs 0.099: 0.2012 is no better.
    #expect(learner(points).hindsightSavings(at: 1_000)[4] == 0)
    #expect(learner([]).hindsightSavings(at: 100).isEmpty)
  }

  @Test("Without amounts the cost is at a ratio, and said to be")
  func ratio() throws {
    let text = try uses(clean())
    #expect(text.contains("savings where a missed fraud costs 100 false alarms"))
    #expect(text.contains("amounts are not known"))
    #expect(!text.contains("50 plus twice"))
    #expect(try Report(results: clean().results).markdown.contains("<a id=\"cost-ratio\"></a>"))
  }

  @Test("Many panels are told by kind of conclusion")
  func summary() throws {
    var suite = clean()
    suite.datasets = (0..<3).map { index in
      var dataset = SyntheticSuite.scenario
      dataset.id = "scenario-\(index)"
      dataset.title = "scenario \(index)"
      return dataset
    }
    suite.gains = ["focal": 0.05]
    #expect(
      try uses(suite).contains("**train with focal loss** rather than cross-entropy on 6 of 6"))
    suite.gains = [:]
    #expect(try uses(suite).contains("amount that counts, on all 6."))
  }

  @Test("One loss alone has no uses to choose for")
  func single() throws {
    var suite = clean()
    suite.losses = Array(suite.losses.prefix(1))
    #expect(try AnswerUses(study: Study(suite.results)).blocks().isEmpty)
  }
}
