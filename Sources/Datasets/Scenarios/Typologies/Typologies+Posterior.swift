internal import CounterRandom

extension Typologies {
  /// Log-likelihood ratio of each row, see ``Scenario``.
  public func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    precondition(features.count == ratios.count * Self.width)
    let terms = TypologyTerms(of: self)
    let moment = TypologyMoment(limits: typologyLimits)
    unsafe features.withUnsafeBufferPointer { input in
      guard let input = input.baseAddress else { return }
      for row in 0..<ratios.count {
        ratios[row] = unsafe terms.logRatio(of: input + row * Self.width, at: moment)
      }
    }
  }
}
