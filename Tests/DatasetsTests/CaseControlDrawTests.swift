import CounterRandom
import Testing

@testable import Datasets

@Suite("Rows drawn by class")
struct CaseControlDrawTests {
  private func draw(
    _ scenario: any Scenario, positives: Int = 700, negatives: Int = 450, seed: UInt64 = 5,
    warp: (any Warp)? = nil, times: ClosedRange<Double> = 0...1, staleTime: Double? = nil,
    jobs: Int = 1
  ) throws -> CaseControlRows {
    try CaseControlDraw(
      scenario: scenario, positives: positives, negatives: negatives, seed: seed, warp: warp,
      times: times, staleTime: staleTime
    ).generate(jobs: jobs)
  }

  @Test(
    "Counts are exact, and ratios, posteriors and typologies are the law's",
    arguments: ScenarioCase.all)
  func law(of scenario: ScenarioCase) throws {
    let law = try scenario.make()
    let rows = try draw(law)
    #expect(rows.positiveCount == 700)
    #expect(rows.negativeCount == 450)
    #expect(rows.dataset.labels.prefix(700).allSatisfy { $0 == 1 })
    let oracle = try #require(rows.dataset.oracle)
    let odds = PortableMath.log(0.001) - PortableMath.log(0.999)
    #expect(oracle.posterior == rows.ratios.map { PortableMath.sigmoid($0 + odds) })
    for (label, typology) in zip(rows.dataset.labels, oracle.typology) {
      #expect((typology == Oracle.legitimate) == (label == 0))
    }
    #expect(oracle.observation == nil)
    #expect((rows.dataset.amounts != nil) == law.hasAmounts)
    // E₁[σ(-s)] = E₀[σ(s)], both being the integral of f₁ f₀ / (f₁ + f₀).
    let halves = zip(rows.ratios.prefix(450), rows.ratios.suffix(450)).map {
      PortableMath.sigmoid(-$0) - PortableMath.sigmoid($1)
    }
    #expect(abs(zScore(halves, mean: 0)) < 4)
  }

  @Test("The rows are a function of the seed, for any number of jobs")
  func determinism() throws {
    let scenario = try Typologies(preset: "hard")
    let one = try draw(scenario, positives: 5000, negatives: 4000)
    let two = try draw(scenario, positives: 5000, negatives: 4000, jobs: 2)
    #expect(one.dataset.features == two.dataset.features)
    #expect(one.ratios == two.ratios)
    #expect(one.dataset.amounts == two.dataset.amounts)
    let other = try draw(scenario, positives: 5000, negatives: 4000, seed: 6)
    #expect(one.dataset.features != other.dataset.features)
    #expect(one.ratios == one.dataset.logLikelihoodRatios(under: scenario))
  }

  @Test("A law that does not change is never stale; otherwise the old law's ratios come along")
  func staleness() throws {
    let still = try draw(try Gauss(), staleTime: 0.3)
    #expect(still.staleRatios == still.ratios)
    #expect(still.dataset.oracle?.stalePosterior == still.dataset.oracle?.posterior)
    #expect(try draw(try Gauss()).staleRatios == nil)
    let rows = try draw(Moving(), times: 0.5...1, staleTime: 0.5)
    let stale = try #require(rows.staleRatios)
    let picked = try #require(rows.dataset.oracle).rows(at: [3, 1])
    #expect(
      picked.stalePosterior == [3, 1].compactMap { rows.dataset.oracle?.stalePosterior?[$0] })
    for (row, feature) in rows.dataset.features.enumerated() {
      #expect(stale[row] == Double(feature) * 0.5)
      let share =
        row < 700 ? (Double(row) + 0.5) / 700 : (Double(row - 700) + 0.5) / 450
      #expect(rows.ratios[row] == Double(feature) * (0.5 + 0.5 * share))
      #expect(rows.dataset.attributes.times?[row] == (0.5 + 0.5 * share) * 10)
    }
  }

  @Test("A warp changes features and nothing else")
  func warp() throws {
    let plain = try draw(try Typologies())
    let warped = try draw(try Typologies(), warp: Negation())
    #expect(warped.ratios == plain.ratios)
    #expect(warped.dataset.amounts == plain.dataset.amounts)
    #expect(warped.dataset.features == plain.dataset.features.map { -$0 })
  }

  @Test("Where the prevalence changes, times tell of the class, and ratios say by how much")
  func changingPrevalence() throws {
    let rising = try Drift(preset: "rising", prevalence: 0.1)
    let rows = try draw(rising, positives: 4000, negatives: 4000, times: 0.25...0.75)
    let times = try #require(rows.dataset.attributes.times).map { $0 / 180 }
    let means = (times.prefix(4000).reduce(0, +) / 4000, times.suffix(4000).reduce(0, +) / 4000)
    #expect(means.0 > 0.51)
    #expect(means.1 < 0.5)
    #expect(times.allSatisfy((0.25...0.75).contains))
    // E₁[exp(-s)] = 1 holds for rows with their times.
    #expect(abs(zScore(rows.ratios.prefix(4000).map { PortableMath.exp(-$0) }, mean: 1)) < 4)
    // The stale truth of a moment is the truth at that moment.
    let moment = try draw(rising, times: 0.5...0.5, staleTime: 0.5)
    let stale = try #require(moment.staleRatios)
    #expect(zip(stale, moment.ratios).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(moment.dataset.attributes.times?.allSatisfy { $0 == 90 } == true)
  }

  @Test("A class without rows is refused")
  func errors() {
    #expect(throws: DatasetError.invalidRowCount(0)) { try draw(Gauss(), positives: 0) }
    #expect(throws: DatasetError.invalidRowCount(-1)) { try draw(Gauss(), negatives: -1) }
  }
}

/// A law whose ratio is the feature times the time.
private struct Moving: Scenario {
  static let name = "moving"
  static let summary = "A law that moves."
  static let number: UInt16 = 60_001
  static let presets = [ScenarioPreset(name: "default", summary: "The one.", parameters: [])]
  static let parameterDeclarations: [ParameterDeclaration] = []
  let parameters: ScenarioParameters
  let prevalence: Double
  let columns = [FeatureColumn("x")]
  let typologyNames = ["any"]
  var periodDays: Double? { 10 }

  init() throws { try self.init(preset: nil) }

  init(parameters: ScenarioParameters, prevalence: Double) {
    self.parameters = parameters
    self.prevalence = prevalence
  }

  func draw(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>
  ) {
    for row in 0..<rows.count {
      features[row] = Float(rows[row] % 7)
      typology[row] = labels[row] == 1 ? 0 : Oracle.legitimate
    }
  }

  func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    for row in 0..<ratios.count { ratios[row] = Double(features[row]) * times[row] }
  }
}

/// Turns every sign.
private struct Negation: Warp {
  static let name = "negation"
  static let summary = "Turns every sign."

  init(columnCount: Int = 28) {}

  func apply(to features: inout MutableSpan<Float>, width: Int) {
    for index in 0..<features.count { features[index] = -features[index] }
  }

  func invert(_ features: inout MutableSpan<Float>, width: Int) {
    apply(to: &features, width: width)
  }
}
