internal import Hashing
internal import Results

extension SuitePlan {
  private struct Place: Encodable {
    let dataset: String
    let model: String
    let loss: String
    let replicate: Int
    let key: String
  }

  /// Hash of all trials with their places and keys: two plans with the same hash ask for the same
  /// results.
  func identity() throws -> String {
    try CanonicalJSON.hash(
      trials.map {
        Place(
          dataset: $0.dataset, model: $0.model, loss: $0.loss, replicate: $0.replicate, key: $0.key)
      })
  }

  /// What is left to do, unit by unit.
  ///
  /// - Parameter finished: Keys of the trials that need not be run again.
  /// - Returns: Of each unit that is not finished, the trials that are missing.
  func missingPieces(without finished: Set<String>) -> [WorkPiece] {
    units.enumerated().compactMap { index, unit in
      unit.without(finished).map {
        WorkPiece(unit: index, losses: $0.trials.map(\.loss), cost: $0.cost)
      }
    }
  }

  /// The part of the plan that consists of some pieces.
  func restricted(to pieces: [WorkPiece], shard: ShardRecord) -> SuitePlan {
    var plan = self
    plan.shard = shard
    plan.units = pieces.map { piece in
      var unit = units[piece.unit]
      unit.trials.removeAll { !piece.losses.contains($0.loss) }
      unit.cost = piece.cost
      return unit
    }
    return plan
  }

  /// Memory of the largest of some units, in bytes.
  func memory(of pieces: [WorkPiece]) -> Double {
    pieces.map { memory(of: units[$0.unit]) }.max() ?? 0
  }
}
