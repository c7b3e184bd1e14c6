import CounterRandom
import Datasets
import Foundation
import Testing

@Suite("The columns of card payments have the stated laws")
struct TransactionsColumnTests {
  /// Rows of one class and the reference's weights of its components.
  private func draw(_ preset: String, fraud: Bool) throws -> (
    Dataset, TransactionsReference, Range<Int>
  ) {
    let scenario = try Transactions(preset: preset)
    let data = try DrawPlan(
      scenario: scenario, rows: 5000, positives: fraud ? 5000 : 0, seed: 45, purpose: .training
    ).generate()
    return try (data, TransactionsReference(scenario.parameters), fraud ? 6..<12 : 0..<6)
  }

  @Test(
    "Logarithms have the mixture's mean and second moment, and counts of levels their shares",
    arguments: ["default", "worldline"], [false, true])
  func marginals(preset: String, fraud: Bool) throws {
    let (data, reference, components) = try draw(preset, fraud: fraud)
    func mixture(_ value: (Int) -> Double) -> Double {
      components.reduce(0) { $0 + reference.weights[$1] * value($1) }
    }
    for (index, column) in TransactionsReference.logNormalColumns.enumerated() where index < 6 {
      let values = try data.column(data.featureNames[column]).map { log($0) }
      let (mean, square) = (
        mixture { reference.means[$0][index] },
        mixture {
          let (m, d) = (reference.means[$0][index], reference.deviations[$0][index])
          return m * m + d * d
        }
      )
      #expect(abs(zScore(values, mean: mean)) < 4, "mean of \(data.featureNames[column])")
      #expect(
        abs(zScore(values.map { $0 * $0 }, mean: square)) < 4,
        "second moment of \(data.featureNames[column])")
    }
    for (index, column) in TransactionsReference.columnsWithLevels.enumerated() {
      let values = try data.column(data.featureNames[column])
      for level in reference.shares[0][index].indices {
        let share = mixture { reference.shares[$0][index][level] }
        guard share * 5000 > 20 else { continue }
        let count = values.count { $0 == Double(level) }
        let deviation = (5000 * share * (1 - share)).squareRoot()
        #expect(
          abs(Double(count) - 5000 * share) < 4.5 * deviation,
          "level \(level) of \(data.featureNames[column])")
      }
      #expect(values.allSatisfy { $0 >= 0 && $0 < Double(reference.shares[0][index].count) })
    }
    for name in ["noise_1", "noise_2", "noise_3", "noise_4"] {
      let values = try data.column(name)
      #expect(abs(zScore(values, mean: 0)) < 4)
      #expect(abs(zScore(values.map { $0 * $0 }, mean: 1)) < 4)
    }
    let risk = try data.column("term_risk_7d")
    #expect(
      abs(zScore(risk.map { $0 > 0 ? 1 : 0 }, mean: mixture { reference.shares[$0][10][1] })) < 4)
    let positive = risk.filter { $0 > 0 }
    let logMean =
      mixture { reference.shares[$0][10][1] * reference.means[$0][6] }
      / mixture { reference.shares[$0][10][1] }
    #expect(abs(zScore(positive.map { log($0) }, mean: logMean)) < 4)
  }

  @Test("Amounts have the quantiles and means that the documentation states")
  func amounts() throws {
    for (fraud, quantiles, mean) in [
      (false, [(0.5, 26.405), (0.99, 463.0)], 56.50),
      (true, [(0.25, 17.96), (0.5, 42.42), (0.75, 158.97)], 168.78),
    ] {
      let (data, reference, components) = try draw("default", fraud: fraud)
      let amounts = try data.column("amount")
      for (share, quantile) in quantiles {
        // The stated number is the formula's, and the rows lie below it as often as they should.
        let below = components.reduce(0) { sum, c in
          let z = (log(quantile) - reference.means[c][0]) / reference.deviations[c][0]
          return sum + reference.weights[c] * erfc(-z / 2.0.squareRoot()) / 2
        }
        #expect(abs(below - share) < 0.0015, "\(quantile)")
        #expect(abs(zScore(amounts.map { $0 <= quantile ? 1 : 0 }, mean: below)) < 4)
      }
      let exact = components.reduce(0) { sum, c in
        let (m, d) = (reference.means[c][0], reference.deviations[c][0])
        return sum + reference.weights[c] * exp(m + d * d / 2)
      }
      #expect(abs(exact - mean) < 0.1)
      #expect(abs(zScore(amounts, mean: exact)) < 4)
      #expect(data.amounts == amounts.map { Float($0) })
    }
  }

  @Test("Within a component columns are independent: the mixture's covariances are as they should")
  func dependence() throws {
    let (data, reference, components) = try draw("default", fraud: true)
    let amounts = try data.column("amount").map { log($0) }
    let declines = try data.column("declines_1d")
    let expected = components.reduce(0) { sum, c in
      let count = reference.shares[c][9].enumerated().reduce(0) { $0 + Double($1.0) * $1.1 }
      return sum + reference.weights[c] * reference.means[c][0] * count
    }
    #expect(abs(zScore(zip(amounts, declines).map { $0 * $1 }, mean: expected)) < 4)
  }

  @Test("Categories are indices of levels, and no legitimate row has a typology")
  func kinds() throws {
    let (data, _, _) = try draw("default", fraud: false)
    #expect(data.columns.count == 21)
    for (index, column) in data.columns.enumerated() {
      guard let levels = column.levels else { continue }
      #expect(Set(levels).count == levels.count)
      #expect(
        (0..<data.rowCount).allSatisfy { row in
          let value = data.features[row * 21 + index]
          return value >= 0 && value < Float(levels.count) && value == value.rounded()
        }, "\(column.name)")
    }
    let oracle = try #require(data.oracle)
    #expect(oracle.typology.allSatisfy { $0 == Oracle.legitimate })
    #expect(
      oracle.typologyNames == [
        "card_testing", "cnp_takeover", "scripted", "counterfeit", "bad_terminal", "mimic",
      ])
  }
}
