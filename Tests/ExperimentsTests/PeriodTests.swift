import CounterRandom
import Datasets
import Testing
import Training

@testable import Experiments

@Suite("A scenario whose rows have times is one draw, cut from past to future")
struct PeriodTests {
  static func draw(
    gap: Double = 0, delay: Double = 0, onDemand: Bool = false
  ) -> SuiteDataset.ScenarioDraw {
    SuiteDataset.ScenarioDraw(
      name: "fading", preset: nil, parameters: [], warp: nil, prevalence: 0.1,
      rows: SuiteDataset.Rows(training: 600, validation: 300, test: 300), isOnDemand: onDemand,
      gapDays: gap, labelDelayDays: delay)
  }

  @Test(
    "Parts follow one another with the days between them",
    arguments: [(0.0, 0.0), (10, 0), (4, 12)])
  func layout(gap: Double, delay: Double) throws {
    let scenario = try FadingScenario(prevalence: 0.1)
    let parts = try PreparedDataset.parts(
      of: Self.draw(gap: gap, delay: delay), scenario: scenario, seed: 5)
    let times = try [parts.training, parts.validation, parts.test].map {
      try #require($0.attributes.times)
    }
    #expect(times.map(\.count) == [600, 300, 300])
    #expect(times.allSatisfy { $0 == $0.sorted() })
    for (earlier, later) in [(times[0], times[1]), (times[1], times[2])] {
      let days = later[0] - earlier[earlier.count - 1]
      #expect(days > max(gap, delay))
      #expect(days < max(gap, delay) + 0.5)
    }
    #expect(times[0][0] < 0.2)
    #expect(times[2][299] > 99.8)
  }

  @Test("Training and validation have the labels that are seen, test the true ones")
  func labels() throws {
    let scenario = try FadingScenario(prevalence: 0.1)
    let parts = try PreparedDataset.parts(of: Self.draw(), scenario: scenario, seed: 5)
    let training = try #require(parts.training.oracle?.observation)
    #expect(training.trueLabels != parts.training.labels)
    #expect(zip(training.trueLabels, parts.training.labels).allSatisfy { $0 >= $1 })
    #expect(parts.test.oracle?.observation == nil)
    let whole = try DrawPlan(scenario: scenario, rows: 1200, seed: 5, purpose: .training).generate()
    #expect(parts.test.labels == Array((whole.oracle?.observation?.trueLabels ?? []).suffix(300)))
    #expect(Array(whole.labels.prefix(600)) == parts.training.labels)
  }

  @Test("On demand everything is the same: facts, encoding, learners")
  func onDemand() throws {
    let scenario = try FadingScenario(prevalence: 0.1)
    let parts = try [false, true].map {
      try PreparedDataset.parts(
        of: Self.draw(gap: 5, onDemand: $0), scenario: scenario, seed: 5)
    }
    #expect(parts[1].training.features.isEmpty)
    #expect(parts[0].training.labels == parts[1].training.labels)
    #expect(parts[0].test.labels == parts[1].test.labels)
    #expect(parts[0].test.oracle?.posterior == parts[1].test.oracle?.posterior)
    #expect(parts[0].test.attributes == parts[1].test.attributes)
    let models = try parts.map { parts in
      let preparation = try InputPreparation(fitting: parts.trainingRows)
      #expect(preparation.inputCount == 6)
      let outcome = try LockstepTrainer(
        architecture: Architecture(hidden: [3]),
        settings: TrainerSettings(batchSize: 100, maximumEpochs: 2), seed: 1
      ).train(
        [LearnerConfiguration(loss: try crossEntropy(), learningRate: 0.01)],
        on: TrainingData(parts.trainingRows, preparation: preparation),
        validation: TrainingData(parts.validationRows, preparation: preparation),
        score: { -Double($0[0]) })
      guard case .trained(let learner) = outcome[0] else { throw Untrained() }
      return (
        try #require(learner.model as? NetworkModel),
        try learner.model.logits(for: TrainingData(parts.testRows, preparation: preparation))
      )
    }
    #expect(models[0].0 == models[1].0)
    #expect(models[0].1 == models[1].1)
    #expect(models[0].1.allSatisfy { $0.isFinite })
  }

  struct Untrained: Error {}

  @Test("Days that cannot be are refused")
  func errors() throws {
    #expect(throws: PeriodError.tooLong(gapDays: 50, labelDelayDays: 0, periodDays: 100)) {
      try PeriodLayout(Self.draw(gap: 50), periodDays: 100)
    }
    let scenario = try ScenarioCatalogue.scenario(named: "gauss", prevalence: 0.1)
    #expect(throws: PeriodError.noTimes(scenario: "fading")) {
      try PreparedDataset.check(Self.draw(gap: 1), of: scenario, seed: 1)
    }
    let rare = try FadingScenario(prevalence: 1e-5)
    #expect(throws: PeriodError.self) {
      try PreparedDataset.parts(of: Self.draw(), scenario: rare, seed: 1)
    }
  }
}
