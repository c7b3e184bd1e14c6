import CounterRandom
import Datasets
import Foundation
import Testing

@Suite("Device and proxy are missing at the rates of the components")
struct NoisyMissingTests {
  private func draw(rows: Int, positives: Int, seed: UInt64) throws -> (Noisy, Dataset) {
    let scenario = try Noisy()
    return try (
      scenario,
      DrawPlan(
        scenario: scenario, rows: rows, positives: positives, seed: seed, purpose: .training
      ).generate()
    )
  }

  @Test("They are missing together, and nothing else ever is")
  func together() throws {
    let data = try draw(rows: 3000, positives: 1000, seed: 61).1
    let names = data.featureNames
    for row in 0..<data.rowCount {
      let values = Array(data.row(row))
      #expect(values[11].isNaN == values[12].isNaN)
      #expect(values.count { $0.isNaN } == (values[11].isNaN ? 2 : 0))
    }
    #expect(names[11] == "device_new" && names[12] == "ip_proxy")
  }

  @Test("Every typology has its rate")
  func fraud() throws {
    let (scenario, data) = try draw(rows: 5000, positives: 5000, seed: 62)
    let oracle = try #require(data.oracle)
    for (kind, rate) in scenario.parameters.list("missing-rates-fraud").enumerated() {
      let missing = (0..<5000).filter { oracle.typology[$0] == UInt8(kind) }
        .map { data.row($0)[$0 * 21 + 11].isNaN ? 1.0 : 0.0 }
      #expect(abs(zScore(missing, mean: rate)) < 4, "\(oracle.typologyNames[kind])")
    }
  }

  @Test("Legitimate rows have 60 % outside of the segment ecom and 20 % within")
  func legitimate() throws {
    let (scenario, data) = try draw(rows: 6000, positives: 0, seed: 63)
    let reference = try TransactionsReference(scenario.parameters)
    let rates = scenario.parameters.list("missing-rates-legitimate")
    #expect(rates == [0.6, 0.6, 0.2, 0.6, 0.6, 0.6])
    // Segments are not told, but how often a gap and a channel come together is.
    for channel in 0..<5 {
      var expected = 0.0
      for segment in 0..<6 {
        expected +=
          reference.weights[segment] * rates[segment] * reference.shares[segment][2][channel]
      }
      let both = (0..<data.rowCount).map { row -> Double in
        let values = Array(data.row(row))
        return values[11].isNaN && values[8] == Float(channel) ? 1 : 0
      }
      #expect(abs(zScore(both, mean: expected)) < 4, "channel \(channel)")
    }
  }

  @Test("What is not missing is the same payment as in 'transactions'")
  func laws() throws {
    let data = try draw(rows: 4000, positives: 4000, seed: 64).1
    let scenario = try Noisy()
    let reference = try TransactionsReference(scenario.parameters)
    let rates = scenario.parameters.list("missing-rates-fraud")
    for (column, index) in [("device_new", 5), ("ip_proxy", 6)] {
      let values = try data.column(column).map { $0 == 1 ? 1.0 : 0 }
      var expected = 0.0
      for kind in 0..<6 {
        let share = reference.shares[kind + 6][index][1]
        expected += reference.weights[kind + 6] * (1 - rates[kind]) * share
      }
      #expect(abs(zScore(values, mean: expected)) < 4, "\(column)")
    }
  }
}
