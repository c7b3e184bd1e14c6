import DualNumbers
import Losses
import Synchronization
import Testing

/// Soft Dice, a loss of the batch as a whole: `1 - (2 Σ p y + 1) / (Σ p + Σ y + 1)`, times the
/// rows.
private struct BatchDice: Loss {
  static let name = "batch-dice"
  static let title = "batch Dice"
  static let formula = "1 − (2 Σ p y + 1) / (Σ p + Σ y + 1)"
  static let reference = "Milletari et al., V-Net, 2016"
  static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false)

  func derivatives(
    logits: Span<Float>, labels: Span<Float>, in context: LossContext,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double {
    var overlap = 0.5
    var total = 1.0
    for row in logits.indices {
      let p = Double.sigmoid(Double(logits[row]))
      overlap += p * Double(labels[row])
      total += p + Double(labels[row])
    }
    let rows = Double(logits.count)
    for row in logits.indices {
      let p = Jet.sigmoid(.variable(Double(logits[row])))
      let slope = -2 * (Double(labels[row]) * total - overlap) / (total * total)
      gradient[row] = Float(rows * slope * p.first)
      curvature[row] = Float(rows * slope * p.second)
    }
    return rows * (1 - 2 * overlap / total)
  }
}

/// Cross-entropy relative to its own running mean: remembers from batch to batch.
private struct Remembering: Loss {
  static let name = "remembering"
  static let title = "remembering"
  static let formula = "CE / mean of earlier CE"
  static let reference = "none, 2020"
  static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: false, isPointwise: false,
    isStateful: true)

  final class Memory: Sendable {
    let batches = Mutex(0)
  }

  enum CodingKeys: CodingKey { case horizon }
  var horizon = 10
  private var memory = Memory()

  init() {}

  func prepared(for context: LossContext) -> Self {
    var loss = self
    loss.memory = Memory()
    return loss
  }

  func derivatives(
    logits: Span<Float>, labels: Span<Float>, in context: LossContext,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double {
    memory.batches.withLock { count in
      count += 1
      return Double(count)
    }
  }
}

@Suite("The protocol has room for losses that are no sum over rows")
struct LossProtocolTests {
  @Test("a batch-wise loss needs its derivatives and nothing else")
  func batchwise() {
    let loss: any Loss = BatchDice()
    let logits: [Float] = [-2, 0.5, 1, -0.25]
    let labels: [Float] = [0, 1, 1, 0]
    let both = loss.evaluate(logits, labels, in: rare)
    let alone = loss.slopes(logits, labels, in: rare)
    #expect(alone.sum == both.sum)
    #expect(alone.gradient == both.gradient)
    #expect(loss.total(logits, labels, in: rare) == both.sum)
    for row in logits.indices {
      var moved = logits
      moved[row] += 0.01
      let up = loss.total(moved, labels, in: rare)
      moved[row] -= 0.02
      let down = loss.total(moved, labels, in: rare)
      #expect((Double(both.gradient[row]) - (up - down) / 0.02).magnitude < 1e-4)
    }
    #expect(loss.optimalConstant(in: rare) == nil)
    #expect(loss.recoverPosterior(fromLogit: 0, in: rare) == nil)
    #expect(type(of: loss).tuningGrid == [[:]])
  }

  @Test("each training run has a memory of its own")
  func stateful() {
    let loss: any Loss = Remembering()
    let first = loss.prepared(for: rare)
    let second = loss.prepared(for: rare)
    #expect(first.evaluate([0], [1], in: rare).sum == 1)
    #expect(first.evaluate([0], [1], in: rare).sum == 2)
    #expect(second.evaluate([0], [1], in: rare).sum == 1)
  }

  @Test("a program's own losses are made like those of the catalogue")
  func ownLosses() throws {
    let types = LossCatalogue.all + [BatchDice.self, Remembering.self]
    let loss = try LossCatalogue.make("remembering", settings: ["horizon": 20], from: types)
    #expect(loss.settings == ["horizon": 20])
    #expect(type(of: loss).settingNames == ["horizon"])
    let error = #expect(throws: LossError.self) {
      try LossCatalogue.make("remembering", settings: ["horizon": 2.5], from: types)
    }
    #expect(
      error?.description
        == "The setting 'horizon' of the loss 'remembering' is 2.5; it must be a whole number.")
  }
}
