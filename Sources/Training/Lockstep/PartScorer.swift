/// Scores a part of the data with the parameters of one learner or of several at once.
///
/// Rows are read, or drawn, once for all learners that are scored together.
final class PartScorer {
  private let data: TrainingData
  private let engine: any LockstepEngine
  private let reader: InputReader
  private let room: FloatBuffer
  private let learnersAtOnce: Int
  /// Whether every learner's logits of its best epoch may be kept.
  private let keepsLogits: Bool

  /// Rows that are scored at once.
  private static let batchRows = 2400
  /// Logits that are kept at once: 256 MiB.
  private static let logitLimit = 1 << 26

  init(_ data: TrainingData, architecture: Architecture, learners: Int) {
    self.data = data
    keepsLogits = learners * data.rowCount <= Self.logitLimit
    let rows = min(Self.batchRows, max(data.rowCount, 1))
    learnersAtOnce = max(1, min(learners, Self.logitLimit / max(data.rowCount, 1)))
    engine = architecture.engine(
      inputs: data.featureCount, learners: learnersAtOnce, batchCapacity: rows)
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
    for first in stride(from: 0, to: sound.count, by: learnersAtOnce) {
      let group = sound[first..<min(first + learnersAtOnce, sound.count)]
      let logits = unsafe logits(of: group.map { unsafe UnsafePointer($0.parameters.base) })
      for (learner, logits) in zip(group, logits) {
        learner.assess(
          logits, keepsLogits: keepsLogits, epoch: epoch, step: step, score: score)
      }
    }
  }

  /// The logit of every row for one canonical parameter vector.
  func logits(of canonical: [Float]) -> [Float] {
    var all: [[Float]] = []
    unsafe engine.layout.packed(canonical).withUnsafeBufferPointer { parameters in
      guard let base = parameters.baseAddress else { return }
      all = unsafe logits(of: [base])
    }
    return all.first ?? []
  }

  /// The logit of every row, for each of several parameter vectors: at most as many as the scorer
  /// was made for.
  func logits(of parameters: [UnsafePointer<Float>]) -> [[Float]] {
    let rowCount = data.rowCount
    let learners = unsafe parameters.count
    let logits = FloatBuffer(count: learners * rowCount)
    var row = 0
    while row < rowCount {
      let rows = min(engine.batchCapacity, rowCount - row)
      let targets = unsafe (0..<learners).map { unsafe logits.base + ($0 * rowCount + row) }
      unsafe reader.withInputs(of: row..<row + rows, room: room.base) { inputs in
        unsafe engine.score(features: inputs, rows: rows, parameters: parameters, into: targets)
      }
      row += rows
    }
    return (0..<learners).map { place in
      unsafe Array(UnsafeBufferPointer(start: logits.base + place * rowCount, count: rowCount))
    }
  }
}
