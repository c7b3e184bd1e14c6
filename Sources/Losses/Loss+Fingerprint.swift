extension Loss {
  /// What the loss computes on a few fixed batches, in short: a loss whose formula, start, schedule,
  /// memory or way back was changed has another fingerprint, so that results of the former are not
  /// taken for its own even if nobody raised ``revision``.
  ///
  /// Numbers enter with six digits: rounding in the last ones changes nothing.
  public var fingerprint: String {
    var numbers: [Double] = []
    let logits = (0..<12).map { Double($0) - 7.3 }
    let batch = LossBatch(
      labels: logits.indices.map { $0 % 3 == 1 ? 1 : 0 },
      amounts: logits.indices.map { Float(5 + 3 * $0) })
    for progress in [0, 0.5, 0.9] {
      let context = LossContext(
        positives: 10, negatives: 990, positiveAmount: 30, negativeAmount: 20, progress: progress)
      var state = initialState(in: context)
      // Twice: a loss with memory answers otherwise the second time.
      for _ in 0..<2 {
        var evaluation = BatchEvaluation(logits: logits, wantsCurvature: false)
        numbers.append(
          exactDerivatives(of: batch, in: context, state: &state, evaluation: &evaluation))
        numbers += evaluation.gradient
      }
      numbers.append(optimalConstant(in: context) ?? .infinity)
      let posteriors = recoverPosteriors(
        fromLogits: [Float(-4), 1].span, amounts: [Float(5), 50].span, in: context)
      numbers += posteriors ?? []
    }
    return "\(profile.properties.batches) "
      + numbers.map { String(Self.shortened($0), radix: 36) }.joined(separator: " ")
  }

  /// The bits of a number rounded to twenty of its mantissa's.
  private static func shortened(_ number: Double) -> UInt64 {
    guard number.isFinite else { return number.isNaN ? 1 : 2 }
    return number == 0 ? 0 : (number.bitPattern &+ 1 << 31) >> 32
  }
}
