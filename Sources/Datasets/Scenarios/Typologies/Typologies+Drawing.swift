public import CounterRandom

extension Typologies {
  /// Draws rows given their labels, see ``Scenario``.
  public func draw(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>
  ) {
    drawColumns(
      rows, width: Self.width, stream: stream, features: &features
    ) { first, columns in
      shape(
        columns, rows: rows.extracting(first..<first + columns.count), stream: stream,
        labels: labels, from: first, typology: &typology
      ) { _ in moment }
    } rated: { _, _ in
    }
  }

  /// Draws rows and computes their log-likelihood ratios, see ``Scenario``.
  public func drawRated(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>,
    ratios: inout MutableSpan<Double>
  ) {
    drawColumns(
      rows, width: Self.width, stream: stream, features: &features
    ) { first, columns in
      shape(
        columns, rows: rows.extracting(first..<first + columns.count), stream: stream,
        labels: labels, from: first, typology: &typology
      ) { _ in moment }
    } rated: { first, columns in
      mixture.rate(columns, at: moments, from: first, into: &ratios)
    }
  }

  /// Makes the law of standard normals.
  ///
  /// - Parameter moment: The law of fraud at the time of a row, which is given by its place.
  @inline(__always)
  func shape(
    _ columns: ColumnBlock, rows: Span<UInt64>, stream: CounterStream, labels: Span<UInt8>,
    from first: Int, typology: inout MutableSpan<UInt8>, moment: (_ row: Int) -> TypologyMoment
  ) {
    let stride = ColumnBlock.stride
    unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: stride) { words in
      unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: stride) { slopes in
        guard let words = words.baseAddress, let slopes = slopes.baseAddress else { return }
        unsafe stream.firstWords(rows: rows, block: 0, into: words)
        unsafe slopes.initialize(repeating: correlation, count: stride)
        for row in 0..<rows.count {
          guard labels[first + row] != 0 else {
            typology[first + row] = Oracle.legitimate
            continue
          }
          let moment = moment(first + row)
          let kind = unsafe moment.typology(of: words[row] & 0xFFFF_FFFF)
          typology[first + row] = kind
          if kind == 3 { unsafe slopes[row] = -correlation }
          change(row, of: columns, to: kind, at: moment)
        }
        unsafe correlate(columns, slopes: slopes)
        unsafe addSegments(columns, words: words)
      }
    }
  }

  /// Correlates the pairs of columns, each row by its slope.
  private func correlate(_ columns: ColumnBlock, slopes: UnsafePointer<Double>) {
    let free = DoublePack((1 - correlation * correlation).squareRoot())
    for pair in 8..<12 {
      let (x, y) = unsafe (columns[2 * pair], columns[2 * pair + 1])
      columns.forEachEight { row in
        let given = unsafe DoublePack(at: slopes + row) * DoublePack(at: x + row)
        unsafe (given + free * DoublePack(at: y + row)).store(at: y + row)
      }
    }
  }

  /// Moves columns 24 and 25 to the segment that the upper half of each row's word says.
  private func addSegments(_ columns: ColumnBlock, words: UnsafePointer<UInt64>) {
    let limits = (
      Double(segmentLimits[0]), Double(segmentLimits[1]), Double(segmentLimits[2])
    )
    let means = (
      Self.segmentMeans[0], Self.segmentMeans[1], Self.segmentMeans[2], Self.segmentMeans[3]
    )
    let (x, y) = unsafe (columns[24], columns[25])
    for row in 0..<columns.count {
      // Exact as a double: 2⁵² + word, made of bits.
      let word = unsafe Double(bitPattern: words[row] &>> 32 | 0x4330 &<< 48) - 0x1p52
      let isSecond = word >= limits.0
      let isThird = word >= limits.1
      let isFourth = word >= limits.2
      let early = (isSecond ? means.1.0 : means.0.0, isSecond ? means.1.1 : means.0.1)
      let late = (isFourth ? means.3.0 : means.2.0, isFourth ? means.3.1 : means.2.1)
      unsafe x[row] += isThird ? late.0 : early.0
      unsafe y[row] += isThird ? late.1 : early.1
    }
  }

  /// Gives a fraudulent row what its typology changes, but for correlations.
  private func change(
    _ row: Int, of columns: ColumnBlock, to kind: UInt8, at moment: TypologyMoment
  ) {
    switch kind {
    case 0:
      let (a, b) = (blatantDistance * moment.direction.a, blatantDistance * moment.direction.b)
      for column in 0..<4 { unsafe columns[column][row] += column < 2 ? a : b }
    case 1:
      for column in 4..<10 {
        unsafe columns[column][row] = pocket.mean + pocket.deviation * columns[column][row]
      }
    case 2: for column in 10..<16 { unsafe columns[column][row] *= shellScale }
    case 4: for column in 0..<4 { unsafe columns[column][row] += mimicDistance / 2 }
    default: break
    }
  }
}
