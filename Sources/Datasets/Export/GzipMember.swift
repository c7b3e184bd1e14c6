internal import CZlib

/// Bytes compressed as one member of a gzip file.
///
/// Members that follow one another are a gzip file again, so blocks can be compressed in parallel.
/// The header carries no time and no name: the same bytes give the same member with the same zlib.
///
/// Source: RFC 1952, GZIP file format specification 4.3.
enum GzipMember {
  /// The level of zlib that exports use: on decimal digits a third of the time of its default, 6,
  /// for a few percent more bytes.
  static let level: Int32 = 3

  /// Appends a member to `output`.
  static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
    var stream = unsafe z_stream()
    // 15 is the largest window; 16 more asks for a gzip header and trailer.
    let code = unsafe deflateInit2_(
      &stream, level, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "zlib has no memory, or its header is of another version")
    defer { unsafe deflateEnd(&stream) }
    let start = output.count
    let room = Int(unsafe deflateBound(&stream, UInt(bytes.count)))
    output.append(contentsOf: repeatElement(0, count: room))
    let length = unsafe output.withUnsafeMutableBufferPointer { target in
      unsafe bytes.withUnsafeBufferPointer { source in
        unsafe stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.avail_in = UInt32(source.count)
        unsafe stream.next_out = target.baseAddress.map { unsafe $0 + start }
        unsafe stream.avail_out = UInt32(room)
        let code = unsafe deflate(&stream, Z_FINISH)
        precondition(code == Z_STREAM_END, "deflateBound gave too little room")
        return unsafe Int(stream.total_out)
      }
    }
    output.removeLast(room - length)
  }
}
