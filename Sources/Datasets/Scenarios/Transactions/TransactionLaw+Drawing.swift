internal import CounterRandom

extension TransactionLaw {
  /// Draws rows given their labels, see ``Scenario``.
  func draw(
    rows: Span<UInt64>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>
  ) {
    let width = TransactionColumns.width
    precondition(
      features.count == rows.count * width && labels.count == rows.count
        && typology.count == rows.count, "features must hold rows × columns values")
    let count = rows.count
    unsafe features.withUnsafeMutableBufferPointer { output in
      guard let output = output.baseAddress else { return }
      unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: count * 20) { buffer in
        guard let normals = buffer.baseAddress else { return }
        let logarithms = unsafe normals + count * 12
        var values = unsafe MutableSpan(_unsafeStart: normals, count: count * 12)
        stream.normals(rows: rows, perRow: 12, firstBlock: 3, into: &values)
        for row in 0..<count {
          let component = unsafe drawLevels(
            of: rows[row], isFraud: labels[row] != 0, stream: stream, into: output + row * width)
          typology[row] =
            component >= Self.components / 2
            ? UInt8(component - Self.components / 2) : Oracle.legitimate
          unsafe place(
            normals + 12 * row, component: component, logarithms: logarithms + 8 * row,
            noise: output + row * width + TransactionColumns.noise)
        }
        unsafe takePowers(logarithms, count: count, into: output)
      }
    }
  }

  /// Draws the columns that have levels, and the component that they are of.
  @inline(__always)
  private func drawLevels(
    of row: UInt64, isFraud: Bool, stream: CounterStream, into x: UnsafeMutablePointer<Float>
  ) -> Int {
    let low: UInt64 = 0xFFFF_FFFF
    let (first, second) = stream.words(row: row, block: 0)
    let (third, fourth) = stream.words(row: row, block: 1)
    let (fifth, sixth) = stream.words(row: row, block: 2)
    let component = component(of: first & low, isFraud: isFraud)
    let target = unsafe x + TransactionColumns.logNormals
    unsafe cells.withUnsafeBufferPointer { cells in
      guard let cells = cells.baseAddress else { return }
      unsafe target[0] = level(0, first &>> 32, component, cells)
      unsafe target[1] = level(1, second & low, component, cells)
      unsafe target[2] = level(2, second &>> 32, component, cells)
      unsafe target[3] = level(3, third & low, component, cells)
      unsafe target[4] = level(4, third &>> 32, component, cells)
      unsafe target[5] = level(5, fourth & low, component, cells)
      unsafe target[6] = level(6, fourth &>> 32, component, cells)
      unsafe target[7] = level(7, fifth & low, component, cells)
      unsafe target[8] = level(8, fifth &>> 32, component, cells)
      unsafe target[9] = level(9, sixth & low, component, cells)
      unsafe target[10] = level(10, sixth &>> 32, component, cells)
    }
    if let missingLimits {
      let word = stream.words(row: row, block: Self.missingBlock).0 & low
      if word < missingLimits[component] {
        unsafe x[TransactionColumns.newDevice] = .nan
        unsafe x[TransactionColumns.proxy] = .nan
      }
    }
    return component
  }

  @inline(__always)
  private func component(of word: UInt64, isFraud: Bool) -> Int {
    unsafe (isFraud ? typologyCells : segmentCells).cells.withUnsafeBufferPointer { cells in
      guard let cells = cells.baseAddress else { return 0 }
      let place = unsafe LevelCells.level(of: word, bits: 3, cells: cells)
      return Int(truncatingIfNeeded: place) &+ (isFraud ? Self.components / 2 : 0)
    }
  }

  @inline(__always)
  private func level(
    _ column: Int, _ word: UInt64, _ component: Int, _ cells: UnsafePointer<UInt64>
  ) -> Float {
    let bits = Self.cellBits[column]
    let start = unsafe cells + (cellStarts[column] &+ component &<< Int(bits))
    return unsafe Float(LevelCells.level(of: word, bits: bits, cells: start))
  }

  /// Makes a row's logarithms of its normals, and keeps the noise as it is.
  @inline(__always)
  private func place(
    _ normals: UnsafePointer<Double>, component: Int, logarithms: UnsafeMutablePointer<Double>,
    noise: UnsafeMutablePointer<Float>
  ) {
    for column in 0..<8 {
      unsafe logarithms[column] =
        logMeans[8 &* component &+ column]
        + logDeviations[8 &* component &+ column] * normals[column]
    }
    for column in 0..<4 { unsafe noise[column] = Float(normals[7 &+ column]) }
  }

  /// Stores the powers of logarithms; of the terminal's risk only where it is not zero.
  private func takePowers(
    _ logarithms: UnsafeMutablePointer<Double>, count: Int,
    into features: UnsafeMutablePointer<Float>
  ) {
    var index = 0
    while index < 8 * count {
      unsafe logarithms[index] = PortableMath.expInRange(logarithms[index])
      index &+= 1
    }
    let risk = TransactionColumns.terminalRisk
    for row in 0..<count {
      let x = unsafe features + row * TransactionColumns.width
      let powers = unsafe logarithms + 8 * row
      for column in 0..<TransactionColumns.logNormals { unsafe x[column] = Float(powers[column]) }
      unsafe x[risk] = x[risk] > 0 ? Float(powers[6]) : 0
    }
  }
}
