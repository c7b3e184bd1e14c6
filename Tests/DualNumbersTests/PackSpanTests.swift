import DualNumbers
import Testing

@Suite("Packs read and write contiguous memory")
struct PackSpanTests {
  let numbers = (0..<20).map { Float($0) }

  @Test("a pack reads the eight elements from where it is told", arguments: 0...12)
  func load(from start: Int) {
    let pack = Pack(numbers.span, at: start)
    #expect((0..<8).map { pack.lanes[$0] } == Array(numbers[start..<(start + 8)]))
  }

  @Test("a pack writes eight elements and no more", arguments: 0...12)
  func store(to start: Int) {
    var target = numbers
    var span = target.mutableSpan
    Pack(repeating: -1).store(into: &span, at: start)
    let expected = numbers.enumerated().map { start..<(start + 8) ~= $0 ? -1 : $1 }
    #expect(target == expected)
  }

  @Test("a partial pack fills the missing lanes and writes only what is there", arguments: 12...20)
  func tail(from start: Int) {
    let pack = Pack(tailOf: numbers.span, from: start, filler: 7)
    for lane in 0..<8 {
      #expect(pack.lanes[lane] == (start + lane < 20 ? Float(start + lane) : 7))
    }
    var target = numbers
    var span = target.mutableSpan
    (-pack).storeTail(into: &span, from: start)
    #expect(target == numbers.enumerated().map { $0 < start ? $1 : -$1 })
  }

  @Test("a long sum keeps the digits that Float alone would lose")
  func longSum() {
    var sum = PackSum()
    for _ in 0..<1_000_000 { sum.add(Pack(repeating: 0.1)) }
    let exact = 8e6 * Double(Float(0.1))
    #expect((sum.total / exact - 1).magnitude < 1e-6)
    sum.add(Pack(repeating: 1), first: 3)
    #expect((sum.total - exact - 3).magnitude < 1)
    #expect(PackSum().total == 0)
  }
}
