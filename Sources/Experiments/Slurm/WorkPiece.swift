/// Trials of one unit that one task trains together.
struct WorkPiece: Codable, Equatable, Sendable {
  /// The unit's place in the plan.
  let unit: Int
  /// The losses of its trials, ascending, by their places in the suite.
  let losses: [Int]
  /// Estimated cost in multiply–adds.
  let cost: Double

  /// Both halves of the trials, at half the cost each, give or take one trial.
  var halves: (WorkPiece, WorkPiece) {
    func part(_ losses: ArraySlice<Int>) -> WorkPiece {
      WorkPiece(
        unit: unit, losses: Array(losses),
        cost: cost * Double(losses.count) / Double(self.losses.count))
    }
    let middle = (losses.count + 1) / 2
    return (part(losses[..<middle]), part(losses[middle...]))
  }
}

/// What one task of an array does.
struct WorkTask: Codable, Equatable, Sendable {
  /// Its pieces, in the plan's order.
  var pieces: [WorkPiece] = []
  /// Their estimated cost.
  var cost = 0.0

  /// Trials in all.
  var trialCount: Int { pieces.reduce(0) { $0 + $1.losses.count } }
}

extension [WorkPiece] {
  /// Deals the pieces out to at most `count` tasks; the result is a function of pieces and count.
  ///
  /// While there are fewer pieces than tasks, the costliest that holds several trials is halved,
  /// the first of equals. Then pieces go, costliest first, each to the task that has least to do,
  /// the first of equals: Graham's rule of the longest processing time, whose longest task takes at
  /// most 4/3 of the best possible time (R. L. Graham, 1969, SIAM J. Appl. Math. 17, 416–429).
  func dealt(to count: Int) -> [WorkTask] {
    func isBefore(_ first: WorkPiece, _ second: WorkPiece) -> Bool {
      (-first.cost, first.unit, first.losses[0]) < (-second.cost, second.unit, second.losses[0])
    }
    var pieces = sorted(by: isBefore)
    while pieces.count < count, let place = pieces.firstIndex(where: { $0.losses.count > 1 }) {
      let (first, second) = pieces.remove(at: place).halves
      for half in [first, second] {
        var range = pieces.startIndex..<pieces.endIndex
        while !range.isEmpty {
          let middle = (range.lowerBound + range.upperBound) / 2
          range =
            isBefore(pieces[middle], half)
            ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        pieces.insert(half, at: range.lowerBound)
      }
    }
    var tasks = [WorkTask](repeating: WorkTask(), count: Swift.min(count, pieces.count))
    for piece in pieces {
      guard let place = tasks.indices.min(by: { tasks[$0].cost < tasks[$1].cost }) else { break }
      tasks[place].pieces.append(piece)
      tasks[place].cost += piece.cost
    }
    for place in tasks.indices {
      tasks[place].pieces.sort { ($0.unit, $0.losses[0]) < ($1.unit, $1.losses[0]) }
    }
    return tasks
  }
}
