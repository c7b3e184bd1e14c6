internal import CounterRandom

extension Typologies {
  /// Log-likelihood ratio of each row, see ``Scenario``.
  public func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    precondition(features.count == ratios.count * Self.width)
    let shares = (logWeights[0], logWeights[1], logWeights[2], logWeights[3], logWeights[4])
    let blatantConstant = shares.0 - blatantDistance * blatantDistance / 2
    let mimicConstant = shares.4 - mimicDistance * mimicDistance / 2
    let pocketConstant = shares.1 - 6 * PortableMath.log(pocket.deviation)
    let pocketCurvature = 1 / (pocket.deviation * pocket.deviation)
    let shellConstant = shares.2 - 6 * PortableMath.log(shellScale)
    let shellCurvature = (1 - 1 / (shellScale * shellScale)) / 2
    let flipFactor = -2 * correlation / (1 - correlation * correlation)
    let pocketMean = pocket.mean
    unsafe features.withUnsafeBufferPointer { input in
      guard let input = input.baseAddress else { return }
      for row in 0..<ratios.count {
        let x = unsafe input + row * Self.width
        let v = unsafe (Double(x[0]) + Double(x[1]) + (Double(x[2]) + Double(x[3]))) / 2
        var (near, square) = (0.0, 0.0)
        for column in 4..<10 {
          let value = unsafe Double(x[column])
          near += (value - pocketMean) * (value - pocketMean)
          square += value * value
        }
        var wide = 0.0
        for column in 10..<16 {
          let value = unsafe Double(x[column])
          wide += value * value
        }
        var product = 0.0
        for pair in 8..<12 {
          product += unsafe Double(x[2 * pair]) * Double(x[2 * pair + 1])
        }
        let terms = (
          blatantConstant + blatantDistance * v,
          pocketConstant + (square - pocketCurvature * near) / 2,
          shellConstant + shellCurvature * wide,
          shares.3 + flipFactor * product,
          mimicConstant + mimicDistance * v
        )
        let top = max(max(max(terms.0, terms.1), max(terms.2, terms.3)), terms.4)
        let sum =
          PortableMath.exp(terms.0 - top) + PortableMath.exp(terms.1 - top)
          + PortableMath.exp(terms.2 - top) + PortableMath.exp(terms.3 - top)
          + PortableMath.exp(terms.4 - top)
        ratios[row] = top + PortableMath.log(sum)
      }
    }
  }
}
