internal import Dispatch
internal import Synchronization

/// A trial as it stands in a store.
struct StoredTrial: Sendable {
  let dataset: String
  let model: String
  let loss: String
  let replicate: Int
  /// JSON.
  let record: String

  /// Trials that one thread decodes at once.
  private static let atOnce = 64

  /// Decodes trials on all cores, since that is most of what a report takes.
  static func decode(_ trials: [StoredTrial]) throws -> [TrialRecord] {
    let count = (trials.count + atOnce - 1) / atOnce
    let decoded = Mutex([Result<[TrialRecord], any Error>?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { part in
      let range = part * atOnce..<min((part + 1) * atOnce, trials.count)
      let records = Result { try trials[range].map { try $0.decoded() } }
      decoded.withLock { $0[part] = records }
    }
    return try decoded.withLock(\.self).flatMap { try $0?.get() ?? [] }
  }

  private func decoded() throws -> TrialRecord {
    var trial = try ResultStore.decode(TrialRecord.self, from: record)
    trial.dataset = dataset
    trial.model = model
    trial.loss = loss
    trial.replicate = replicate
    return trial
  }
}
