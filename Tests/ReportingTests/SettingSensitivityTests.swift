import Results
import Statistics
import Testing

@testable import Reporting

@Suite("Sensitivity to settings")
struct SettingSensitivityTests {
  /// A learner whose configurations reach given values on validation; `nil` failed.
  private func learner(
    _ plan: [(settings: [String: Double], rate: Double)], _ values: [[Double?]], chosen: Int = 0
  ) -> LearnerResults {
    let trials = values.enumerated().map { replicate, row in
      let configurations = zip(plan, row).map { configuration, value in
        ConfigurationSummary(
          settings: configuration.settings, learningRate: configuration.rate, validation: value,
          epoch: 1, epochsTrained: 1,
          failure: value == nil ? TrialFailure(kind: .diverged, reason: "It diverged.") : nil)
      }
      let tuned = ConfigurationScores(
        settings: plan[chosen].settings, learningRate: plan[chosen].rate, epoch: 1, metrics: [:])
      let scores = TrialScores(
        tuned: tuned, defaults: nil, configurations: configurations, learningCurve: [],
        precisionRecallCurve: [], oracle: [:])
      return TrialRecord(
        key: "\(replicate)", dataset: "d", replicate: replicate, model: "m", loss: "l",
        outcome: .scored(scores), seconds: 1)
    }
    return LearnerResults(loss: SyntheticSuite.losses[0], trials: trials)
  }

  private func sensitivity(
    _ learner: LearnerResults, _ preference: Preference = .higherIsBetter
  ) throws -> SettingSensitivity {
    try #require(
      try SettingSensitivity(learner, preference: preference, design: .independentDraws))
  }

  private let rates: [(settings: [String: Double], rate: Double)] = [
    ([:], 0.1), ([:], 0.2), ([:], 0.3),
  ]

  @Test("Best and worst are picked on the other replicates")
  func crossFitted() throws {
    // By means over the others: replicate 0 and 1 pick the first, replicate 2 the second; worst is
    // always the third.
    let result = try sensitivity(
      learner(rates, [[0.5, 0.6, 0.1], [0.6, 0.6, 0.2], [0.9, 0.5, 0.3]]))
    #expect(abs(result.best.mean - (0.5 + 0.6 + 0.5) / 3) < 1e-12)
    #expect(abs(result.median.mean - (0.5 + 0.6 + 0.5) / 3) < 1e-12)
    #expect(abs(result.worst.mean - 0.2) < 1e-12)
    #expect(abs(result.medianLag.mean) < 1e-12)
    #expect(result.configurations.map(\.chosen) == [3, 0, 0])
  }

  @Test("Where nothing but luck differs, the lag is about none, although the luckiest stand out")
  func unflattered() throws {
    var noise = Noise(seed: 7)
    let values = (0..<200).map { _ in (0..<3).map { _ in Double?(noise.normal()) } }
    let result = try sensitivity(learner(rates, values))
    #expect(result.medianLag.interval?.contains(0) == true)
    // The mean of the largest of three normal numbers is 0.85, which is no sensitivity.
    #expect(result.best.mean.magnitude < 0.3)
  }

  @Test("A factor moves by its largest change with all others equal")
  func effects() throws {
    let plan: [(settings: [String: Double], rate: Double)] = [
      (["gamma": 2], 0.1), (["gamma": 1], 0.1), (["gamma": 2], 0.2), (["gamma": 1], 0.4),
    ]
    // The last differs from the first in both, and from the second in the rate.
    let result = try sensitivity(learner(plan, [[0.5, 0.4, 0.45, 0.1], [0.7, 0.6, 0.65, 0.3]]))
    #expect(result.effects.map(\.setting) == [nil, "gamma"])
    #expect(abs(result.effects[0].size - 0.3) < 1e-12)
    #expect(abs(result.effects[1].size - 0.1) < 1e-12)
  }

  @Test("Fragile and robust are shown by intervals, and failing often is fragile")
  func classes() throws {
    let steep = (0..<6).map { [0.50 + 0.001 * Double($0), 0.4, 0.1] as [Double?] }
    #expect(try sensitivity(learner(rates, steep)).isFragile(region: 0.01))
    let flat = (0..<6).map { [0.500, 0.499, 0.498 + 0.0001 * Double($0)] as [Double?] }
    let robust = try sensitivity(learner(rates, flat))
    #expect(robust.isRobust(region: 0.01))
    #expect(!robust.isFragile(region: 0.01))
    #expect(!robust.isRobust(region: 0.0001))
    let failing = (0..<6).map { _ in [0.5, nil, nil] as [Double?] }
    let failed = try sensitivity(learner(rates, failing))
    #expect(failed.oftenFails)
    #expect(failed.isFragile(region: 0.01))
  }

  @Test("Where lower is better the lag is still what is lost")
  func lower() throws {
    let values = (0..<4).map { [0.1, 0.2, 0.5 + 0.01 * Double($0)] as [Double?] }
    let result = try sensitivity(learner(rates, values), .lowerIsBetter)
    #expect(abs(result.best.mean - 0.1) < 1e-12)
    #expect(abs(result.medianLag.mean - 0.1) < 1e-12)
    #expect(result.worst.mean > 0.5)
  }

  @Test("One configuration has no sensitivity")
  func single() throws {
    let one = learner([rates[0]], [[0.5], [0.6]])
    #expect(
      try SettingSensitivity(one, preference: .higherIsBetter, design: .independentDraws) == nil)
  }
}
