/// Reads a file in blocks that hold whole records, in bounded memory.
///
/// A record ends at a newline that has an even number of quotes before it. That holds for every
/// valid file, since a quote inside an unquoted cell is an error, and in an invalid file it holds
/// up to the first fault; so a block can be cut anywhere and its pieces parsed at the same time.
struct RecordReader<Source: ByteSource & ~Copyable>: ~Copyable {
  private(set) var source: Source
  /// The block; only ``records`` of it is to be looked at.
  private(set) var bytes: [UInt8]
  /// The whole records of the block. The byte before the end is a newline.
  private(set) var records = 0..<0
  /// Whether the last record of the file is in the block.
  private(set) var isLast = false

  private var filled = 0
  /// Whether there is a quote in the block; most files have none.
  private var hasQuotes = false
  private let recordLimit: Int

  /// A reader of blocks of about `blockSize` bytes, or one record if that is longer.
  ///
  /// - Parameters:
  ///   - source: The bytes.
  ///   - blockSize: The number of bytes to read at a time.
  ///   - recordLimit: The number of bytes that a record may have.
  init(source: consuming Source, blockSize: Int, recordLimit: Int) {
    self.source = source
    self.recordLimit = recordLimit
    bytes = [UInt8](repeating: 0, count: blockSize)
  }

  /// Reads on; ``records`` is empty only when there is nothing left. `false` if the bytes read so
  /// far, which are then ``records``, are part of one record longer than the limit.
  mutating func advance() throws(ImportError) -> Bool {
    let carried = records.upperBound..<filled
    bytes.replaceStart(with: carried)
    filled = carried.count
    hasQuotes = hasByte(quote, in: bytes, 0..<filled)
    records = 0..<0
    while true {
      // One byte stays free for the newline that the last line may lack.
      while !isLast, filled < bytes.count - 1 {
        let count = try source.read(into: &bytes, filled..<bytes.count - 1)
        if count == 0 { isLast = true }
        hasQuotes = hasQuotes || hasByte(quote, in: bytes, filled..<filled + count)
        filled += count
      }
      if isLast {
        if filled > 0, bytes[filled - 1] != newline {
          bytes[filled] = newline
          filled += 1
        }
        records = 0..<filled
        return true
      }
      if let end = lastRecordEnd(in: bytes.span, upTo: filled, hasQuotes: hasQuotes) {
        records = 0..<end
        return true
      }
      guard filled <= recordLimit else {
        records = 0..<filled
        return false
      }
      bytes.append(contentsOf: repeatElement(0, count: bytes.count))
    }
  }

  /// Where the whole records end that begin in the first `size` bytes from `start` on.
  func sampleEnd(from start: Int, ofSize size: Int) -> Int {
    pieces(from: start, ofSize: size, most: 1).last?.upperBound ?? start
  }

  /// Where to cut ``records`` from `start` on so that the pieces have about `size` bytes and hold
  /// whole records.
  func pieces(from start: Int, ofSize size: Int, most: Int = .max) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = start
    let span = bytes.span
    while start < records.upperBound, pieces.count < most {
      var end = min(start + size, records.upperBound)
      var isQuoted = hasQuotes && quoteCount(in: span, start..<end) % 2 == 1
      while end < records.upperBound, isQuoted || span[end - 1] != newline {
        if span[end] == quote { isQuoted.toggle() }
        end += 1
      }
      pieces.append(start..<end)
      start = end
    }
    return pieces
  }
}

let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
let quote = UInt8(ascii: "\"")
let space = UInt8(ascii: " ")

/// The number of quotes in `range`.
private func quoteCount(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
  var count = 0
  for index in range where bytes[index] == quote { count += 1 }
  return count
}

/// The index behind the last newline with an even number of quotes before it.
private func lastRecordEnd(
  in bytes: Span<UInt8>, upTo end: Int, hasQuotes: Bool
) -> Int? {
  var isQuoted = hasQuotes && quoteCount(in: bytes, 0..<end) % 2 == 1
  var index = end
  while index > 0 {
    if bytes[index - 1] == newline, !isQuoted { return index }
    if bytes[index - 1] == quote { isQuoted.toggle() }
    index -= 1
  }
  return nil
}

extension [UInt8] {
  /// Moves the bytes of `range` to the start.
  fileprivate mutating func replaceStart(with range: Range<Int>) {
    var target = 0
    for index in range {
      self[target] = self[index]
      target += 1
    }
  }
}
