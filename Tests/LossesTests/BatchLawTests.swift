import Foundation
import Losses
import Testing

@Suite("Every batch-wise loss obeys the laws")
struct BatchLawTests {
  private let sample = RandomBatch(41, positives: 7)
  private let earlier = RandomBatch(37, positives: 5, seed: 2)

  @Test("at a frozen state, derivatives agree with differences", arguments: LossCase.batchwise)
  func differences(_ spot: LossCase) throws {
    let loss = try spot.make()
    for samples in [[sample], [earlier, sample], []] {
      var state = loss.frozenState(after: samples)
      if samples.isEmpty, loss.profile.properties.isStateful { continue }
      let found = loss.exact(sample.logits, sample.batch, state: &state)
      // Small against the smallest temperature.
      let step = 2e-5
      for row in sample.logits.indices {
        func moved(by shift: Double) -> Exact {
          var logits = sample.logits
          logits[row] += shift * step
          return loss.exact(logits, sample.batch, state: &state)
        }
        let (a, b, c, d) = (moved(by: -2), moved(by: -1), moved(by: 1), moved(by: 2))
        func difference(_ part: (Exact) -> Double) -> Double {
          (8 * (part(c) - part(b)) - (part(d) - part(a))) / (12 * step)
        }
        let first = difference(\.value)
        let second = difference { $0.gradient[row] }
        #expect((found.gradient[row] - first).magnitude <= 1e-7 * found.scale, "slope, \(row)")
        #expect((found.curvature[row] - second).magnitude <= 1e-7 * found.scale, "bend, \(row)")
      }
    }
  }

  @Test("a frozen state stays as it is and gives the same bits", arguments: LossCase.batchwise)
  func frozen(_ spot: LossCase) throws {
    let loss = try spot.make()
    var state = loss.frozenState(after: [earlier, sample])
    let before = state
    let once = loss.exact(sample.logits, sample.batch, state: &state)
    let twice = loss.exact(sample.logits, sample.batch, state: &state)
    #expect(state == before)
    #expect(once.value == twice.value)
    #expect(once.gradient == twice.gradient)
    #expect(once.curvature == twice.curvature)
    let alone = loss.exact(sample.logits, sample.batch, state: &state, wantsCurvature: false)
    #expect(alone.value == once.value)
    #expect(alone.gradient == once.gradient)
  }

  @Test("memory is as declared", arguments: LossCase.batchwise)
  func statefulness(_ spot: LossCase) throws {
    let loss = try spot.make()
    var state = loss.initialState(in: rare)
    _ = loss.exact(sample.logits, sample.batch, state: &state)
    #expect((state != loss.initialState(in: rare)) == loss.profile.properties.isStateful)
  }

  @Test("training goes on from a saved state as if nothing had been", arguments: LossCase.batchwise)
  func roundTrip(_ spot: LossCase) throws {
    let loss = try spot.make()
    var state = loss.initialState(in: rare)
    _ = loss.exact(earlier.logits, earlier.batch, state: &state)
    var restored = try JSONDecoder().decode(LossState.self, from: JSONEncoder().encode(state))
    #expect(restored == state)
    let here = loss.exact(sample.logits, sample.batch, state: &state)
    let there = loss.exact(sample.logits, sample.batch, state: &restored)
    #expect(here.value == there.value)
    #expect(here.gradient == there.gradient)
    #expect(state == restored)
  }

  @Test("a state grows with rows seen and not with steps", arguments: LossCase.batchwiseNames)
  func bounded(_ name: String) throws {
    let loss = try LossCase(name: name, settings: [:]).make()
    var state = loss.initialState(in: rare)
    for _ in 0..<60 { _ = loss.exact(sample.logits, sample.batch, state: &state) }
    #expect(state.byRow.count <= sample.batch.positives.count)
    #expect(state.numbers.count <= 100)
    if case .queue(let rows) = loss.profile.properties.batches {
      #expect(state.queue.count == rows)
    } else {
      #expect(state.queue.isEmpty)
    }
  }

  @Test("the order of rows does not matter", arguments: LossCase.batchwise)
  func permutation(_ spot: LossCase) throws {
    let loss = try spot.make()
    let order = sample.logits.indices.map { ($0 * 17 + 5) % sample.logits.count }
    var batch = LossBatch()
    for row in order { batch.append(row: UInt32(row), label: sample.labels[row]) }
    for samples in [[], [earlier]] {
      var state = loss.frozenState(after: samples)
      state.isFrozen = false
      var other = state
      let here = loss.exact(sample.logits, sample.batch, state: &state)
      let there = loss.exact(order.map { sample.logits[$0] }, batch, state: &other)
      expectAgreement(
        there,
        Exact(
          value: here.value, gradient: order.map { here.gradient[$0] },
          curvature: order.map { here.curvature[$0] }), to: 1e-11)
    }
  }

  @Test("nothing overflows, whatever the batch", arguments: LossCase.batchwise)
  func robustness(_ spot: LossCase) throws {
    let loss = try spot.make()
    for count in [0, 1, 2, 3, 4, 8, 17] {
      for positives in Set([0, 1, count / 2, count]) where positives <= count {
        for logits in [
          RandomBatch(count, positives: positives).logits, (0..<count).map { _ in 0 },
          (0..<count).map { $0 % 2 == 0 ? -80 : 80 }, (0..<count).map { $0 % 3 == 0 ? 80 : -80 },
          (0..<count).map { Double($0 - 8) * 10 }, (0..<count).map { _ in -80 },
        ] {
          var batch = RandomBatch(count, positives: positives)
          batch.logits = logits
          var state = loss.initialState(in: rare)
          for _ in 0..<2 {
            let found = loss.exact(logits, batch.batch, state: &state)
            guard count > 0 else { continue }
            #expect(found.value.isFinite && found.scale.isFinite, "\(logits), \(positives)")
            #expect(found.gradient.allSatisfy(\.isFinite) && found.curvature.allSatisfy(\.isFinite))
          }
          let single = loss.evaluate(batch.singles, batch.labels, in: rare)
          #expect(single.gradient.allSatisfy(\.isFinite) && single.curvature.allSatisfy(\.isFinite))
        }
      }
    }
  }

  @Test("no curvature is negative where that is declared", arguments: LossCase.batchwiseNames)
  func convexity(_ name: String) throws {
    let loss = try LossCase(name: name, settings: [:]).make()
    var isConvex = true
    for seed in 0..<20 {
      let sample = RandomBatch(60, positives: 10, spread: 3, seed: UInt64(seed))
      if loss.exact(sample).curvature.contains(where: { $0 < 0 }) { isConvex = false }
    }
    #expect(isConvex == loss.profile.properties.isConvex)
  }

  @Test("a batch without positives is compared with remembered ones or means nothing")
  func withoutPositives() throws {
    for name in LossCase.batchwiseNames {
      let loss = try LossCase(name: name, settings: [:]).make()
      var state = loss.initialState(in: rare)
      _ = loss.exact(earlier.logits, earlier.batch, state: &state)
      let alone = RandomBatch(31, positives: 0, seed: 3)
      let found = loss.exact(alone.logits, alone.batch, state: &state)
      switch loss.profile.properties.batches {
      case .skip, .stratified:
        #expect(found.value == 0 && found.gradient.allSatisfy { $0 == 0 }, "\(name)")
      case .queue, .any:
        #expect(found.value > 0, "\(name)")
        // The threshold of recall at the top is a constant: only positives have a gradient.
        if name != "recall-at-top" {
          #expect(found.gradient.allSatisfy { $0 >= 0 } && found.gradient.contains { $0 > 0 })
        }
      }
    }
  }
}
