internal import Datasets
internal import Losses

/// Evaluates the mean losses of several learners, each at a point of its own, in one pass over the
/// training part.
///
/// Rows are read, or drawn, once for all learners. They are cut into blocks, and blocks into
/// chunks, by the number of rows and inputs alone; sums over a chunk are added up in the order of
/// its blocks, and those of the chunks in their order. So any number of threads, and any other
/// learners in the pass, give the same bits.
final class ObjectivePass {
  private let data: TrainingData
  private let threads: Int
  private let blockRows: Int
  private let chunks: [Range<Int>]
  /// The rows' labels and amounts, block by block; empty where rows are drawn.
  private let batches: [LossBatch]

  /// Floats of a block, so that it stays in a core's cache.
  private static let blockFloats = 1 << 16
  /// Chunks at most, and numbers that a matrix may take in all chunks together.
  private static let mostChunks = 64
  private static let matrixLimit = 1 << 20

  /// A pass over a training part.
  init(over data: TrainingData, threads: Int) {
    self.data = data
    self.threads = threads
    let order = data.featureCount + 1
    let rows = min(max(Self.blockFloats / order / 16 * 16, 64), 4096)
    blockRows = rows
    let blocks = (data.rowCount + rows - 1) / rows
    let count = min(max(Self.matrixLimit / (order * order), 4), Self.mostChunks, blocks)
    chunks = (0..<count).map { blocks * $0 / count..<blocks * ($0 + 1) / count }
    guard case .stored = data.inputs else {
      batches = []
      return
    }
    batches = (0..<blocks).map { block in
      let range = block * rows..<min((block + 1) * rows, data.rowCount)
      return LossBatch(
        labels: data.labels[range].map(Float.init),
        amounts: data.amounts.isEmpty ? [] : Array(data.amounts[range]))
    }
  }

  /// Evaluates what learners ask for.
  ///
  /// - Parameters:
  ///   - requests: The losses, prepared, each with a point and what is wanted there.
  ///   - context: The training set.
  /// - Returns: One answer a request; nil where the loss could not be evaluated, with the reason.
  func evaluate(
    _ requests: [(loss: any Loss, request: EvaluationRequest)], in context: LossContext
  ) -> [Result<ObjectiveEvaluation, LossFault>] {
    let queries = requests.map { BlockQuery(loss: $0.loss, request: $0.request, context: context) }
    let length = queries.reduce(0) { $0 + $1.request.resultCount }
    let totals = ChunkTotals(chunks: chunks.count, length: length)
    let faults = FaultList()
    inParallel(
      count: chunks.count, jobs: threads,
      state: { BlockRoom(for: self.data, rows: self.blockRows) },
      body: { chunk, room in
        for block in self.chunks[chunk] {
          let rows = block * self.blockRows..<min((block + 1) * self.blockRows, self.data.rowCount)
          unsafe room.read(rows, batch: self.batches.isEmpty ? nil : self.batches[block]) {
            room, inputs in
            var place = unsafe totals.start(of: chunk)
            for query in queries {
              if let fault = unsafe room.add(query, inputs: inputs, to: place) { faults.add(fault) }
              unsafe place += query.request.resultCount
            }
          }
        }
      })
    if let fault = faults.first {
      // All losses of a pass see the same rows; a fault is rare, and each is asked on its own.
      guard requests.count > 1 else { return [.failure(fault)] }
      return requests.flatMap { evaluate([$0], in: context) }
    }
    return totals.reduced(queries, rows: data.rowCount)
  }
}

extension ObjectivePass: @unchecked Sendable {}

/// Why a loss could not be evaluated: a full sentence.
struct LossFault: Error { let reason: String }
