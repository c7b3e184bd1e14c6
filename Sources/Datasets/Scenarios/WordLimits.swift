/// Upper limits of 32-bit words for each of several outcomes: `round(cumulative share · 2³²)`.
///
/// The last limit is 2³² exactly. Drawing by comparison of integers is the same everywhere, and
/// ``wordShares(_:)`` gives the probabilities that the limits realise.
func wordLimits(_ weights: [Double]) -> [UInt64] {
  let total = weights.reduce(0, +)
  var sum = 0.0
  var limits = weights.map { weight -> UInt64 in
    sum += weight
    return UInt64((sum / total * 0x1p32).rounded())
  }
  limits[limits.count - 1] = 1 << 32
  return limits
}

/// The probabilities that limits realise.
func wordShares(_ limits: [UInt64]) -> [Double] {
  zip(limits, [0] + limits.dropLast()).map { Double($0 - $1) * 0x1p-32 }
}

/// The outcome of a 32-bit word: the first whose limit lies above it.
@inline(__always)
func place(of word: UInt64, in limits: [UInt64]) -> Int {
  var outcome = 0
  while limits[outcome] <= word { outcome &+= 1 }
  return outcome
}
