internal import COpenBLAS
internal import Losses

/// A learner's question, as every thread takes it.
struct BlockQuery: Sendable {
  let loss: any Loss
  let request: EvaluationRequest
  let context: LossContext
  /// The weights in single precision.
  let weights: [Float]
  let intercept: Float

  init(loss: any Loss, request: EvaluationRequest, context: LossContext) {
    self.loss = loss
    self.request = request
    self.context = context
    weights = request.point.dropLast().map { Float($0) }
    intercept = Float(request.point.last ?? 0)
  }
}

/// Where a thread works out sums over one block of rows at a time.
///
/// Logits, derivatives and sums over a block are in single precision, except where a query asks for
/// double precision.
final class BlockRoom {
  private let data: TrainingData
  private let width: Int
  private let reader: InputReader
  private let drawn: FloatBuffer
  private var drawnBatch = LossBatch()
  private var batch = LossBatch()
  let logits: FloatBuffer
  let slopes: FloatBuffer
  let curvatures: FloatBuffer
  private let weighted: FloatBuffer
  private let sums: FloatBuffer
  private let matrix: FloatBuffer
  private var exact: ExactBlock?

  init(for data: TrainingData, rows: Int) {
    self.data = data
    width = data.featureCount
    reader = InputReader(data, capacity: rows)
    if case .stored = data.inputs {
      drawn = FloatBuffer(count: 0)
    } else {
      drawn = FloatBuffer(count: rows * data.featureCount)
    }
    logits = FloatBuffer(count: rows)
    slopes = FloatBuffer(count: rows)
    curvatures = FloatBuffer(count: rows)
    weighted = FloatBuffer(count: rows * width)
    sums = FloatBuffer(count: width)
    matrix = FloatBuffer(count: width * width)
  }

  /// Reads a block, or draws it, and calls `body` with its inputs.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - known: Their labels and amounts; nil for rows that are drawn.
  ///   - body: Given the room and the inputs, row-major.
  func read(
    _ rows: Range<Int>, batch known: LossBatch?,
    _ body: (BlockRoom, UnsafePointer<Float>) -> Void
  ) {
    unsafe reader.withInputs(of: rows, room: drawn.base) { inputs in
      batch = known ?? filled(rows)
      unsafe body(self, inputs)
    }
  }

  private func filled(_ rows: Range<Int>) -> LossBatch {
    let amounts = reader.drawnAmounts
    return LossBatch(
      labels: data.labels[rows].map(Float.init),
      amounts: data.hasAmounts
        ? (amounts.isEmpty ? Array(data.amounts[rows]) : Array(amounts.prefix(rows.count))) : [])
  }

  /// Adds a query's sums over the block to those of a chunk.
  ///
  /// - Returns: Why the loss cannot be evaluated, if it cannot.
  func add(
    _ query: BlockQuery, inputs: UnsafePointer<Float>, to totals: UnsafeMutablePointer<Double>
  ) -> String? {
    let rows = batch.count
    var state = query.loss.initialState(in: query.context)
    if query.request.isExact {
      let block = exact ?? ExactBlock(rows: logits.count, width: width)
      exact = block
      unsafe block.add(query, inputs: inputs, batch: batch, state: &state, to: totals)
      if query.request.curvature != .none { block.copy(to: self, rows: rows) }
    } else {
      unsafe addSlopes(query, inputs: inputs, state: &state, to: totals)
    }
    if let fault = state.fault { return fault }
    let order = width + 1
    let target = unsafe totals + 2 + order
    switch query.request.curvature {
    case .none: break
    case .matrix: unsafe addMatrix(inputs: inputs, rows: rows, to: target)
    case .boostableMatrix:
      makeBoostable(query.loss, rows: rows)
      unsafe addMatrix(inputs: inputs, rows: rows, to: target)
    case .diagonal:
      makeBoostable(query.loss, rows: rows)
      unsafe addDiagonal(inputs: inputs, rows: rows, to: target)
    }
    return nil
  }

  /// Fills logits and derivatives, and adds value and gradient.
  private func addSlopes(
    _ query: BlockQuery, inputs: UnsafePointer<Float>, state: inout LossState,
    to totals: UnsafeMutablePointer<Double>
  ) {
    let rows = batch.count
    for row in 0..<rows { unsafe logits.base[row] = query.intercept }
    unsafe cblas_sgemv(
      CblasRowMajor, CblasNoTrans, blasint(rows), blasint(width), 1, inputs, blasint(width),
      query.weights, 1, 1, logits.base, 1)
    let scores = unsafe UnsafeBufferPointer(logits.prefix(rows)).span
    var slope = unsafe slopes.prefix(rows).mutableSpan
    if query.request.curvature == .none {
      unsafe totals[0] += query.loss.gradient(
        at: scores, of: batch, in: query.context, state: &state, gradient: &slope)
    } else {
      var curvature = unsafe curvatures.prefix(rows).mutableSpan
      unsafe totals[0] += query.loss.derivatives(
        at: scores, of: batch, in: query.context, state: &state, gradient: &slope,
        curvature: &curvature)
    }
    unsafe addColumns(inputs: inputs, rows: rows, weights: slopes.base, to: totals + 2, stride: 1)
    unsafe totals[2 + width] += total(slopes.base, rows: rows)
  }

  private func makeBoostable(_ loss: any Loss, rows: Int) {
    var curvature = unsafe curvatures.prefix(rows).mutableSpan
    loss.makeBoostable(
      &curvature, gradient: unsafe UnsafeBufferPointer(slopes.prefix(rows)).span,
      at: unsafe UnsafeBufferPointer(logits.prefix(rows)).span)
  }

  /// Adds the sum of weighted rows, one number a column.
  private func addColumns(
    inputs: UnsafePointer<Float>, rows: Int, weights: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Double>, stride: Int
  ) {
    unsafe cblas_sgemv(
      CblasRowMajor, CblasTrans, blasint(rows), blasint(width), 1, inputs, blasint(width),
      weights, 1, 0, sums.base, 1)
    for column in 0..<width { unsafe target[column &* stride] += Double(sums.base[column]) }
  }

  private func total(_ values: UnsafePointer<Float>, rows: Int) -> Double {
    var sum = 0.0
    for row in 0..<rows { unsafe sum += Double(values[row]) }
    return sum
  }

  /// Adds the matrix of second derivatives, row-major, the intercept last.
  private func addMatrix(
    inputs: UnsafePointer<Float>, rows: Int, to target: UnsafeMutablePointer<Double>
  ) {
    let order = width + 1
    for row in 0..<rows {
      let curvature = unsafe curvatures.base[row]
      let start = row &* width
      for column in 0..<width {
        unsafe weighted.base[start &+ column] = curvature * inputs[start &+ column]
      }
    }
    unsafe cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, blasint(width), blasint(width), blasint(rows), 1,
      inputs, blasint(width), weighted.base, blasint(width), 0, matrix.base, blasint(width))
    for row in 0..<width {
      for column in 0..<width {
        unsafe target[row &* order &+ column] += Double(matrix.base[row &* width &+ column])
      }
    }
    unsafe addColumns(
      inputs: inputs, rows: rows, weights: curvatures.base, to: target + width, stride: order)
    let last = unsafe target + width * order
    for column in 0..<width { unsafe last[column] += Double(sums.base[column]) }
    unsafe last[width] += total(curvatures.base, rows: rows)
  }

  /// Adds the diagonal of that matrix.
  private func addDiagonal(
    inputs: UnsafePointer<Float>, rows: Int, to target: UnsafeMutablePointer<Double>
  ) {
    for column in 0..<width { unsafe sums.base[column] = 0 }
    for row in 0..<rows {
      let curvature = unsafe curvatures.base[row]
      let start = unsafe inputs + row &* width
      for column in 0..<width {
        unsafe sums.base[column] += curvature * start[column] * start[column]
      }
    }
    for column in 0..<width { unsafe target[column] += Double(sums.base[column]) }
    unsafe target[width] += total(curvatures.base, rows: rows)
  }
}
