import Foundation
import Results
import Testing

@testable import Experiments

@Suite("Dealing out work to tasks")
struct WorkPieceTests {
  private func pieces(_ costs: [Double], losses: Int) -> [WorkPiece] {
    costs.enumerated().map {
      WorkPiece(unit: $0.offset, losses: Array(0..<losses), cost: $0.element)
    }
  }

  /// Unit and loss of every trial.
  private func trials(_ tasks: [WorkTask]) -> [[Int]] {
    tasks.flatMap(\.pieces).flatMap { piece in piece.losses.map { [piece.unit, $0] } }
  }

  @Test("Every trial is in exactly one task, for any number of tasks", arguments: 1...41)
  func everyTrialOnce(count: Int) {
    let pieces = pieces([5, 1, 8, 8, 2, 3, 13, 1, 1, 4], losses: 4)
    let tasks = pieces.dealt(to: count)
    #expect(tasks.count == min(count, 40))
    #expect(tasks.allSatisfy { !$0.pieces.isEmpty })
    let all = trials(tasks)
    #expect(all.count == 40)
    #expect(Set(all).count == 40)
    #expect(abs(tasks.reduce(0) { $0 + $1.cost } - 46) < 1e-9)
  }

  @Test("Costliest first, each to the task with least to do")
  func longestFirst() {
    // 7 and 6 begin; 5 joins 6, 4 joins 7, 3 joins the first of equals.
    let tasks = pieces([3, 4, 5, 6, 7], losses: 1).dealt(to: 2)
    #expect(tasks.map { $0.pieces.map(\.unit) } == [[0, 1, 4], [2, 3]])
    #expect(tasks.map(\.cost) == [14, 11])
    #expect(tasks.map(\.trialCount) == [3, 2])
  }

  @Test("The longest task is within 4/3 of the mean and the largest piece")
  func bound() {
    var costs: [Double] = []
    for index in 0..<200 { costs.append(Double(index * 7919 % 101 + 1)) }
    for count in [1, 3, 7, 16, 50] {
      let tasks = pieces(costs, losses: 1).dealt(to: count)
      let longest = tasks.map(\.cost).max() ?? 0
      let least = max(costs.reduce(0, +) / Double(count), costs.max() ?? 0)
      #expect(longest <= 4 / 3 * least)
    }
  }

  @Test("With more tasks than pieces, the costliest are halved, down to single trials")
  func halves() {
    let tasks = pieces([8, 2], losses: 4).dealt(to: 3)
    #expect(
      tasks.map(\.pieces) == [
        [WorkPiece(unit: 0, losses: [0, 1], cost: 4)],
        [WorkPiece(unit: 0, losses: [2, 3], cost: 4)],
        [WorkPiece(unit: 1, losses: [0, 1, 2, 3], cost: 2)],
      ])
    #expect(pieces([8, 2], losses: 4).dealt(to: 100).count == 8)
    #expect([WorkPiece]().dealt(to: 4).isEmpty)
  }
}
