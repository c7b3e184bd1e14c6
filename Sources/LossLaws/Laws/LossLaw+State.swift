internal import Foundation
internal import Losses

extension LossLaw {
  /// All memory is in the state.
  static let state = LossLaw(
    id: "state",
    statement: """
      The same inputs and state give the same bits and the same next state; a state is what was \
      declared, starts over when fresh, holds still when frozen, and survives saving.
      """
  ) { subject, tally in
    let initial = subject.state()
    var state = initial
    var changes = false
    for example in subject.examples + subject.examples {
      var twin = state
      let first = evaluate(subject, example, &state)
      let second = evaluate(subject, example, &twin)
      tally.require(
        first == second, "the same inputs give other numbers, in the \(example.name) batch")
      tally.require(
        state == twin, "the same inputs leave another state, in the \(example.name) batch")
      if state != initial { changes = true }
    }
    let declared = subject.properties.isStateful
    tally.require(
      changes == declared,
      declared ? "declared stateful, but it remembers nothing" : "it remembers, undeclared")
    checkFresh(subject, &tally, initial)
    checkFrozen(subject, &tally, state)
    checkSaved(subject, &tally, state)
  }

  /// Numbers that must not differ by a bit.
  private struct Numbers: Equatable {
    var sum: UInt64
    var gradient: [UInt32]
    var curvature: [UInt32]
  }

  private static func evaluate(
    _ subject: LawSubject, _ example: ExampleBatch, _ state: inout LossState
  ) -> Numbers {
    let single = subject.single(example.logits, of: example.batch, state: &state)
    return Numbers(
      sum: single.sum.bitPattern, gradient: single.gradient.map(\.bitPattern),
      curvature: single.curvature.map(\.bitPattern))
  }

  private static func checkFresh(
    _ subject: LawSubject, _ tally: inout LawTally, _ initial: LossState
  ) {
    var one = subject.loss.initialState(in: subject.context)
    var other = subject.loss.initialState(in: subject.context)
    tally.require(one == initial && other == initial, "a fresh state is not like the first")
    let examples = subject.examples.prefix(2)
    let first = examples.map { evaluate(subject, $0, &one) }
    let second = examples.map { evaluate(subject, $0, &other) }
    tally.require(first == second, "a fresh state does not start over")
  }

  private static func checkFrozen(
    _ subject: LawSubject, _ tally: inout LawTally, _ state: LossState
  ) {
    var frozen = state
    frozen.isFrozen = true
    let before = frozen
    for example in subject.examples { _ = evaluate(subject, example, &frozen) }
    tally.require(frozen == before, "a frozen state changes")
  }

  private static func checkSaved(
    _ subject: LawSubject, _ tally: inout LawTally, _ state: LossState
  ) {
    do {
      var restored = try JSONDecoder().decode(
        LossState.self, from: JSONEncoder().encode(state))
      tally.require(restored == state, "a saved state comes back changed")
      var going = state
      for example in subject.examples.prefix(2) {
        tally.require(
          evaluate(subject, example, &going) == evaluate(subject, example, &restored),
          "a restored state goes on differently, in the \(example.name) batch")
      }
    } catch {
      tally.require(false, "the state cannot be saved and restored: \(error)")
    }
  }
}
