import CounterRandom
import Testing

@Suite("Eight rows at once give the bits of one row at a time")
struct LaneTests {
  /// Rows in any order, some of them beyond 2³², as many as `count`.
  static func rows(_ count: Int) -> [UInt64] {
    var generator = CounterGenerator(seed: UInt64(count), stream: 7)
    let edges: [UInt64] = [0, .max, 1 << 32, 1 << 32 - 1, 1 << 40 - 1]
    return (0..<count).map {
      $0 < edges.count ? edges[$0] : generator.next() >> (generator.next() % 60)
    }
  }

  static func column(_ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Void) -> [Double] {
    unsafe [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let start = buffer.baseAddress else { return }
      unsafe start.initialize(repeating: 0, count: count)
      unsafe body(start)
      initialized = count
    }
  }

  @Test("Words, offsets and normals, by row and by column", arguments: [1, 3, 7, 8, 9, 64, 70])
  func normals(count: Int) {
    let rows = Self.rows(count)
    let stride = (count + 7) / 8 * 8
    for seed: UInt64 in [0, .max, 0x0123_4567_89AB_CDEF] {
      let stream = CounterStream(seed: seed, purpose: .test, scenario: 0xFFFF)
      let width = 6
      let offsets = unsafe Self.column(width * stride) { values in
        unsafe stream.offsetColumns(
          rows: rows.span, count: width, firstBlock: 3, into: values, stride: stride)
      }
      let columns = unsafe Self.column(width * stride) { values in
        unsafe stream.normalColumns(
          rows: rows.span, count: width, firstBlock: 3, into: values, stride: stride)
      }
      var byRow = [Double](repeating: 0, count: width * count)
      var span = byRow.mutableSpan
      stream.normals(rows: rows.span, perRow: width, firstBlock: 3, into: &span)
      for (place, row) in rows.enumerated() {
        for column in 0..<width {
          let pair = stream.words(row: row, block: UInt32(3 + column / 2))
          let offset = InverseNormal.offset(of: column % 2 == 0 ? pair.0 : pair.1)
          let normal = InverseNormal.quantile(atOffset: offset)
          #expect(offsets[column * stride + place].bitPattern == offset.bitPattern)
          #expect(columns[column * stride + place].bitPattern == normal.bitPattern)
          #expect(byRow[place * width + column].bitPattern == normal.bitPattern)
        }
      }
    }
  }

  @Test("First words of a block", arguments: [1, 8, 13])
  func firstWords(count: Int) {
    let rows = Self.rows(count)
    let stream = CounterStream(seed: 5, purpose: .training, scenario: 2)
    let words = unsafe [UInt64](unsafeUninitializedCapacity: count + 7) { buffer, initialized in
      guard let start = buffer.baseAddress else { return }
      unsafe stream.firstWords(rows: rows.span, block: 0x8000_0001, into: start)
      initialized = count
    }
    #expect(words == rows.map { stream.words(row: $0, block: 0x8000_0001).0 })
  }

  @Test("A list of quantiles, with far and border tails at any place, of any length")
  func quantiles() {
    let planted = [
      -0.425, 0.425, 0.425.nextUp, -0.425.nextUp, 0.5 - 1.39e-11, 0.5 - 1.4e-11, 0.5 - 1.38e-11,
      -0.5 + 0x1p-54, 0.5 - 0x1p-54, 0x1p-54, 0, -0.0,
    ]
    var generator = CounterGenerator(seed: 2, stream: 0)
    for length in [0, 1, 7, 63, 64, 65, 200, 2047, 2048, 2049, 4200] {
      for isPlanted in [false, true] {
        var offsets = (0..<length).map { _ in InverseNormal.offset(of: generator.next()) }
        if isPlanted {
          for value in planted where length > 0 {
            offsets[Int(generator.integer(below: UInt64(length)))] = value
          }
        }
        let values = unsafe Self.column(length) { target in
          for index in 0..<length { unsafe target[index] = offsets[index] }
          unsafe InverseNormal.quantiles(atOffsets: target, count: length)
        }
        #expect(
          values.map(\.bitPattern)
            == offsets.map { InverseNormal.quantile(atOffset: $0).bitPattern },
          "\(length) offsets")
      }
    }
  }

  @Test("Logarithms and exponentials, from one end of their range to the other")
  func functions() {
    var generator = CounterGenerator(seed: 9, stream: 1)
    for _ in 0..<500 {
      let x = SIMD8<Double>((0..<8).map { _ in (generator.uniform() - 0.5) * 1416 })
      let y = SIMD8<Double>(
        (0..<8).map { _ in Double(bitPattern: generator.next() >> 1) }.map {
          $0.isNormal ? $0 : 1.5
        })
      let power = PortableMath.expInRange(DoublePack(x)).lanes
      let logarithm = PortableMath.logOfNormal(DoublePack(y)).lanes
      let negative = PortableMath.expOfNegative(DoublePack(-(x * x))).lanes
      for lane in 0..<8 {
        #expect(power[lane].bitPattern == PortableMath.expInRange(x[lane]).bitPattern)
        #expect(logarithm[lane].bitPattern == PortableMath.log(y[lane]).bitPattern)
        #expect(negative[lane].bitPattern == PortableMath.exp(-(x[lane] * x[lane])).bitPattern)
      }
    }
  }

  static let edges: [Double] = [
    0, -0.0, 1, -1, 36.7, -36.7, 707.9, 708, -708, 708.0.nextUp, -708.0.nextUp, -708.0.nextDown,
    709.782_712_893_384, 710, -745, 1e300, -1e300, .infinity, -.infinity, .nan, 5e-324,
  ]

  @Test("Sigmoids and exponentials of a list, at the edges too")
  func lists() {
    var generator = CounterGenerator(seed: 9, stream: 2)
    for values in [
      Self.edges, Self.edges.reversed(), (0..<99).map { _ in generator.normal() * 20 }, [-3],
    ] {
      for shift in [0, -6.9, 1e4, .infinity] {
        let sigmoids = unsafe Self.column(values.count) { target in
          for index in values.indices { unsafe target[index] = values[index] }
          unsafe PortableMath.sigmoids(of: target, plus: shift, count: values.count)
        }
        for (value, found) in zip(values, sigmoids) {
          let expected = PortableMath.sigmoid(value + shift)
          #expect(found.isNaN ? expected.isNaN : found.bitPattern == expected.bitPattern)
        }
      }
      let powers = unsafe Self.column(values.count) { target in
        for index in values.indices { unsafe target[index] = values[index] }
        unsafe PortableMath.exponentials(of: target, times: 1.7, count: values.count)
      }
      for (value, found) in zip(values, powers) {
        let expected = PortableMath.exp(value * 1.7)
        #expect(found.isNaN ? expected.isNaN : found.bitPattern == expected.bitPattern)
      }
    }
  }

  @Test(
    "Marks of a permutation", arguments: [1, 2, 5, 9, 64, 100, 1000, 1 << 40, 1 << 62] as [UInt64])
  func marks(count: UInt64) {
    let permutation = KeyedPermutation(
      count: count, stream: CounterStream(seed: 3, purpose: .training, scenario: 1))
    var generator = CounterGenerator(seed: count, stream: 3)
    let indices = (0..<150).map { _ in generator.integer(below: count) }
    let limit = count / 3 + 1
    var marks = [UInt8](repeating: 9, count: indices.count)
    var span = marks.mutableSpan
    permutation.mark(indices.span, below: limit, into: &span)
    #expect(marks == indices.map { permutation.image(of: $0) < limit ? 1 : 0 })
  }
}
