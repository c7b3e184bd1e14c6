import CounterRandom
import Testing

@Suite("Generator streams, shuffles and derived seeds are fixed and well mixed")
struct CounterGeneratorTests {
  @Test("A stream is the Philox sequence of its seed and number")
  func words() {
    var generator = CounterGenerator(seed: 0x1_0000_0002, stream: 0x3_0000_0004)
    let first = Philox.block(counter: (0, 4, 3, 0x01FF_0000), key: (2, 1))
    let second = Philox.block(counter: (1, 4, 3, 0x01FF_0000), key: (2, 1))
    #expect(generator.next() == UInt64(first.1) << 32 | UInt64(first.0))
    #expect(generator.next() == UInt64(first.3) << 32 | UInt64(first.2))
    #expect(generator.next() == UInt64(second.1) << 32 | UInt64(second.0))
  }

  @Test("Uniform numbers lie strictly between 0 and 1; mean and variance are right")
  func uniform() {
    var generator = CounterGenerator(seed: 5, stream: 1)
    let values = (0..<20_000).map { _ in generator.uniform() }
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    // Four standard errors: of the mean √(1/12/n), of the variance √(1/180/n).
    #expect(abs(mean - 0.5) < 0.0082)
    #expect(abs(variance - 1.0 / 12) < 0.0022)
  }

  @Test("Integers below a bound are uniform, also for bounds that reject")
  func integers() {
    var generator = CounterGenerator(seed: 6, stream: 1)
    var counts = [Int](repeating: 0, count: 10)
    for _ in 0..<20_000 { counts[Int(generator.integer(below: 10))] += 1 }
    #expect(chiSquared(counts) < 27.88)
    let bound = UInt64(1) << 63 + 1
    for _ in 0..<100 { #expect(generator.integer(below: bound) < bound) }
    #expect(generator.integer(below: 1) == 0)
  }

  @Test("A shuffle is a permutation, the same every time, and another for each stream")
  func shuffling() {
    let original = (0..<1000).map { UInt32($0) }
    var (a, b, c) = (original, original, original)
    shuffle(&a, seed: 7, stream: 1)
    shuffle(&b, seed: 7, stream: 1)
    shuffle(&c, seed: 7, stream: 2)
    #expect(a == b)
    #expect(a != c)
    #expect(a.sorted() == original)
    #expect(a != original)
    var none: [UInt32] = []
    shuffle(&none, seed: 7, stream: 1)
    #expect(none.isEmpty)
  }

  @Test("A shuffle takes the words of its stream one after another", arguments: [2, 3, 129, 5000])
  func shuffleIsFisherYates(count: Int) {
    let (seed, stream): (UInt64, UInt64) = (0x5_0000_0009, 0x2_0000_0001)
    var shuffled = (0..<UInt32(count)).map(\.self)
    var expected = shuffled
    shuffle(&shuffled, seed: seed, stream: stream)
    var generator = CounterGenerator(seed: seed, stream: stream)
    for last in (1..<count).reversed() {
      expected.swapAt(last, Int(generator.integer(below: UInt64(last) + 1)))
    }
    #expect(shuffled == expected)
  }

  @Test("Every order of three is equally likely")
  func shuffleIsUniform() {
    var counts: [[UInt32]: Int] = [:]
    for seed in 0..<6000 {
      var values: [UInt32] = [0, 1, 2]
      shuffle(&values, seed: UInt64(seed), stream: 9)
      counts[values, default: 0] += 1
    }
    #expect(counts.count == 6)
    #expect(chiSquared(Array(counts.values)) < 20.52)
  }

  @Test("Derived seeds depend on values, positions, labels and the parent")
  func derivedSeeds() {
    var seeds: Set<UInt64> = []
    for a in 0..<30 as Range<UInt64> {
      for b in 0..<30 as Range<UInt64> {
        seeds.insert(deriveSeed(from: 1, a, b))
        seeds.insert(deriveSeed(from: 1, label: "learner-\(a)", b))
      }
    }
    #expect(seeds.count == 1800)
    #expect(deriveSeed(from: 1, 2) != deriveSeed(from: 2, 2))
    #expect(deriveSeed(from: 1, 2) != deriveSeed(from: 1, 2, 0))
    #expect(deriveSeed(from: 1, label: "a") != deriveSeed(from: 1, label: "a\0"))
    #expect(deriveSeed(from: 1, label: "") != deriveSeed(from: 1))
    #expect(deriveSeed(from: 1, label: "abcdefgh") != deriveSeed(from: 1, label: "abcdefg"))
  }

  @Test("A bit of a component changes half of the seed's bits")
  func avalanche() {
    var changed = 0
    for bit in 0..<64 {
      changed +=
        (deriveSeed(from: 42, 1 << UInt64(bit), 7) ^ deriveSeed(from: 42, 0, 7)).nonzeroBitCount
    }
    // 4096 fair bits: 2048 ± 4 · 32.
    #expect(abs(changed - 2048) < 128)
  }

  @Test("Derived seeds, streams and shuffles never change")
  func pinned() {
    #expect(deriveSeed(from: 1, 2, 3) == 5_087_508_946_077_626_902)
    #expect(deriveSeed(from: 1, label: "typologies", 3) == 7_036_776_780_691_614_734)
    var generator = CounterGenerator(seed: 1, stream: 2)
    #expect(generator.normal() == 1.724_327_373_373_802_3)
    var values = (0..<10).map { UInt32($0) }
    shuffle(&values, seed: 1, stream: 2)
    #expect(values == [7, 1, 8, 6, 4, 2, 5, 0, 3, 9])
  }
}
