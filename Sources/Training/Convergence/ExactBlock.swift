internal import COpenBLAS
internal import Losses

/// Sums over one block of rows in double precision: logits, loss and gradient.
@safe final class ExactBlock {
  private let inputs: UnsafeMutablePointer<Double>
  private let sums: UnsafeMutablePointer<Double>
  private let rowCapacity: Int
  private let width: Int
  private var evaluation = BatchEvaluation()

  init(rows: Int, width: Int) {
    rowCapacity = rows
    self.width = width
    unsafe inputs = .allocate(capacity: max(rows * width, 1))
    unsafe sums = .allocate(capacity: max(rows, width, 1))
  }

  deinit {
    unsafe inputs.deallocate()
    unsafe sums.deallocate()
  }

  /// Adds value, number of rows on the wrong side, and gradient.
  func add(
    _ query: BlockQuery, inputs source: UnsafePointer<Float>, batch: LossBatch,
    state: inout LossState, to totals: UnsafeMutablePointer<Double>
  ) {
    let rows = batch.count
    precondition(rows <= rowCapacity)
    for index in 0..<rows &* width { unsafe inputs[index] = Double(source[index]) }
    let intercept = query.request.point[width]
    for row in 0..<rows { unsafe sums[row] = intercept }
    unsafe cblas_dgemv(
      CblasRowMajor, CblasNoTrans, blasint(rows), blasint(width), 1, inputs, blasint(width),
      query.request.point, 1, 1, sums, 1)
    evaluation = BatchEvaluation(
      logits: unsafe Array(UnsafeBufferPointer(start: sums, count: rows)),
      wantsCurvature: query.request.curvature != .none)
    unsafe totals[0] += query.loss.exactDerivatives(
      of: batch, in: query.context, state: &state, evaluation: &evaluation)
    var wrong = 0
    var slope = 0.0
    for row in 0..<rows {
      let isRight =
        batch.labels[row] > 0.5 ? evaluation.logits[row] > 0 : evaluation.logits[row] < 0
      wrong += isRight ? 0 : 1
      slope += evaluation.gradient[row]
    }
    unsafe totals[1] += Double(wrong)
    unsafe cblas_dgemv(
      CblasRowMajor, CblasTrans, blasint(rows), blasint(width), 1, inputs, blasint(width),
      evaluation.gradient, 1, 0, sums, 1)
    for column in 0..<width { unsafe totals[2 &+ column] += sums[column] }
    unsafe totals[2 &+ width] += slope
  }

  /// Hands logits and derivatives on, for the matrix of second derivatives.
  func copy(to room: BlockRoom, rows: Int) {
    for row in 0..<rows {
      room.logits[row] = Float(evaluation.logits[row])
      room.slopes[row] = Float(evaluation.gradient[row])
      room.curvatures[row] = Float(evaluation.curvature[row])
    }
  }
}
