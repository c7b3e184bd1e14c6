internal import CounterRandom

/// Which hidden units are dropped for which rows of a batch (Srivastava et al. 2014), the same for
/// all learners of a step.
///
/// Kept activations are multiplied by 1 / (1 − rate), so that scoring needs no correction.
final class DropoutMasks {
  /// What kept activations are multiplied by.
  let scale: Float
  private let masks: [FloatBuffer]
  private let widths: [Int]
  private let seed: UInt64
  /// Words below this one drop a unit.
  private let threshold: UInt32

  /// Masks for the hidden layers of a network.
  ///
  /// - Precondition: `rate` is in (0, 1).
  init(rate: Float, layout: NetworkLayout, batchCapacity: Int, seed: UInt64) {
    precondition(rate > 0 && rate < 1, "a dropout rate lies between 0 and 1")
    scale = 1 / (1 - rate)
    threshold = UInt32((Double(rate) * 0x1p32).rounded(.down))
    widths = layout.hidden.map(\.width)
    masks = widths.map { FloatBuffer(count: batchCapacity * $0) }
    self.seed = seed
  }

  /// Draws the masks of a step, which are a function of the seed and the step alone.
  func draw(rows: Int, step: Int) {
    var generator = CounterGenerator(seed: seed, stream: RandomStream.dropout + UInt64(step))
    for (mask, width) in zip(masks, widths) {
      // Widths are multiples of 16, so a word always serves two units.
      for unit in stride(from: 0, to: rows * width, by: 2) {
        let word = generator.next()
        unsafe mask.base[unit] = UInt32(truncatingIfNeeded: word) < threshold ? 0 : scale
        unsafe mask.base[unit &+ 1] =
          UInt32(truncatingIfNeeded: word &>> 32) < threshold ? 0 : scale
      }
    }
  }

  /// The masks of a layer as they were drawn last.
  func values(ofLayer layer: Int) -> [Float] { masks[layer].values }

  /// Multiplies some activations of a layer by their masks.
  func apply(to values: UnsafeMutablePointer<Float>, layer: Int, from first: Int, count: Int) {
    let mask = unsafe masks[layer].base + first
    for i in 0..<count { unsafe values[i] *= mask[i] }
  }
}
