extension CounterStream {
  /// Fills `values` with standard normals, row-major: `perRow` for each of `rows`.
  ///
  /// A block gives two of them; a row uses the blocks from `firstBlock` on.
  ///
  /// - Precondition: `perRow` is even, and `values` has room for `perRow` a row.
  public func normals(
    rows numbers: Span<UInt64>, perRow: Int, firstBlock: UInt32,
    into values: inout MutableSpan<Double>
  ) {
    precondition(perRow > 0 && perRow % 2 == 0 && values.count == numbers.count * perRow)
    unsafe values.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      var done = 0
      while done < numbers.count {
        let now = min(Self.rowsAtOnce, numbers.count - done)
        let target = unsafe start + done * perRow
        unsafe rowOffsets(
          numbers.extracting(done..<done + now), perRow: perRow, firstBlock: firstBlock,
          into: target)
        unsafe InverseNormal.quantiles(atOffsets: target, count: now * perRow)
        done += now
      }
    }
  }

  /// Fills columns with the standard normals that
  /// ``normals(rows:perRow:firstBlock:into:)`` gives row by row.
  ///
  /// - Precondition: `count` is even; `stride` is a multiple of 8 and at least the number of rows.
  ///
  /// - Parameters:
  ///   - numbers: The rows.
  ///   - count: Number of columns.
  ///   - firstBlock: The block of the first two columns.
  ///   - values: Room for `count * stride` values; that of row `r` in column `c` comes to
  ///     `c * stride + r`. What lies between the rows and `stride` is some normal too.
  ///   - stride: Values from one column to the next.
  package func normalColumns(
    rows numbers: Span<UInt64>, count: Int, firstBlock: UInt32,
    into values: UnsafeMutablePointer<Double>, stride: Int
  ) {
    unsafe offsetColumns(
      rows: numbers, count: count, firstBlock: firstBlock, into: values, stride: stride)
    unsafe InverseNormal.quantiles(atOffsets: values, count: count * stride)
  }

  /// The uniform offsets within ±½ that ``normalColumns(rows:count:firstBlock:into:stride:)``
  /// makes normals of: the random words alone.
  package func offsetColumns(
    rows numbers: Span<UInt64>, count: Int, firstBlock: UInt32,
    into values: UnsafeMutablePointer<Double>, stride: Int
  ) {
    precondition(count % 2 == 0 && stride % 8 == 0 && numbers.count <= stride)
    let keys = Philox.KeySchedule(seed: seed)
    let last = Philox.Lanes(repeating: tag)
    var first = 0
    while first < stride {
      let rows = Self.lanes(numbers, from: first)
      let upper = rows &>> Philox.Lanes(repeating: 32)
      var place = unsafe UnsafeMutableRawPointer(values + first)
      var block = UInt64(firstBlock)
      let end = block &+ UInt64(count / 2)
      while block != end {
        let words = keys.words(rows, upper, Philox.Lanes(repeating: block), last)
        unsafe place.storeBytes(
          of: InverseNormal.offsets(words.0, words.1), as: SIMD8<Double>.self)
        unsafe (place + stride &* 8).storeBytes(
          of: InverseNormal.offsets(words.2, words.3), as: SIMD8<Double>.self)
        unsafe place += stride &* 16
        block &+= 1
      }
      first &+= 8
    }
  }

  /// The first of the two words of one block of each row, see ``words(row:block:)``.
  ///
  /// - Precondition: `words` has room for the rows, rounded up to a multiple of 8.
  package func firstWords(
    rows numbers: Span<UInt64>, block: UInt32, into words: UnsafeMutablePointer<UInt64>
  ) {
    let keys = Philox.KeySchedule(seed: seed)
    let last = Philox.Lanes(repeating: tag)
    let mask = Philox.Lanes(repeating: 0xFFFF_FFFF)
    var first = 0
    while first < numbers.count {
      let rows = Self.lanes(numbers, from: first)
      let drawn = keys.words(
        rows, rows &>> Philox.Lanes(repeating: 32), Philox.Lanes(repeating: UInt64(block)), last)
      let pairs = drawn.1 &<< Philox.Lanes(repeating: 32) | drawn.0 & mask
      unsafe UnsafeMutableRawPointer(words + first)
        .storeBytes(of: pairs, as: Philox.Lanes.self)
      first &+= 8
    }
  }

  /// Rows whose normals stay in the first-level cache while they are made.
  private static let rowsAtOnce = 64

  /// Eight row numbers; the last one again where there are fewer.
  @inline(__always)
  private static func lanes(_ numbers: Span<UInt64>, from first: Int) -> Philox.Lanes {
    if first &+ 8 <= numbers.count {
      return unsafe numbers.withUnsafeBytes { bytes in
        unsafe bytes.loadUnaligned(fromByteOffset: first &* 8, as: Philox.Lanes.self)
      }
    }
    var lanes = Philox.Lanes()
    let last = numbers.count - 1
    for lane in 0..<8 where last >= 0 { lanes[lane] = numbers[min(first + lane, last)] }
    return lanes
  }

  private func rowOffsets(
    _ numbers: Span<UInt64>, perRow: Int, firstBlock: UInt32,
    into target: UnsafeMutablePointer<Double>
  ) {
    let keys = Philox.KeySchedule(seed: seed)
    let last = Philox.Lanes(repeating: tag)
    var first = 0
    while first < numbers.count {
      let rows = Self.lanes(numbers, from: first)
      let upper = rows &>> Philox.Lanes(repeating: 32)
      let count = min(8, numbers.count - first)
      var place = unsafe target + first * perRow
      var block = UInt64(firstBlock)
      let end = block &+ UInt64(perRow / 2)
      while block != end {
        let words = keys.words(rows, upper, Philox.Lanes(repeating: block), last)
        let even = InverseNormal.offsets(words.0, words.1)
        let odd = InverseNormal.offsets(words.2, words.3)
        if count == 8 {
          unsafe Self.store(even, odd, at: place, stride: perRow)
        } else {
          for lane in 0..<count {
            unsafe place[lane &* perRow] = even[lane]
            unsafe place[lane &* perRow &+ 1] = odd[lane]
          }
        }
        unsafe place += 2
        block &+= 1
      }
      first &+= 8
    }
  }

  /// Stores pairs of eight rows.
  @inline(__always)
  private static func store(
    _ even: SIMD8<Double>, _ odd: SIMD8<Double>, at place: UnsafeMutablePointer<Double>,
    stride: Int
  ) {
    let start = UnsafeMutableRawPointer(place)
    let step = stride &* 8
    @inline(__always)
    func put(_ lane: Int) {
      unsafe (start + lane &* step).storeBytes(
        of: SIMD2(even[lane], odd[lane]), as: SIMD2<Double>.self)
    }
    put(0)
    put(1)
    put(2)
    put(3)
    put(4)
    put(5)
    put(6)
    put(7)
  }
}
