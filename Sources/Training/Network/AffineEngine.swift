internal import KernelInterface
internal import Kernels
internal import Losses

/// Logistic regression: the logits of all learners are one matrix product, and so are their
/// gradients.
final class AffineEngine: LockstepEngine {
  let layout: NetworkLayout
  let batchCapacity: Int
  private let learnerCapacity: Int
  private let arithmetic = InstructionSet.best.arithmetic
  /// The learners' weights side by side, inputs × learners, and their biases.
  private let weights: FloatBuffer
  private let biases: FloatBuffer
  /// Logits of a tile of rows, rows × learners.
  private let tile: FloatBuffer
  /// Logits and their derivatives, learner by learner.
  private let logits: FloatBuffer
  private let slopes: FloatBuffer
  /// Derivatives by weights and bias, learner by learner.
  private let gradients: FloatBuffer

  /// Rows whose inputs stay in the nearest cache.
  private static let tileRows = 240

  init(inputs: Int, learnerCapacity: Int, batchCapacity: Int) {
    layout = NetworkLayout(inputs: inputs, hidden: [])
    self.batchCapacity = batchCapacity
    self.learnerCapacity = learnerCapacity
    let columns = Self.columns(for: learnerCapacity)
    weights = FloatBuffer(count: inputs * columns)
    biases = FloatBuffer(count: columns)
    tile = FloatBuffer(count: Self.tileRows * columns)
    logits = FloatBuffer(count: learnerCapacity * batchCapacity)
    slopes = FloatBuffer(count: learnerCapacity * batchCapacity)
    gradients = FloatBuffer(count: learnerCapacity * wholeStrips(inputs + 1))
  }

  /// Columns that the product is fast at: whole strips, or 4 or 8 beyond them.
  private static func columns(for learners: Int) -> Int {
    let rest = learners & 15
    return learners - rest + (rest == 0 ? 0 : rest <= 4 ? 4 : rest <= 8 ? 8 : 16)
  }

  func step(
    _ learners: [Learner], features: UnsafePointer<Float>, batch: LossBatch, at moment: Moment
  ) {
    let rows = batch.count
    precondition(rows <= batchCapacity && learners.count <= learnerCapacity)
    unsafe gather(learners.count) { unsafe UnsafePointer(learners[$0].parameters.base) }
    unsafe multiply(features: features, rows: rows, learners: learners.count) {
      unsafe logits.base + ($0 &* batchCapacity)
    }
    var isAnyMoved = false
    for (place, learner) in learners.enumerated() {
      let start = place &* batchCapacity
      let moves = unsafe learner.evaluate(
        logits: logits.base + start, batch: batch, at: moment, slopes: slopes.base + start)
      learner.movesNow = moves
      isAnyMoved = isAnyMoved || moves
    }
    guard isAnyMoved else { return }
    let stride = wholeStrips(layout.output.inputs + 1)
    unsafe gradients.base.update(repeating: 0, count: learners.count &* stride)
    var row = 0
    while row < rows {
      let count = min(Self.tileRows, rows - row)
      unsafe arithmetic.accumulate(
        slopes.base + row, rowStride: 1, columnStride: batchCapacity, rows: count,
        columns: learners.count, features + (row &* layout.output.inputs), layout.output.inputs,
        width: wholeStrips(layout.output.inputs), into: gradients.base, stride)
      row &+= count
    }
    for (place, learner) in learners.enumerated() where learner.movesNow {
      let gradient = unsafe gradients.base + (place &* stride)
      unsafe gradient[layout.output.biases] = arithmetic.sum(
        slopes.base + (place &* batchCapacity), count: rows)
      unsafe learner.move(along: gradient, rows: rows, layout: layout, at: moment)
    }
  }

  func score(
    features: UnsafePointer<Float>, rows: Int, parameters: [UnsafePointer<Float>],
    into targets: [UnsafeMutablePointer<Float>]
  ) {
    let learners = unsafe parameters.count
    precondition(learners <= learnerCapacity)
    unsafe gather(learners) { unsafe parameters[$0] }
    unsafe multiply(features: features, rows: rows, learners: learners) {
      unsafe targets[$0]
    }
  }

  /// Brings the learners' weights side by side.
  private func gather(_ learners: Int, _ parameters: (Int) -> UnsafePointer<Float>) {
    let columns = Self.columns(for: learners)
    for place in 0..<learners {
      let source = unsafe parameters(place)
      for input in 0..<layout.output.inputs {
        unsafe weights.base[input &* columns &+ place] = source[input]
      }
      unsafe biases.base[place] = source[layout.output.biases]
    }
  }

  /// Fills in each learner's logits, tile by tile.
  private func multiply(
    features: UnsafePointer<Float>, rows: Int, learners: Int,
    _ target: (Int) -> UnsafeMutablePointer<Float>
  ) {
    let columns = Self.columns(for: learners)
    let inputs = layout.output.inputs
    var row = 0
    while row < rows {
      let count = min(Self.tileRows, rows - row)
      unsafe arithmetic.affine(
        features + (row &* inputs), inputs, rows: count, depth: inputs, weights.base, columns,
        width: columns, biases: biases.base, into: tile.base, columns)
      for place in 0..<learners {
        let output = unsafe target(place) + row
        for i in 0..<count { unsafe output[i] = tile.base[i &* columns &+ place] }
      }
      row &+= count
    }
  }
}
