import DualNumbers
import Foundation
import Losses
import Testing

/// The mean logit of the positives less that of the negatives, negated: a loss of the batch.
private struct MeanGap: BatchLoss {
  static let name = "mean-gap"
  static let title = "mean gap"
  static let formula = "mean₋ z − mean₊ z"
  static let reference = "none, 2020"
  static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: false, isPointwise: false)

  func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    let positives = Double(batch.positives.count)
    let negatives = Double(batch.count) - positives
    var value = 0.0
    for row in 0..<batch.count {
      evaluation.gradient[row] = batch.labels[row] > 0.5 ? -1 / positives : 1 / negatives
      value += evaluation.gradient[row] * evaluation.logits[row]
    }
    return value
  }
}

/// Counts batches: remembers from batch to batch.
private struct Remembering: BatchLoss {
  static let name = "remembering"
  static let title = "remembering"
  static let formula = "batches so far / horizon"
  static let reference = "none, 2020"
  static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: false, isPointwise: false,
    isStateful: true, batches: .any)

  var horizon = 10

  func initialState(in context: LossContext) -> LossState { LossState(numbers: [0]) }

  func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    if !state.isFrozen { state.numbers[0] += 1 }
    return state.numbers[0] / Double(horizon)
  }
}

@Suite("The protocol has room for losses that are no sum over rows")
struct LossProtocolTests {
  @Test("a batch-wise loss needs its value and derivatives, and nothing else")
  func batchwise() {
    let loss: any Loss = MeanGap()
    let both = loss.evaluate([-2, 0.5, 1, -0.25], [0, 1, 1, 0], in: rare)
    let alone = loss.slopes([-2, 0.5, 1, -0.25], [0, 1, 1, 0], in: rare)
    #expect(both.sum == 4 * (-1.125 - 0.75))
    #expect(both.gradient == [2, -2, -2, 2])
    #expect(both.curvature == [0, 0, 0, 0])
    #expect(alone.sum == both.sum)
    #expect(alone.gradient == both.gradient)
    #expect(loss.total([-2, 0.5, 1, -0.25], [0, 1, 1, 0], in: rare) == both.sum)
    #expect(loss.optimalConstant(in: rare) == nil)
    #expect(loss.recoverPosterior(fromLogit: 0, in: rare) == nil)
    #expect(loss.profile.tuningGrid == [[:]])
    #expect(loss.profile.properties.batches == .skip)
  }

  @Test("a batch that lacks a class counts as nothing")
  func oneClass() {
    for label in [Float(0), 1] {
      let batch = MeanGap().evaluate([1, 2, 3], [label, label, label], in: rare)
      #expect(batch.sum == 0)
      #expect(batch.gradient == [0, 0, 0])
    }
    #expect(MeanGap().evaluate([], [], in: rare).sum == 0)
  }

  @Test("each training run has a state of its own, which can be frozen, saved and restored")
  func stateful() throws {
    let loss: any Loss = Remembering()
    let batch = LossBatch(labels: [1])
    var first = loss.initialState(in: rare)
    let second = loss.initialState(in: rare)
    #expect(loss.sum(at: [Float(0)].span, of: batch, in: rare, state: &first) == 0.1)
    #expect(loss.sum(at: [Float(0)].span, of: batch, in: rare, state: &first) == 0.2)
    #expect(second == loss.initialState(in: rare))
    first.isFrozen = true
    #expect(loss.sum(at: [Float(0)].span, of: batch, in: rare, state: &first) == 0.2)
    first.byRow = [7: [0.25]]
    first.queue = [.init(logit: -1, isPositive: true)]
    let restored = try JSONDecoder().decode(LossState.self, from: JSONEncoder().encode(first))
    #expect(restored == first)
  }

  @Test("a loss that computes something else has another fingerprint, and the same one the same")
  func fingerprints() throws {
    for entry in LossCatalogue.builtIn.entries {
      #expect(try entry.make().fingerprint == entry.make().fingerprint)
    }
    let all = try LossCatalogue.builtIn.entries.map { try $0.make().fingerprint }
    // AUC margin loss at its start is told from all others as well.
    #expect(Set(all).count == all.count)
    #expect(try Focal(settings: ["gamma": 2.0001]).fingerprint != Focal().fingerprint)
    #expect(Remembering().fingerprint != MeanGap().fingerprint)
    // A schedule that begins later, a memory that moves faster.
    #expect(try LDAM(settings: ["deferral": 0.95]).fingerprint != LDAM().fingerprint)
    #expect(try AUCM(settings: ["rate": 0.2]).fingerprint != AUCM().fingerprint)
  }

  @Test("rows of unknown worth are a fault, not worthless")
  func amounts() {
    let loss = BahnsenCost()
    var state = loss.initialState(in: rare)
    let sum = loss.sum(
      at: [Float(0), 1].span, of: LossBatch(labels: [0, 1]), in: rare, state: &state)
    #expect(sum.isNaN)
    #expect(
      state.fault
        == "The loss 'bahnsen-cost' needs to know what each row is worth, and the rows do not say.")
    var other = loss.initialState(in: rare)
    _ = loss.sum(
      at: [Float(0), 1].span, of: LossBatch(labels: [0, 1], amounts: [1, 2]), in: rare,
      state: &other)
    #expect(other.fault == nil)
  }

  @Test("a program's own losses are made like those of the catalogue")
  func ownLosses() throws {
    var catalogue = LossCatalogue.builtIn
    try catalogue.add([MeanGap.self, Remembering.self])
    #expect(catalogue.names == catalogue.names.sorted())
    let loss = try catalogue.make("remembering", settings: ["horizon": 20])
    #expect(loss.settings == ["horizon": 20])
    #expect(loss.profile.settingNames == ["horizon"])
    #expect(throws: LossError.duplicateLoss("remembering")) {
      try catalogue.add([Remembering.self])
    }
    let error = #expect(throws: LossError.self) {
      try catalogue.make("remembering", settings: ["horizon": 2.5])
    }
    #expect(
      error?.description
        == "The setting 'horizon' of the loss 'remembering' is 2.5; it must be a whole number.")
  }
}
