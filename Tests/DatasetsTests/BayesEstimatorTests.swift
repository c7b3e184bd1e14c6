import CounterRandom
import Synchronization
import Testing

@testable import Datasets

@Suite("Bayes values agree with analytic ones and know their error")
struct BayesEstimatorTests {
  private let effort = BayesEstimator(
    batches: 8, positivesPerBatch: 500, negativesPerBatch: 500)

  @Test("gauss, 3.5 standard deviations apart at 0.001: all within 3 standard errors")
  func gauss() throws {
    let values = effort.values(of: try Gauss(), seed: 31)
    let exact = [
      "auroc": 0.99333584, "average-precision": 0.59435329, "log-loss": 0.0026604189,
      "brier": 0.0005790470, "recall-at-fpr-0.001": 0.659011817, "recall-at-fpr-0.01": 0.879732803,
      "recall-at-fpr-0.05": 0.968212336,
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

  @Test(
    "The values that reports have been made from stay the same to the last bit",
    arguments: [
      ("gauss", "average-precision", 0.5977653761968225, 0.00783196706806878),
      ("gauss", "auroc", 0.9932659713098687, 0.0002623757633769081),
      ("gauss", "log-loss", 0.0026695798290859623, 3.930765952148008e-05),
      ("gauss", "brier", 0.0005822646816916351, 8.048712675907808e-06),
      ("typologies", "average-precision", 0.8515551786244537, 0.002608319496527935),
      ("typologies", "auroc", 0.9726745843517862, 0.0003897647504264285),
      ("typologies", "log-loss", 0.0015840508637028528, 2.0849026987715566e-05),
      ("typologies", "brier", 0.0002382273366889609, 3.548488485020435e-06),
    ])
  func unchanged(scenario: String, key: String, value: Double, error: Double) throws {
    let values = BayesEstimator(rows: 6400).values(
      of: try ScenarioCatalogue.scenario(named: scenario))
    #expect(values[key] == BayesEstimate(value: value, standardError: error))
  }

  @Test("The cost of the best decisions is that of rows as they come")
  func cost() throws {
    let scenario = try Typologies(preset: "hard", prevalence: 0.1)
    let estimate = try #require(effort.values(of: scenario, seed: 35)["expected-cost"])
    let rows = try DrawPlan(
      scenario: scenario, rows: 6000, seed: 36, purpose: .test
    ).generate()
    let (posterior, amounts) = try (#require(rows.oracle).posterior, #require(rows.amounts))
    // The rule: refuse exactly where η (50 + 2 a) > (1 − η) (5 + 0.02 a).
    let costs = zip(posterior, amounts).map { η, amount in
      let a = Double(amount)
      return η * (50 + 2 * a) > (1 - η) * (5 + 0.02 * a)
        ? (1 - η) * (5 + 0.02 * a) : η * (50 + 2 * a)
    }
    #expect(abs(zScore(costs, mean: estimate.value)) < 3.5)
    #expect(estimate.standardError < 0.05 * estimate.value)
    #expect(effort.values(of: try Gauss(), seed: 35)["expected-cost"] == nil)
  }

  @Test(
    "Rows as they come have the log-loss and Brier score that rows drawn by class give",
    arguments: [
      ("typologies", "hard", 0.0), ("transactions", nil, 0), ("teacher", nil, 0),
      ("noisy", nil, 0), ("drift", nil, 0.5), ("drift", "rising", 0.5),
    ] as [(String, String?, Double)])
  func natural(scenario: String, preset: String?, from: Double) throws {
    let law = try ScenarioCatalogue.scenario(named: scenario, preset: preset, prevalence: 0.1)
    let values = BayesEstimator(rows: 3200).values(of: law, times: from...1, seed: 38)
    let count = 4000
    let rows = try DrawPlan(scenario: law, rows: count, seed: 39, purpose: .test)
      .generate(rows: Int(from * Double(count))..<count)
    let posterior = try #require(rows.oracle).posterior
    let brier = try #require(values["brier"])
    let logLoss = try #require(values["log-loss"])
    // Both estimates scatter; the estimator's by its standard error.
    func z(_ values: [Double], _ estimate: BayesEstimate) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      let own = (mean - estimate.value) / zScore(values, mean: estimate.value)
      return (mean - estimate.value)
        / (own * own + estimate.standardError * estimate.standardError).squareRoot()
    }
    #expect(abs(z(posterior.map { $0 * (1 - $0) }, brier)) < 3.5)
    let entropies = posterior.map { p in
      p > 0 && p < 1 ? -p * PortableMath.log(p) - (1 - p) * PortableMath.log(1 - p) : 0
    }
    #expect(abs(z(entropies, logLoss)) < 3.5)
  }

  @Test("A window of time is told, and changes nothing of a law that does not change")
  func window() throws {
    let scenario = try Gauss()
    let whole = effort.values(of: scenario, seed: 37)
    let late = effort.values(of: scenario, times: 0.75...1, seed: 37)
    #expect(whole.times == nil)
    #expect(late.times == [0.75, 1])
    #expect(late.estimates == whole.estimates)
  }

  @Test("Progress never falls, and ends at one")
  func progress() throws {
    let shares = Mutex<[Double]>([])
    _ = BayesEstimator(rows: 640).values(of: try Gauss(), jobs: 2) { share in
      shares.withLock { $0.append(share) }
    }
    let seen = shares.withLock { $0 }
    #expect(seen == seen.sorted())
    #expect(seen.last == 1)
  }
}

@Suite("Runs of ratios are merged as a sort would")
struct RatioRunTests {
  @Test("Keys fall as ratios rise, and lead back to them")
  func keys() {
    let tiny = Double.leastNonzeroMagnitude
    let ratios: [Double] = [
      Double.infinity, 1e300, 2, 1.5, tiny, 0, -tiny, -1, -1e300, -Double.infinity,
    ]
    let keys = ratios.map(RatioRuns.key(of:))
    #expect(keys == keys.sorted())
    #expect(Set(keys).count == keys.count)
    #expect(keys.map(RatioRuns.ratio(of:)) == ratios)
    #expect(RatioRuns.key(of: -0.0) == RatioRuns.key(of: 0))
  }

  @Test("Any number of batches, with ties", arguments: [1, 2, 3, 7, 32])
  func order(batches: Int) {
    let length = 25
    var state: UInt64 = 9
    // Few distinct ratios, so that many are tied, within and between batches.
    let ratios = (0..<batches * length).map { _ -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 60) - 8
    }
    var keys = ratios.map(RatioRuns.key(of:))
    var room = [UInt64](repeating: 0, count: length)
    for batch in 0..<batches {
      unsafe keys.withUnsafeMutableBufferPointer { keys in
        unsafe room.withUnsafeMutableBufferPointer { room in
          guard let keys = keys.baseAddress, let room = room.baseAddress else { return }
          unsafe KeySorter.sort(keys + batch * length, room: room, count: length)
        }
      }
    }
    let runs = RatioRuns(length: length, count: batches, keys: keys)
    let expected = ratios.indices.sorted { (ratios[$1], $0) < (ratios[$0], $1) }
    #expect(runs.order().map { Int($0) } == expected.map { $0 / length })
    #expect(Array(keys.prefix(length)) == keys.prefix(length).sorted())
  }
}
