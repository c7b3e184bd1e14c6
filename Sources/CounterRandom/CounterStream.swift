/// What random words are drawn for; different purposes never share a word.
///
/// The numbers are part of the data's definition and never change.
public enum Purpose: UInt8, Sendable, CaseIterable, Codable {
  /// Constants of a scenario's law.
  case design = 0
  /// Training rows.
  case training = 1
  /// Test rows.
  case test = 2
  /// Rows drawn by class, to estimate what a perfect learner reaches.
  case caseControl = 3
  /// Label noise.
  case labelNoise = 4
  /// Missing values.
  case missingness = 5
  /// Delay of labels.
  case delay = 6
  /// Validation rows.
  case validation = 7

  /// The name in manifests and messages: `training`, `case-control`, …
  public var name: String {
    switch self {
    case .design: "design"
    case .training: "training"
    case .test: "test"
    case .caseControl: "case-control"
    case .labelNoise: "label-noise"
    case .missingness: "missingness"
    case .delay: "delay"
    case .validation: "validation"
    }
  }
}

/// The random words of the rows of one seed, purpose and scenario.
///
/// The Philox key is the seed; the counter is (row, row's upper half, block, tag), and the tag is
/// `schemeVersion << 24 | purpose << 16 | scenario`. A row's words depend on nothing else, so
/// they are the same in any range, order and thread.
public struct CounterStream: Sendable {
  /// Version of the way from (seed, purpose, row) to data; a change means other data.
  public static let schemeVersion: UInt8 = 1

  /// The seed.
  public let seed: UInt64
  /// The last word of every counter.
  let tag: UInt64

  /// The words for a purpose of a scenario, which is known by its number.
  public init(seed: UInt64, purpose: Purpose, scenario: UInt16) {
    self.init(
      seed: seed,
      tag: UInt32(Self.schemeVersion) << 24 | UInt32(purpose.rawValue) << 16 | UInt32(scenario))
  }

  init(seed: UInt64, tag: UInt32) {
    self.seed = seed
    self.tag = UInt64(tag)
  }

  /// Two 64-bit words of a row.
  @inline(__always)
  public func words(row: UInt64, block: UInt32) -> (UInt64, UInt64) {
    Philox.pair(
      row & 0xFFFF_FFFF, row &>> 32, UInt64(block), tag, seed & 0xFFFF_FFFF, seed &>> 32)
  }

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
    let rows = numbers.count
    let rowsAtOnce = max(1, 1024 / perRow)
    unsafe values.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * rowsAtOnce * perRow) {
        scratch in
        guard let room = scratch.baseAddress else { return }
        var done = 0
        while done < rows {
          let now = min(rowsAtOnce, rows - done)
          let target = unsafe start + done * perRow
          unsafe offsets(
            numbers.extracting(done..<done + now), perRow: perRow, firstBlock: firstBlock,
            into: target)
          unsafe InverseNormal.quantiles(atOffsets: target, count: now * perRow, scratch: room)
          done += now
        }
      }
    }
  }

  private func offsets(
    _ rows: Span<UInt64>, perRow: Int, firstBlock: UInt32,
    into target: UnsafeMutablePointer<Double>
  ) {
    let (key0, key1) = (seed & 0xFFFF_FFFF, seed &>> 32)
    let lastTag = tag
    var place = 0
    for index in 0..<rows.count {
      let row = rows[index]
      let (row0, row1) = (row & 0xFFFF_FFFF, row &>> 32)
      var block = UInt64(firstBlock)
      let lastBlock = block &+ UInt64(perRow / 2)
      while block != lastBlock {
        let words = Philox.pair(row0, row1, block, lastTag, key0, key1)
        unsafe target[place] = InverseNormal.offset(of: words.0)
        unsafe target[place &+ 1] = InverseNormal.offset(of: words.1)
        place &+= 2
        block &+= 1
      }
    }
  }
}
