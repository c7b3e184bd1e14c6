import Losses
import Testing

@Suite("Going down a batch-wise loss raises the metric it stands for")
struct BatchDescentTests {
  @Test("on rows that can be told apart", arguments: LossCase.batchwiseNames)
  func descent(_ name: String) throws {
    let loss = try LossCase(name: name, settings: [:]).make()
    // Two features, of which the first separates the classes.
    let first = RandomBatch(400, positives: 20, gap: 3, spread: 1)
    let second = RandomBatch(400, positives: 20, gap: 0, spread: 1, seed: 9)
    let batch = first.batch
    var weights = [-0.3, 0.5, -2]
    var state = loss.initialState(in: rare)
    func logits() -> [Double] {
      zip(first.logits, second.logits).map { weights[0] * $0 + weights[1] * $1 + weights[2] }
    }
    let before = (areaUnderROC(logits(), batch), averagePrecision(logits(), batch))
    for _ in 0..<200 {
      let found = loss.exact(logits(), batch, state: &state, wantsCurvature: false)
      var slopes = [0.0, 0, 0]
      for (row, slope) in found.gradient.enumerated() {
        slopes[0] += slope * first.logits[row]
        slopes[1] += slope * second.logits[row]
        slopes[2] += slope
      }
      // Steps of one length: losses differ in scale.
      let length = slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard length > 1e-12 else { break }
      for index in 0..<3 { weights[index] -= 0.05 * slopes[index] / length }
    }
    let after = (areaUnderROC(logits(), batch), averagePrecision(logits(), batch))
    #expect(before.0 < 0.3 && after.0 > 0.95, "area under ROC from \(before.0) to \(after.0)")
    #expect(before.1 < 0.2 && after.1 > 0.7, "average precision from \(before.1) to \(after.1)")
  }

  private func areaUnderROC(_ logits: [Double], _ batch: LossBatch) -> Double {
    var wins = 0.0
    for i in batch.positives {
      for j in logits.indices where batch.labels[j] < 0.5 { wins += logits[i] > logits[j] ? 1 : 0 }
    }
    return wins / Double(batch.positives.count * (batch.count - batch.positives.count))
  }

  private func averagePrecision(_ logits: [Double], _ batch: LossBatch) -> Double {
    var (hits, sum) = (0.0, 0.0)
    for (rank, row) in logits.indices.sorted(by: { logits[$0] > logits[$1] }).enumerated()
    where batch.labels[row] > 0.5 {
      hits += 1
      sum += hits / Double(rank + 1)
    }
    return sum / hits
  }
}
