internal import Synchronization

/// The sums over each chunk of rows, in double precision. Threads write to chunks of their own.
@safe final class ChunkTotals: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Double>
  private let chunks: Int
  private let length: Int

  init(chunks: Int, length: Int) {
    self.chunks = chunks
    self.length = length
    unsafe base = .allocate(capacity: max(chunks * length, 1))
    unsafe base.initialize(repeating: 0, count: max(chunks * length, 1))
  }

  deinit { unsafe base.deallocate() }

  /// The first number of a chunk.
  func start(of chunk: Int) -> UnsafeMutablePointer<Double> {
    precondition((0..<chunks).contains(chunk))
    return unsafe base + chunk * length
  }

  /// The sums over all chunks, in their order, as means over rows.
  func reduced(_ queries: [BlockQuery], rows: Int) -> [Result<ObjectiveEvaluation, LossFault>] {
    var first = 0
    return queries.map { query in
      let order = query.request.point.count
      defer { first += query.request.resultCount }
      var sums = [Double](repeating: 0, count: query.request.resultCount)
      for chunk in 0..<chunks {
        let place = unsafe start(of: chunk) + first
        for index in sums.indices { unsafe sums[index] += place[index] }
      }
      let wrongRows = Int(sums[1])
      for index in sums.indices { sums[index] /= Double(rows) }
      return .success(
        ObjectiveEvaluation(
          value: sums[0], gradient: Array(sums[2..<2 + order]),
          curvature: Array(sums[(2 + order)...]),
          wrongRows: query.request.isExact ? wrongRows : nil))
    }
  }
}

/// Faults that threads met.
final class FaultList: Sendable {
  private let faults = Mutex<[String]>([])

  func add(_ fault: String) { faults.withLock { $0.append(fault) } }

  var first: LossFault? { faults.withLock { $0.first.map { LossFault(reason: $0) } } }
}
