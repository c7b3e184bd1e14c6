import CounterRandom
import Testing

@Suite("Philox4x32 gives the published words")
struct PhiloxTests {
  @Test("Random123's known answers, of 7 and of 10 rounds")
  func knownAnswers() throws {
    let reference = try Reference.load()
    #expect(reference.officialKnownAnswers.count == 6)
    for known in reference.officialKnownAnswers + reference.knownBlocks {
      let c = try known.counter.map { try word($0) }
      let k = try known.key.map { try word($0) }
      let block = Philox.block(
        counter: (c[0], c[1], c[2], c[3]), key: (k[0], k[1]), rounds: known.rounds ?? 10)
      #expect(try [block.0, block.1, block.2, block.3] == known.output.map { try word($0) })
    }
  }

  @Test("A stream's counter is (row, row's upper half, block, tag), its key the seed")
  func layout() {
    let seed: UInt64 = 0x0123_4567_89AB_CDEF
    let stream = CounterStream(seed: seed, purpose: .caseControl, scenario: 0x0205)
    let words = stream.words(row: 0xAABB_CCDD_1122_3344, block: 7)
    let block = Philox.block(
      counter: (0x1122_3344, 0xAABB_CCDD, 7, 0x0103_0205), key: (0x89AB_CDEF, 0x0123_4567))
    #expect(words.0 == UInt64(block.1) << 32 | UInt64(block.0))
    #expect(words.1 == UInt64(block.3) << 32 | UInt64(block.2))
  }

  @Test("Numbers of purposes are part of the data's definition")
  func purposes() {
    let numbers: [(Purpose, UInt8)] = [
      (.design, 0), (.training, 1), (.test, 2), (.caseControl, 3), (.labelNoise, 4),
      (.missingness, 5), (.delay, 6), (.validation, 7),
    ]
    #expect(numbers.count == Purpose.allCases.count)
    for (purpose, number) in numbers { #expect(purpose.rawValue == number) }
    #expect(CounterStream.schemeVersion == 1)
  }
}
