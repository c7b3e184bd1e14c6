import Datasets
import Testing

@Suite("Rows are split at random, with the same share of positives in each part")
struct SplitTests {
  private func labels(_ count: Int, positives: Int) -> [UInt8] {
    (0..<count).map {
      $0 % (count / max(positives, 1)) == 0 && $0 / (count / positives) < positives ? 1 : 0
    }
  }

  private func positives(_ rows: [Int], _ labels: [UInt8]) -> Int {
    rows.reduce(0) { $0 + Int(labels[$1]) }
  }

  @Test("Thirty positives in 95,156 rows are split 18, 6 and 6")
  func rare() throws {
    let labels = labels(95_156, positives: 30)
    let split = try StratifiedSplit(labels: labels, seed: 1, replicate: 0)
    #expect(positives(split.training, labels) == 18)
    #expect(positives(split.validation, labels) == 6)
    #expect(positives(split.test, labels) == 6)
    #expect(split.training.count == 18 + 57_076)
    #expect(split.validation.count == 6 + 19_025)
    #expect(split.test.count == 6 + 19_025)
  }

  @Test(
    "Parts are disjoint, complete, ascending and of the allocated sizes",
    arguments: [(20, 5), (101, 7), (1000, 50), (999, 499)])
  func laws(count: Int, positiveCount: Int) throws {
    let labels = labels(count, positives: positiveCount)
    let number = labels.reduce(0) { $0 + Int($1) }
    for shares in [(0.6, 0.2, 0.2), (0.5, 0.25, 0.25), (1.0 / 3, 1.0 / 3, 1.0 / 3)] {
      let fractions = try SplitFractions(
        training: shares.0, validation: shares.1, test: shares.2)
      for replicate in 0..<5 {
        let split = try StratifiedSplit(
          labels: labels, fractions: fractions, seed: 9, replicate: replicate)
        let parts = [split.training, split.validation, split.test]
        #expect(parts.flatMap { $0 }.sorted() == Array(0..<count))
        #expect(parts.allSatisfy { $0 == $0.sorted() })
        let (training, validation, test) = fractions.allocation(of: number)
        #expect(parts.map { positives($0, labels) } == [training, validation, test])
        let others = fractions.allocation(of: count - number)
        #expect(
          parts.map(\.count) == [
            training + others.training, validation + others.validation, test + others.test,
          ])
      }
    }
  }

  @Test("The largest remainders decide, and no part is more than a row off")
  func allocation() throws {
    let standard = SplitFractions.standard
    #expect(standard.allocation(of: 0) == (0, 0, 0))
    #expect(standard.allocation(of: 4) == (2, 1, 1))
    #expect(standard.allocation(of: 10) == (6, 2, 2))
    #expect(standard.allocation(of: 3) == (2, 1, 0))
    let odd = try SplitFractions(training: 0.7, validation: 0.01, test: 0.29)
    #expect(odd.allocation(of: 100) == (70, 1, 29))
    for fractions in [standard, odd] {
      for count in 0..<2000 {
        let (training, validation, test) = fractions.allocation(of: count)
        #expect(training + validation + test == count)
        #expect(abs(Double(training) - fractions.training * Double(count)) < 1)
        #expect(abs(Double(validation) - fractions.validation * Double(count)) < 1)
        #expect(abs(Double(test) - fractions.test * Double(count)) < 1)
      }
    }
  }

  @Test("Replicates and seeds differ; the same replicate is the same")
  func replicates() throws {
    let labels = labels(200, positives: 20)
    let first = try StratifiedSplit(labels: labels, seed: 3, replicate: 0)
    #expect(try StratifiedSplit(labels: labels, seed: 3, replicate: 0) == first)
    #expect(try StratifiedSplit(labels: labels, seed: 3, replicate: 1) != first)
    #expect(try StratifiedSplit(labels: labels, seed: 4, replicate: 0) != first)
  }

  @Test("A split is part of a result's definition and never changes")
  func pinned() throws {
    let labels: [UInt8] = [0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0]
    let split = try StratifiedSplit(labels: labels, seed: 2024, replicate: 3)
    #expect(split.training == [0, 2, 5, 6, 8, 9, 10, 11, 12, 15])
    #expect(split.validation == [3, 4, 7])
    #expect(split.test == [1, 13, 14])
  }

  @Test("Every row is tested as often as its share says")
  func uniform() throws {
    let labels = labels(50, positives: 10)
    var counts = [Int](repeating: 0, count: 50)
    for replicate in 0..<1000 {
      let split = try StratifiedSplit(labels: labels, seed: 5, replicate: replicate)
      for row in split.test { counts[row] += 1 }
    }
    // 200 expected each, standard deviation 12.6; five of those.
    #expect(counts.allSatisfy { abs($0 - 200) < 64 })
  }

  @Test("Too few rows of a class are named, with the number that would do")
  func tooFew() throws {
    let found = #expect(throws: SplitError.self) {
      try StratifiedSplit(labels: [0, 0, 0, 0, 0, 1, 1, 1], seed: 1, replicate: 0)
    }
    #expect(found == .tooFewPositives(found: 3, needed: 4, inEachPart: 1))
    #expect(
      found?.description
        == "The data hold 3 positives. A split with at least 1 positive in each of training, "
        + "validation and test needs 4; import more rows or change the shares.")
    let negatives = #expect(throws: SplitError.self) {
      try StratifiedSplit(
        labels: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0], seed: 1, replicate: 0,
        minimumPositives: 2)
    }
    #expect(
      negatives?.description
        == "The data hold 1 negative. A split with at least 2 negatives in each of training, "
        + "validation and test needs 9; import more rows or change the shares.")
  }

  @Test("Shares must be positive and sum to one")
  func shares() {
    let error = #expect(throws: SplitError.self) {
      try SplitFractions(training: 0.8, validation: 0.2, test: 0.2)
    }
    #expect(
      error?.description
        == "The split 0.8 / 0.2 / 0.2 into training, validation and test is not valid. Each share "
        + "must be above 0 and they must sum to 1, as in 0.6 / 0.2 / 0.2.")
    #expect(throws: SplitError.self) { try SplitFractions(training: 1, validation: 0, test: 0) }
    #expect(throws: SplitError.self) {
      try SplitFractions(training: .nan, validation: 0.5, test: 0.5)
    }
  }
}
