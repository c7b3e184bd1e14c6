/// The memory that a plug-in reads from and writes to, with guard zones between its parts.
///
/// The plug-in sees copies of its input, so it cannot change what belongs to others. Outputs start
/// as a pattern that no arithmetic gives: what is left of it was not written.
struct GuardedBuffers {
  /// Where each part begins, in elements.
  struct Layout {
    let rows: Int
    let values: Int
    let logits: Int
    let labels: Int
    let amounts: Int?
    let value: Int
    let gradient: Int
    let curvature: Int?
    /// Elements in all.
    let count: Int

    /// The parts in their order.
    let parts: [Part]

    init(rows: Int, isPointwise: Bool, hasAmounts: Bool, hasCurvature: Bool) {
      var end = GuardedBuffers.guardCount
      var parts: [Part] = []
      parts.reserveCapacity(6)
      func place(_ name: StaticString, _ count: Int) -> Int {
        parts.append(Part(name: name, start: end, count: count))
        defer { end += count + GuardedBuffers.guardCount }
        return end
      }
      self.rows = rows
      values = isPointwise ? rows : 1
      logits = place("logits", rows)
      labels = place("labels", rows)
      amounts = hasAmounts ? place("amounts", rows) : nil
      value = place("value", values)
      gradient = place("gradient", rows)
      curvature = hasCurvature ? place("curvature", rows) : nil
      count = end
      self.parts = parts
    }

    /// The parts to be written.
    var outputs: ArraySlice<Part> { parts.suffix(curvature == nil ? 2 : 3) }
  }

  /// A part, with what it is called.
  struct Part {
    let name: StaticString
    let start: Int
    let count: Int
    var end: Int { start + count }
  }

  /// Elements of a guard zone: half a kilobyte on either side of a part.
  static let guardCount = 64
  /// What guard zones hold: a NaN that no arithmetic gives.
  static let guardPattern = Double(bitPattern: 0x7FF8_6C6F_7073_6964)
  /// What outputs hold before they are written: another one.
  static let unwritten = Double(bitPattern: 0x7FFC_6C6F_7073_6964)

  let layout: Layout
  var memory: [Double]

  /// Buffers in `memory`, which is kept from batch to batch.
  init(_ layout: Layout, reusing memory: consuming [Double]) {
    self.layout = layout
    self.memory = memory
    let missing = layout.count - self.memory.count
    if missing > 0 { self.memory.append(contentsOf: repeatElement(0, count: missing)) }
  }

  /// Fills guard zones, input and output.
  mutating func fill(logits: [Double], labels: [Float], amounts: [Float]) {
    let layout = layout
    var memory = memory.mutableSpan
    Self.fill(&memory, from: 0, count: Self.guardCount, with: Self.guardPattern)
    for part in layout.parts {
      Self.fill(&memory, from: part.end, count: Self.guardCount, with: Self.guardPattern)
    }
    for part in layout.outputs {
      Self.fill(&memory, from: part.start, count: part.count, with: Self.unwritten)
    }
    for row in 0..<layout.rows { memory[layout.logits + row] = logits[row] }
    for row in 0..<layout.rows { memory[layout.labels + row] = Double(labels[row]) }
    if let start = layout.amounts {
      for row in 0..<layout.rows { memory[start + row] = Double(amounts[row]) }
    }
  }

  /// Where a guard zone was written to: beside which part, before or behind it.
  func breach() -> (part: StaticString, isBehind: Bool)? {
    if !isIntact(0) { return ("logits", false) }
    // A zone lies between two parts; the nearer end tells whose it is.
    let parts = layout.parts
    for (index, part) in parts.enumerated() {
      guard !isIntact(part.end) else { continue }
      let half = Self.guardCount / 2
      let isNear = (part.end..<part.end + half).contains { !isGuard(memory[$0]) }
      return isNear || index + 1 == parts.count
        ? (part.name, true) : (parts[index + 1].name, false)
    }
    return nil
  }

  /// Whether an output is still as it was before the call.
  func isUnwritten(_ index: Int) -> Bool { memory[index].bitPattern == Self.unwritten.bitPattern }

  /// Whether a part has only finite numbers.
  func isFinite(_ part: Part) -> Bool {
    // Joined flags, no branch a row: an exponent of all ones is infinity or NaN.
    let exponent: UInt64 = 0x7FF0_0000_0000_0000
    var exceptions: UInt64 = 0
    for index in part.start..<part.end {
      exceptions |= memory[index].bitPattern & exponent == exponent ? 1 : 0
    }
    return exceptions == 0
  }

  private static func fill(
    _ memory: inout MutableSpan<Double>, from start: Int, count: Int, with pattern: Double
  ) {
    for index in start..<start + count { memory[index] = pattern }
  }

  private func isGuard(_ value: Double) -> Bool {
    value.bitPattern == Self.guardPattern.bitPattern
  }

  private func isIntact(_ zone: Int) -> Bool {
    var difference: UInt64 = 0
    for index in zone..<zone + Self.guardCount {
      difference |= memory[index].bitPattern ^ Self.guardPattern.bitPattern
    }
    return difference == 0
  }
}
