/// Scores a part of the data with the parameters of one learner or of several at once.
///
/// Rows are read, or drawn, once for all learners that are scored together.
final class PartScorer {
  private let data: TrainingData
  private let network: Network
  private let reader: InputReader
  private let room: FloatBuffer

  /// Logits that are kept at once: 256 MiB.
  private static let logitLimit = 1 << 26

  init(_ data: TrainingData, architecture: Architecture) {
    self.data = data
    let rows = min(LockstepTrainer.scoringBatch, max(data.rowCount, 1))
    network = Network(
      architecture: architecture, inputs: data.featureCount, batchCapacity: rows)
    reader = InputReader(data, capacity: rows)
    if case .stored = data.inputs {
      room = FloatBuffer(count: 0)
    } else {
      room = FloatBuffer(count: rows * data.featureCount)
    }
  }

  /// Judges the learners that are active on this part, as many at once as memory allows.
  func assess(
    _ learners: [Learner], epoch: Int, step: Int, score: ([Float]) -> Double?
  ) {
    let sound = learners.filter {
      $0.isActive && $0.hasFiniteParameters(epoch: epoch, step: step)
    }
    let atOnce = max(1, Self.logitLimit / max(data.rowCount, 1))
    for first in stride(from: 0, to: sound.count, by: atOnce) {
      let group = sound[first..<min(first + atOnce, sound.count)]
      let logits = unsafe logits(of: group.map { unsafe UnsafePointer($0.parameters.base) })
      for (learner, logits) in zip(group, logits) {
        learner.assess(logits, epoch: epoch, step: step, score: score)
      }
    }
  }

  /// The logit of every row.
  func logits(of parameters: [Float]) -> [Float] {
    var all: [[Float]] = []
    unsafe parameters.withUnsafeBufferPointer { parameters in
      guard let base = parameters.baseAddress else { return }
      all = unsafe logits(of: [base])
    }
    return all.first ?? []
  }

  /// The logit of every row, for each of several parameter vectors.
  func logits(of parameters: [UnsafePointer<Float>]) -> [[Float]] {
    var logits = unsafe parameters.map { _ in [Float](repeating: 0, count: data.rowCount) }
    var row = 0
    while row < data.rowCount {
      let rows = min(network.batchCapacity, data.rowCount - row)
      unsafe reader.withInputs(of: row..<row + rows, room: room.base) { inputs in
        for index in logits.indices {
          unsafe network.forward(features: inputs, rows: rows, parameters: parameters[index])
          unsafe logits[index].withUnsafeMutableBufferPointer { output in
            guard let target = output.baseAddress else { return }
            unsafe (target + row).update(from: network.logits.base, count: rows)
          }
        }
      }
      row += rows
    }
    return logits
  }
}
