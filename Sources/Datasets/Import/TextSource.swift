internal import CZlib

/// The text of a file that may be compressed by gzip.
struct TextSource: ByteSource, ~Copyable {
  private var file: FileSource
  private var inflater: Inflater?
  /// Bytes that have been read to find out whether the file is compressed.
  private var waiting: [UInt8]
  let byteCount: Int?

  /// Opens the file at `path`.
  init(path: String) throws(ImportError) { try self.init(path: path, file: FileSource(path: path)) }

  /// The text of a file that has just been opened.
  private init(path: String, file opened: consuming FileSource) throws(ImportError) {
    file = opened
    waiting = [UInt8](repeating: 0, count: 2)
    var filled = 0
    while filled < 2 {
      let count = try file.read(into: &waiting, filled..<2)
      guard count > 0 else { break }
      filled += count
    }
    waiting.removeLast(2 - filled)
    let isCompressed = waiting == [0x1F, 0x8B]
    inflater = isCompressed ? try Inflater(path: path) : nil
    // How long the text is does not follow from the compressed size.
    byteCount = isCompressed ? nil : file.byteCount
  }

  mutating func read(
    into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(ImportError) -> Int {
    if let inflater {
      return try inflater.read(into: &buffer, range) { input throws(ImportError) in
        try next(into: &input, 0..<input.count)
      }
    }
    return try next(into: &buffer, range)
  }

  private mutating func next(
    into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(ImportError) -> Int {
    guard !waiting.isEmpty else { return try file.read(into: &buffer, range) }
    let count = min(waiting.count, range.count)
    for offset in 0..<count { buffer[range.lowerBound + offset] = waiting[offset] }
    waiting.removeFirst(count)
    return count
  }
}

/// Undoes gzip's compression; several members after one another are one text.
@safe final class Inflater {
  private let path: String
  private var stream = unsafe z_stream()
  private var input = [UInt8](repeating: 0, count: 1 << 16)
  private var available = 0..<0
  private var isBetweenMembers = true
  private var hasOutput = false

  init(path: String) throws(ImportError) {
    self.path = path
    // 16 more than the largest window asks for gzip's header and checksum.
    let status = unsafe inflateInit2_(
      &stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .compressed(file: path, reason: "zlib cannot begin") }
  }

  deinit { unsafe inflateEnd(&stream) }

  /// Puts the next bytes of the text into `range` of `buffer`.
  ///
  /// - Parameters:
  ///   - buffer: Takes the bytes.
  ///   - range: Where; not empty.
  ///   - refill: Puts compressed bytes into a buffer and returns how many; 0 at the end.
  /// - Returns: The number of bytes; 0 at the end.
  /// - Throws: ``ImportError/compressed(file:reason:)`` if the file is damaged.
  func read(
    into buffer: inout [UInt8], _ range: Range<Int>,
    refill: (inout [UInt8]) throws(ImportError) -> Int
  ) throws(ImportError) -> Int {
    while true {
      if available.isEmpty {
        available = 0..<(try refill(&input))
        if available.isEmpty {
          guard isBetweenMembers else {
            throw .compressed(file: path, reason: "it ends before its end")
          }
          return 0
        }
      }
      let (written, taken, status) = step(&buffer, range)
      available = available.lowerBound + taken..<available.upperBound
      isBetweenMembers = false
      switch status {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END:
        isBetweenMembers = true
        hasOutput = true
        _ = unsafe inflateReset(&stream)
      default:
        // What follows a whole member and is none is padding, by gzip's own custom.
        guard !hasOutput || written > 0 || status != Z_DATA_ERROR || !isPadding else {
          available = 0..<0
          isBetweenMembers = true
          while try refill(&input) > 0 {}
          return 0
        }
        throw .compressed(file: path, reason: "its data do not fit its checksums")
      }
      if written > 0 { return written }
    }
  }

  /// Whether the compressed bytes at hand are zeros.
  private var isPadding: Bool { available.allSatisfy { input[$0] == 0 } }

  private func step(
    _ buffer: inout [UInt8], _ range: Range<Int>
  ) -> (written: Int, taken: Int, status: CInt) {
    unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe buffer.withUnsafeMutableBufferPointer { buffer in
        guard let from = input.baseAddress, let to = buffer.baseAddress else { return (0, 0, Z_OK) }
        unsafe stream.next_in = from + available.lowerBound
        unsafe stream.avail_in = UInt32(available.count)
        unsafe stream.next_out = to + range.lowerBound
        unsafe stream.avail_out = UInt32(range.count)
        let status = unsafe inflate(&stream, Z_NO_FLUSH)
        return unsafe (
          range.count - Int(stream.avail_out), available.count - Int(stream.avail_in), status
        )
      }
    }
  }
}

/// Text that is in memory.
struct HeldText: ByteSource {
  private let bytes: [UInt8]
  private var position = 0
  var byteCount: Int? { bytes.count }

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read(
    into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(ImportError) -> Int {
    let count = min(range.count, bytes.count - position)
    for offset in 0..<count { buffer[range.lowerBound + offset] = bytes[position + offset] }
    position += count
    return count
  }

  /// All bytes of the pipe at `path`; `nil` for anything that can be read twice.
  static func contents(ofPipe path: String) throws(ImportError) -> [UInt8]? {
    // A pipe must not be opened twice: its writer would be told that nobody reads.
    guard !FileSource.isRegularFile(path) else { return nil }
    return try contents(of: TextSource(path: path))
  }

  /// All bytes of the file at `path`, as text.
  static func contents(at path: String) throws(ImportError) -> [UInt8] {
    try contents(of: TextSource(path: path))
  }

  private static func contents(
    of source: consuming some ByteSource & ~Copyable
  ) throws(ImportError) -> [UInt8] {
    var source = source
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    if let count = source.byteCount { bytes.reserveCapacity(count + 2) }
    while true {
      let count = try source.read(into: &buffer, 0..<buffer.count)
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
