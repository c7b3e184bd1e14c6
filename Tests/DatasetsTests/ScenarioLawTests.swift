import CounterRandom
import Datasets
import Testing

@Suite("Every scenario's posterior is that of its rows")
struct ScenarioLawTests {
  @Test("Rows obey every law of a right posterior", arguments: ScenarioCase.all)
  func laws(name: ScenarioCase) throws {
    let results = try ScenarioLawCheck(rowCount: 4096, seed: 11)
      .results(of: name.make(prevalence: 0.25))
    for (law, score) in results.scores { #expect(abs(score) < 4.5, "\(law.title)") }
    #expect(results.scores[.ratioBelow] != nil && results.scores[.ratioAbove] != nil)
    #expect(results.scores[.meanPosterior] != nil)
  }

  @Test(
    "Typologies are on positives only, and their shares add up to 1", arguments: ScenarioCase.all)
  func typologies(name: ScenarioCase) throws {
    let scenario = try name.make()
    let data = try DrawPlan(
      scenario: scenario, rows: 500, positives: 250, seed: 14, purpose: .caseControl
    ).generate()
    let oracle = try #require(data.oracle)
    let labels = oracle.observation?.trueLabels ?? data.labels
    for (label, typology) in zip(labels, oracle.typology) {
      #expect((label == 0) == (typology == Oracle.legitimate))
    }
    for time in [0, 0.3, 0.6, 1] {
      let shares = scenario.typologyShares(at: time)
      #expect(shares.count == scenario.typologyNames.count)
      #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
    }
  }

  @Test("A scenario says that its law changes with time if it does", arguments: ScenarioCase.all)
  func changes(name: ScenarioCase) throws {
    let scenario = try name.make()
    let data = try DrawPlan(
      scenario: scenario, rows: 200, positives: 100, seed: 16, purpose: .caseControl
    ).generate()
    func ratios(at time: Double) -> [Double] {
      var ratios = [Double](repeating: 0, count: data.rowCount)
      let times = [Double](repeating: time, count: data.rowCount)
      var target = ratios.mutableSpan
      scenario.logLikelihoodRatios(of: data.features.span, at: times.span, into: &target)
      return ratios
    }
    let differs = ratios(at: 0.1) != ratios(at: 0.9) || scenario.prevalenceProfile != nil
    #expect(scenario.changesWithTime == differs)
  }

  @Test("The prior shift of a posterior is the posterior of the shifted draw")
  func priorShift() throws {
    let scenario = try Typologies(preset: "default")
    func posterior(positives: Int) throws -> [Double] {
      let plan = try DrawPlan(
        scenario: scenario, rows: 400, positives: positives, seed: 15, purpose: .test)
      // Rows that are negative in both draws are the same rows.
      let data = plan.generate()
      return try #require(data.oracle).posterior
    }
    let (common, rare) = try (posterior(positives: 100), posterior(positives: 0))
    #expect(rare.allSatisfy { $0 == 0 })
    let few = try posterior(positives: 1)
    var compared = 0
    for (before, after) in zip(common, few) {
      let shifted = shiftedPosterior(before, from: 0.25, to: 1.0 / 400)
      compared += abs(shifted - after) <= 1e-12 * after ? 1 : 0
    }
    // All but the 99 rows whose label differs.
    #expect(compared == 301)
  }
}

/// A law that says wrong things of the rows of another.
private struct WrongLaw: Scenario {
  static let name = "wrong"
  static let summary = "Says wrong things of typologies that drift."
  static let number: UInt16 = Drift.number
  static let presets = Drift.presets
  static let parameterDeclarations = Drift.parameterDeclarations

  let law: Drift
  /// What is added to ratios, and what they are multiplied by.
  var offset = 0.0
  var factor = 1.0
  var frozen: Double?
  var sharesAt: Double?

  init(parameters: ScenarioParameters, prevalence: Double) {
    law = Drift(parameters: parameters, prevalence: prevalence)
  }

  var parameters: ScenarioParameters { law.parameters }
  var prevalence: Double { law.prevalence }
  var columns: [FeatureColumn] { law.columns }
  var typologyNames: [String] { law.typologyNames }
  var periodDays: Double? { law.periodDays }

  func typologyShares(at time: Double) -> [Double] { law.typologyShares(at: sharesAt ?? time) }

  func draw(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>
  ) {
    law.draw(
      rows: rows, times: times, stream: stream, labels: labels, features: &features,
      typology: &typology)
  }

  func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    let own = (0..<times.count).map { frozen ?? times[$0] }
    law.logLikelihoodRatios(of: features, at: own.span, into: &ratios)
    for row in 0..<ratios.count { ratios[row] = ratios[row] * factor + offset }
  }
}

@Suite("A wrong posterior is found out")
struct ScenarioWrongLawTests {
  private func worst(_ change: (inout WrongLaw) -> Void) throws -> ScenarioLawResults {
    var law = try WrongLaw(prevalence: 0.25)
    change(&law)
    return try ScenarioLawCheck(rowCount: 1 << 14, seed: 5).results(of: law)
  }

  @Test("By laws of the ratio, of the posterior, of times and of shares")
  func wrong() throws {
    #expect(try worst { _ in }.worst < 4.5)
    let shifted = try worst { $0.offset = 0.4 }
    #expect(abs(try #require(shifted.scores[.ratioBelow])) > 5)
    #expect(abs(try #require(shifted.scores[.meanPosterior])) > 5)
    #expect(try worst { $0.factor = 0.7 }.worst > 5)
    let frozen = try worst { $0.frozen = 0 }
    #expect(abs(try #require(frozen.scores[.ratioByTime])) > 5)
    let shares = try worst { $0.sharesAt = 0 }
    #expect(abs(try #require(shares.scores[.typologies])) > 5)
  }
}

@Suite("Rows have the moments that are stated")
struct ScenarioMomentTests {
  @Test("Legitimate rows have the stated moments")
  func moments() throws {
    let plan = try DrawPlan(
      scenario: Typologies(preset: "default"), rows: 6000, positives: 0, seed: 16,
      purpose: .training)
    let data = plan.generate()
    func column(_ index: Int) -> [Double] {
      (0..<data.rowCount).map { Double(data.features[$0 * data.featureCount + index]) }
    }
    for index in Array(0..<24) + [26, 27] {
      #expect(abs(zScore(column(index), mean: 0)) < 4, "mean of column \(index)")
      #expect(abs(zScore(column(index).map { $0 * $0 }, mean: 1)) < 4, "variance of \(index)")
    }
    for pair in [16, 18, 20, 22] {
      let products = zip(column(pair), column(pair + 1)).map { $0 * $1 }
      #expect(abs(zScore(products, mean: 0.85)) < 4, "correlation of \(pair)")
    }
    // Segments: 0.3·2 - 0.2·2 + 0.1 and 0.3 + 0.2·1.5 - 0.1·3.
    #expect(abs(zScore(column(24), mean: 0.3)) < 4)
    #expect(abs(zScore(column(25), mean: 0.3)) < 4)
  }
}
