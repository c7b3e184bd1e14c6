import CounterRandom
import Datasets
import Foundation
import Testing

@Suite("What rows are worth")
struct AmountTests {
  @Test("Payments of typologies are log-normal, a function of a column, and the same in any range")
  func typologies() throws {
    let plan = try DrawPlan(
      scenario: Typologies(preset: "default", prevalence: 0.1), rows: 100_000, seed: 3,
      purpose: .training)
    let whole = plan.generate()
    let amounts = try #require(whole.amounts)
    #expect(amounts.allSatisfy { $0 > 0 && $0.isFinite })
    let median = amounts.sorted()[50_000]
    // The median of 100,000 rows has a standard error of 0.5 % times the deviation 1.665.
    #expect(abs(log(Double(median) / 22)) < 4 * 1.665 * 1.2533 / 100_000.0.squareRoot())
    let logs = amounts.map { log(Double($0)) }
    let mean = logs.reduce(0, +) / 100_000
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 100_000
    #expect(abs(variance.squareRoot() - 1.6651) < 4 * 1.6651 / 200_000.0.squareRoot())
    for (row, amount) in amounts.enumerated().prefix(100) {
      let z = Double(whole.features[row * 28 + 26])
      #expect(abs(Double(amount) / (22 * exp(1.665_109_222_315_395_6 * z)) - 1) < 1e-6)
    }
    #expect(plan.generate(rows: 777..<999).amounts == Array(amounts[777..<999]))
    #expect(whole.rows(at: [5, 3]).amounts == [amounts[5], amounts[3]])
    #expect(
      try DrawPlan(scenario: Gauss(), rows: 10, seed: 1, purpose: .test).generate().amounts == nil)
  }

  @Test("A feature says what rows are worth, or why it cannot")
  func feature() throws {
    let rows = Dataset(
      featureNames: ["hour", "price"], features: [1, 20, 2, 0, -3, 5], labels: [0, 1, 0])
    #expect(try rows.worth("price").amounts == [20, 0, 5])
    #expect(try rows.worth("price").features == rows.features)
    let unknown = #expect(throws: DatasetError.self) { try rows.worth("prise") }
    #expect(
      unknown?.description == """
        No feature is named 'prise', so it cannot say what rows are worth. Did you mean 'price'? \
        The features are: hour, price.
        """)
    let negative = #expect(throws: DatasetError.self) { try rows.worth("hour") }
    #expect(
      negative?.description
        == "Row 3 is worth -3.0 by the column 'hour'; an amount must be at least 0.")
  }
}
