internal import Losses

/// Forward and backward passes of one architecture, for learners that share a batch.
///
/// Every buffer is made once. A learner's numbers do not depend on which others it shares a batch
/// with.
protocol LockstepEngine: AnyObject {
  /// Where weights and biases stand in a learner's vector.
  var layout: NetworkLayout { get }
  /// The rows of the largest batch.
  var batchCapacity: Int { get }

  /// Moves each learner one step.
  ///
  /// - Parameters:
  ///   - learners: At most as many as there is room for; those that are not active are passed over.
  ///   - features: Row-major, the batch's rows × inputs, followed by 15 floats that may be read.
  ///   - coming: The rows of the next batch, for bringing them near; they are not read.
  ///   - batch: The rows' labels.
  ///   - moment: Where training stands.
  func step(
    _ learners: [Learner], features: UnsafePointer<Float>, coming: ComingRows,
    batch: LossBatch, at moment: Moment)

  /// Fills in the logits of some rows for several parameter vectors.
  ///
  /// - Parameters:
  ///   - features: Row-major, `rows` × inputs.
  ///   - rows: At most ``batchCapacity``.
  ///   - parameters: At most as many as there is room for learners.
  ///   - targets: Where the logits of each go.
  func score(
    features: UnsafePointer<Float>, rows: Int, parameters: [UnsafePointer<Float>],
    into targets: [UnsafeMutablePointer<Float>])
}

/// Where training stands when a step is taken.
struct Moment {
  /// What a loss may know.
  let context: LossContext
  /// The epoch, counted from 1.
  let epoch: Int
  /// The step within all epochs, counted from 1.
  let step: Int
  /// What learning rates are multiplied by.
  let rateFactor: Float
}

extension Architecture {
  /// The engine for so many learners at once, by default on one thread.
  func engine(
    inputs: Int, learners: Int, batchCapacity: Int, dropout: DropoutMasks? = nil,
    crew: Crew = Crew(lanes: 1)
  ) -> any LockstepEngine {
    hidden.isEmpty
      ? AffineEngine(
        inputs: inputs, learnerCapacity: learners, batchCapacity: batchCapacity, crew: crew)
      : NetworkEngine(
        architecture: self, inputs: inputs, learners: learners, batchCapacity: batchCapacity,
        dropout: dropout, crew: crew)
  }
}
