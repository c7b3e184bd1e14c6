/// One-dimensional NumPy arrays, read whole.
package enum NumberArray {
  /// The values of a `.npy` file.
  ///
  /// - Parameter path: A file of format 1.0 that holds float32, float64, uint32 or uint8.
  ///
  /// - Returns: The values, exactly.
  ///
  /// - Throws: ``DatasetError`` when the file cannot be read, or has more than one dimension.
  package static func values(at path: String) throws(DatasetError) -> [Double] {
    let file = try File(reading: path)
    let size = try file.size()
    let start = try file.values(count: min(size, 4096), of: UInt8(0), at: 0)
    let (header, offset) = try ArrayFileHeader.parse(start, path: path)
    guard header.shape.count == 1 else {
      throw .invalidArrayFile(
        path: path, reason: "its shape is \(header.shape); it must have one dimension")
    }
    let count = header.shape[0]
    let room = max(size - offset, 0)
    guard count <= room, room == header.dataByteCount else {
      throw .invalidArrayFile(
        path: path, reason: "it has \(room) bytes of values, but its header says \(count) values")
    }
    switch header.element {
    case .float32:
      return try file.values(count: count, of: Float(0), at: offset).map { Double($0) }
    case .float64: return try file.values(count: count, of: 0.0, at: offset)
    case .uint32:
      return try file.values(count: count, of: UInt32(0), at: offset).map { Double($0) }
    case .uint8:
      return try file.values(count: count, of: UInt8(0), at: offset).map { Double($0) }
    }
  }
}
