import CounterRandom
import Testing

@testable import Datasets

/// A warp and a scenario that it is for.
struct WarpCase: Sendable, CustomTestStringConvertible {
  let warp: any Warp.Type
  let scenario: ScenarioCase

  var testDescription: String { "\(warp.name) of \(scenario.testDescription)" }

  static let all = WarpCatalogue.warps.flatMap { warp in
    ["gauss", "typologies", "teacher", "drift"].map { name in
      WarpCase(warp: warp, scenario: ScenarioCase(scenario: name, preset: "default"))
    }
  }
}

@Suite("A warp changes features and nothing else")
struct ScenarioWarpTests {
  @Test("Labels, posteriors, typologies, amounts and times are equal", arguments: WarpCase.all)
  func oracle(name: WarpCase) throws {
    let scenario = try name.scenario.make(prevalence: 0.1)
    let warp = try WarpCatalogue.warp(named: name.warp.name, for: scenario)
    let plain = try DrawPlan(scenario: scenario, rows: 300, seed: 71, purpose: .test).generate()
    let plan = try DrawPlan(
      scenario: scenario, rows: 300, seed: 71, purpose: .test, warp: warp)
    let warped = plan.generate(jobs: 2)
    #expect(warped.labels == plain.labels)
    #expect(warped.oracle?.posterior == plain.oracle?.posterior)
    #expect(warped.oracle?.typology == plain.oracle?.typology)
    #expect(warped.attributes.amounts == plain.attributes.amounts)
    #expect(warped.attributes.times == plain.attributes.times)
    #expect(zip(warped.features, plain.features).count { $0 == $1 } < 10)
    #expect(warped.columns == plan.columns)
    #expect(warped.columns.map(\.name) == warp.columns(scenario.columns).map(\.name))

    var back = warped.features
    var span = back.mutableSpan
    warp.invert(&span, width: scenario.featureCount)
    // What is lost is the rounding to Float of features, which a bend back can make larger.
    let scale = plain.features.map(\.magnitude).max() ?? 0
    for (value, original) in zip(back, plain.features) {
      #expect(abs(value - original) <= 4e-6 * max(1, scale))
    }
  }

  @Test("A rotation is orthogonal, not the identity, and the same for every draw")
  func rotation() {
    for width in [1, 2, 5, 28] {
      let rotation = Rotation(columnCount: width)
      var rows = [Float](repeating: 0, count: width * width)
      for index in 0..<width { rows[index * width + index] = 1 }
      var span = rows.mutableSpan
      rotation.apply(to: &span, width: width)
      for first in 0..<width {
        for second in 0..<width {
          let product = (0..<width).reduce(0.0) {
            $0 + Double(rows[first * width + $1]) * Double(rows[second * width + $1])
          }
          #expect(abs(product - (first == second ? 1 : 0)) < 1e-6)
        }
      }
      if width == 28 { #expect(rows.allSatisfy { abs($0) < 0.9 }) }
    }
    #expect(
      Rotation(columnCount: 3).columns((1...3).map { FeatureColumn("V\($0)") }).map(\.name) == [
        "C1", "C2", "C3",
      ])
  }

  @Test("Rotated normals are normal; bent ones have the stated medians and heavier tails")
  func moments() throws {
    let scenario = try Gauss()
    func rows(_ warp: any Warp) throws -> [Float] {
      try DrawPlan(
        scenario: scenario, rows: 3000, positives: 0, seed: 72, purpose: .test, warp: warp
      ).generate().features
    }
    let turned = try rows(Rotation(columnCount: 28))
    let tails = HeavyTails(columnCount: 28)
    let bent = try rows(tails)
    for index in 0..<28 {
      let column = (0..<3000).map { Double(turned[$0 * 28 + index]) }
      #expect(abs(zScore(column.map { $0 * $0 }, mean: 1)) < 4.5, "variance of C\(index + 1)")
      #expect(abs(zScore(column)) < 4.5, "mean of C\(index + 1)")
      let median = PortableMath.sinh(tails.skewness[index] / tails.tails[index])
      let values = (0..<3000).map { Double(bent[$0 * 28 + index]) }
      #expect(abs(zScore(values.map { $0 < median ? 1 : 0 }, mean: 0.5)) < 4.5)
      // A standard normal is beyond ±3 eight times in three thousand.
      #expect(values.count { abs($0) > 3 } > 40, "tails of V\(index + 1)")
    }
  }

  @Test("An unknown warp is answered with the valid names; categorical features have none")
  func errors() throws {
    let error = try #require(throws: DatasetError.self) {
      try WarpCatalogue.warp(named: "rotatoin", for: Gauss())
    }
    #expect(
      error.description
        == "There is no warp named 'rotatoin'. Did you mean 'rotation'? "
        + "The warps are: rotation, heavy-tails, rotation-heavy-tails.")
    for type in ScenarioCatalogue.scenarios {
      let scenario = try type.init()
      guard scenario.columns.contains(where: { $0.kind != .numeric }) else { continue }
      #expect(
        throws: DatasetError.notWarpable(scenario: type.name, warp: "rotation")
      ) { try WarpCatalogue.warp(named: "rotation", for: scenario) }
    }
  }
}
