import CounterRandom
import Testing

@Suite("A keyed permutation is a bijection with random access")
struct KeyedPermutationTests {
  private func permutation(_ count: Int, seed: UInt64 = 1) -> KeyedPermutation {
    KeyedPermutation(
      count: UInt64(count), stream: CounterStream(seed: seed, purpose: .training, scenario: 1))
  }

  @Test(
    "Every place is taken once, and the way back leads back",
    arguments: Array(1...40) + [127, 128, 129, 1000, 2047, 4097])
  func bijective(count: Int) {
    let permutation = permutation(count)
    var isTaken = [Bool](repeating: false, count: count)
    for index in 0..<UInt64(count) {
      let image = permutation.image(of: index)
      isTaken[Int(image)] = true
      #expect(permutation.preimage(of: image) == index)
    }
    #expect(isTaken.allSatisfy { $0 })
  }

  @Test("Large counts")
  func large() {
    for count in [(1 << 40) - 87, 1 << 62] {
      let permutation = permutation(count)
      for index in [0, 1, UInt64(count) / 2, UInt64(count) - 1] {
        #expect(permutation.preimage(of: permutation.image(of: index)) == index)
      }
    }
  }

  @Test("Over 3500 seeds each of 7 values is equally often first, and each pair in order")
  func uniform() {
    var first = [Int](repeating: 0, count: 7)
    var ordered = 0
    for seed in 0..<3500 {
      let permutation = permutation(7, seed: UInt64(seed))
      first[Int(permutation.preimage(of: 0))] += 1
      ordered += permutation.image(of: 2) < permutation.image(of: 5) ? 1 : 0
    }
    // 99.9 % point of chi-squared with 6 degrees of freedom; 4 standard deviations of the binomial.
    #expect(chiSquared(first) < 22.46)
    #expect(abs(ordered - 1750) < 119)
  }

  @Test("Counts in a range vary as those of a draw without replacement")
  func hypergeometric() {
    // 50 of 500 are chosen, 100 of them looked at: mean 10, variance 10·0.9·400/499.
    let counts = (0..<400).map { seed in
      let permutation = permutation(500, seed: UInt64(seed))
      return (0..<100).count { permutation.image(of: $0) < 50 }
    }
    let mean = Double(counts.reduce(0, +)) / 400
    let variance = counts.reduce(0) { $0 + (Double($1) - 10) * (Double($1) - 10) } / 400
    let expected = 10 * 0.9 * 400.0 / 499
    let (errorOfMean, errorOfVariance) = ((expected / 400).squareRoot(), 0.0707)
    #expect(abs(mean - 10) < 4 * errorOfMean)
    #expect(abs(variance / expected - 1) < 4 * errorOfVariance)
  }
}
