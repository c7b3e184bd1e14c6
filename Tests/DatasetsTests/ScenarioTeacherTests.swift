import CounterRandom
import Testing

@testable import Datasets

@Suite("The teacher's rows have the posterior that it teaches")
struct ScenarioTeacherTests {
  @Test("Frozen intercepts give the base prevalence, by a coarser quadrature too")
  func prevalence() throws {
    #expect(Teacher.solutions.count == Teacher.presets.count)
    for (solution, preset) in zip(Teacher.solutions, Teacher.presets) {
      #expect(
        preset.parameters.map(\.values) == [
          [solution.rho], [solution.slope], [solution.basePrevalence],
        ])
      let coarse = TeacherPrevalence(rho: solution.rho, slope: solution.slope, coarseness: 1.5)
      let log = coarse.logPrevalence(intercept: solution.intercept).value
      #expect(abs(PortableMath.exp(log) / 0.001 - 1) < 1e-6, "\(preset.name)")
      #expect(abs(coarse.tilt(intercept: solution.intercept) - solution.tilt) < 1e-3)
    }
  }

  @Test("The default's intercept is that of an independent computation")
  func reference() throws {
    // SciPy: scipy.special.k0 for the products' density, brentq on the contour integral.
    #expect(abs(try Teacher().intercept + 31.568_100_555_230) < 1e-8)
  }

  @Test("Other parameters are solved when they are asked for")
  func solving() throws {
    let teacher = try Teacher(replacing: [
      ScenarioParameter("slope", 2), ScenarioParameter("rho", 0.3),
      ScenarioParameter("base-prevalence", 0.2),
    ])
    let plan = try DrawPlan(
      scenario: teacher, rows: 6000, positives: 3000, seed: 41, purpose: .test)
    let data = plan.generate()
    let ratios = data.logLikelihoodRatios(under: teacher)
    // At a gentle slope exp(s) has a variance: E₁[g] = E₀[g exp(s)] for every function g.
    func column(_ row: Int, _ index: Int) -> Double { Double(data.features[row * 20 + index]) }
    let functions: [(String, (Int) -> Double)] = [
      ("1", { _ in 1 }), ("x0", { column($0, 0) }), ("x5", { column($0, 5) }),
      ("x6", { column($0, 6) }), ("x6 squared", { column($0, 6) * column($0, 6) }),
      ("x7 x8", { column($0, 7) * column($0, 8) }), ("x7", { column($0, 7) }),
      ("slab", { abs(column($0, 9)) < 0.5 ? 1 : 0 }), ("x9", { column($0, 9) }),
      ("x10 x11", { column($0, 10) * column($0, 11) }), ("x12", { column($0, 12) }),
      ("x19 squared", { column($0, 19) * column($0, 19) }),
    ]
    for (name, function) in functions {
      let differences = (0..<data.rowCount).map { row in
        data.labels[row] == 1 ? function(row) : -function(row) * PortableMath.exp(ratios[row])
      }
      #expect(abs(zScore(differences)) < 4.5, "\(name)")
    }
  }

  @Test("Rows at the base prevalence are independent standard normals")
  func moments() throws {
    let data = try DrawPlan(
      scenario: Teacher(), rows: 4000, seed: 42, purpose: .training
    ).generate()
    for index in 0..<20 {
      let column = (0..<4000).map { Double(data.features[$0 * 20 + index]) }
      #expect(abs(zScore(column)) < 4, "mean of \(index)")
      #expect(abs(zScore(column.map { $0 * $0 }, mean: 1)) < 4, "variance of \(index)")
      let next = (0..<4000).map { Double(data.features[$0 * 20 + (index + 1) % 20]) }
      #expect(abs(zScore(zip(column, next).map { $0 * $1 })) < 4, "\(index) and its neighbour")
    }
  }

  @Test("Positives keep the law of everything that the logit does not depend on")
  func orthogonal() throws {
    let data = try DrawPlan(
      scenario: Teacher(), rows: 2000, positives: 2000, seed: 43, purpose: .training
    ).generate()
    func column(_ index: Int) -> [Double] {
      (0..<2000).map { Double(data.features[$0 * 20 + index]) }
    }
    for index in 12..<20 {
      #expect(abs(zScore(column(index))) < 4)
      #expect(abs(zScore(column(index).map { $0 * $0 }, mean: 1)) < 4)
    }
    // (0.9, -1) is orthogonal to the direction's first two entries, (1, 0.9).
    let across = zip(column(0), column(1)).map { (0.9 * $0 - $1) / 1.81.squareRoot() }
    #expect(abs(zScore(across)) < 4)
    #expect(abs(zScore(across.map { $0 * $0 }, mean: 1)) < 4)
    // The linear direction is moved far.
    #expect(zScore(column(0)) > 20)
  }

  @Test("The posterior is the logistic function of the logit at the base prevalence")
  func posterior() throws {
    let teacher = try Teacher()
    let plan = try DrawPlan(scenario: teacher, rows: 1000, seed: 44, purpose: .test)
    let data = plan.generate()
    for row in stride(from: 0, to: 1000, by: 97) {
      let x = (0..<20).map { Double(data.features[row * 20 + $0]) }
      let norm = 3.55.squareRoot()
      let weights = [1, 0.9, 0.8, 0.7, 0.6, 0.5]
      let linear = zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 } / norm
      let wave = 2.0.squareRoot() * PortableMath.sin(2 * x[6])
      let products =
        (PortableMath.tanh(2 * x[7] * x[8]) + PortableMath.tanh(2 * x[10] * x[11])) / 0.62
      let slab = (abs(x[9]) < 0.5 ? 1 : 0) / 0.486 - 0.788
      let h = 0.94 * linear + (1 - 0.94 * 0.94).squareRoot() * (wave + products + slab) / 2
      let expected = PortableMath.sigmoid(10 * h + teacher.intercept)
      let posterior = try #require(data.oracle).posterior[row]
      #expect(abs(posterior - expected) <= 1e-11 * expected)
    }
  }
}
