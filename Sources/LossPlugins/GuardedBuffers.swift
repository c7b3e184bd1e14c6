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

    init(rows: Int, isPointwise: Bool, hasAmounts: Bool, hasCurvature: Bool) {
      var end = GuardedBuffers.guardCount
      func place(_ count: Int) -> Int {
        defer { end += count + GuardedBuffers.guardCount }
        return end
      }
      self.rows = rows
      values = isPointwise ? rows : 1
      logits = place(rows)
      labels = place(rows)
      amounts = hasAmounts ? place(rows) : nil
      value = place(values)
      gradient = place(rows)
      curvature = hasCurvature ? place(rows) : nil
      count = end
    }

    /// The parts, with what each is called.
    var parts: [(name: String, start: Int, count: Int)] {
      var parts = [("logits", logits, rows), ("labels", labels, rows)]
      if let amounts { parts.append(("amounts", amounts, rows)) }
      parts += [("value", value, values), ("gradient", gradient, rows)]
      if let curvature { parts.append(("curvature", curvature, rows)) }
      return parts
    }

    /// The parts to be written.
    var outputs: [(name: String, start: Int, count: Int)] {
      var parts = [("value", value, values), ("gradient", gradient, rows)]
      if let curvature { parts.append(("curvature", curvature, rows)) }
      return parts
    }
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
    self.memory.removeAll(keepingCapacity: true)
    self.memory.reserveCapacity(layout.count)
  }

  /// Fills guard zones, input and output.
  mutating func fill(logits: [Double], labels: [Float], amounts: [Float]) {
    fence()
    memory.append(contentsOf: logits)
    fence()
    for label in labels { memory.append(Double(label)) }
    fence()
    if layout.amounts != nil {
      for amount in amounts { memory.append(Double(amount)) }
      fence()
    }
    for part in layout.outputs {
      for _ in 0..<part.count { memory.append(Self.unwritten) }
      fence()
    }
  }

  /// Where a guard zone was written to: beside which part, before or behind it.
  func breach() -> (part: String, isBehind: Bool)? {
    if !isIntact(0) { return ("logits", false) }
    // A zone lies between two parts; the nearer end tells whose it is.
    let parts = layout.parts
    for (index, part) in parts.enumerated() {
      let zone = part.start + part.count
      guard !isIntact(zone) else { continue }
      let half = Self.guardCount / 2
      let isNear = (zone..<zone + half).contains { !isGuard(memory[$0]) }
      return isNear || index + 1 == parts.count ? (part.name, true) : (parts[index + 1].name, false)
    }
    return nil
  }

  /// Whether an output is still as it was before the call.
  func isUnwritten(_ index: Int) -> Bool { memory[index].bitPattern == Self.unwritten.bitPattern }

  /// Whether a part has only finite numbers: these alone give zero times zero.
  func isFinite(from start: Int, count: Int) -> Bool {
    var sum = 0.0
    for index in start..<start + count { sum += memory[index] * 0 }
    return sum == 0
  }

  private mutating func fence() {
    for _ in 0..<Self.guardCount { memory.append(Self.guardPattern) }
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
