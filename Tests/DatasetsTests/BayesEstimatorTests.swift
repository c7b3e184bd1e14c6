import Datasets
import Testing

@Suite("Bayes values agree with analytic ones and know their error")
struct BayesEstimatorTests {
  private let effort = BayesEstimator(
    batches: 8, positivesPerBatch: 500, negativesPerBatch: 500)

  @Test("gauss, 3.5 standard deviations apart at 0.001: all four within 3 standard errors")
  func gauss() throws {
    let values = effort.values(of: try Gauss(), seed: 31)
    let exact = [
      "auroc": 0.99333584, "average-precision": 0.59435329, "log-loss": 0.0026604189,
      "brier": 0.0005790470,
    ]
    #expect(values.estimates.count == exact.count)
    for (key, value) in exact {
      let estimate = try #require(values[key])
      #expect(abs(estimate.value - value) < 3 * estimate.standardError, "\(key) \(estimate)")
      // An error that says nothing would pass as well.
      #expect(estimate.standardError < 0.03 * value)
    }
    #expect(values.rowCount == 8000)
  }

  @Test("typologies: average precision near 0.855 at 0.001")
  func typologies() throws {
    let estimate = try #require(
      effort.values(of: try Typologies(preset: "default"), seed: 32)["average-precision"])
    #expect(abs(estimate.value - 0.8548) < 3 * estimate.standardError)
    #expect(estimate.standardError < 0.005)
  }

  @Test("The values are a function of the seed alone, and follow the prevalence")
  func determinism() throws {
    let scenario = try Typologies(preset: "hard")
    let small = BayesEstimator(batches: 3, positivesPerBatch: 101, negativesPerBatch: 57)
    let values = small.values(of: scenario, seed: 33)
    #expect(values == small.values(of: scenario, seed: 33, jobs: 2))
    #expect(values != small.values(of: scenario, seed: 34))
    let common = small.values(of: scenario, prevalence: 0.1, seed: 33)
    let (rare, often) = try (
      #require(values["average-precision"]), #require(common["average-precision"])
    )
    #expect(often.value > rare.value)
    #expect(values["auroc"] == common["auroc"])
    #expect(values["accuracy"] == nil)
  }
}
