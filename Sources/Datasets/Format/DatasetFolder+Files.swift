/// An array file that is open for reading.
struct ArrayFile {
  let file: File
  let dataOffset: Int

  /// Opens a file and checks that it holds what is expected.
  init(path: String, expected: ArrayFileHeader) throws(DatasetError) {
    file = try File(reading: path)
    let size = try file.size()
    let start = try file.values(count: min(size, 4096), of: UInt8(0), at: 0)
    let (header, offset) = try ArrayFileHeader.parse(start, path: path)
    guard header.element == expected.element else {
      throw .invalidArrayFile(
        path: path,
        reason: "its values are \(header.element), but the manifest says \(expected.element)")
    }
    guard header.shape == expected.shape else {
      throw .invalidArrayFile(
        path: path,
        reason: "its shape is \(header.shape), but the manifest says \(expected.shape)")
    }
    guard size == offset + header.dataByteCount else {
      throw .invalidArrayFile(
        path: path,
        reason: "it has \(size) bytes, but its header says \(offset + header.dataByteCount)")
    }
    dataOffset = offset
  }

  /// Values of some rows.
  func values<Value: BitwiseCopyable>(
    rows: Range<Int>, width: Int, of zero: Value
  ) throws(DatasetError) -> [Value] {
    try file.values(
      count: rows.count * width, of: zero,
      at: dataOffset + rows.lowerBound * width * MemoryLayout<Value>.stride)
  }
}

extension DatasetFolder {
  struct ArrayFiles {
    let features: ArrayFile
    let labels: ArrayFile
    let posterior: ArrayFile?
    let typology: ArrayFile?
  }

  func arrayFiles(includingOracle: Bool) throws(DatasetError) -> ArrayFiles {
    let rows = manifest.rows.count
    let width = manifest.featureNames.count
    return ArrayFiles(
      features: try ArrayFile(
        path: "\(path)/\(Self.featuresFile)",
        expected: ArrayFileHeader(element: .float32, shape: [rows, width])),
      labels: try ArrayFile(
        path: "\(path)/\(Self.labelsFile)",
        expected: ArrayFileHeader(element: .uint8, shape: [rows])),
      posterior: includingOracle
        ? try ArrayFile(
          path: "\(path)/\(Self.posteriorFile)",
          expected: ArrayFileHeader(element: .float64, shape: [rows])) : nil,
      typology: includingOracle
        ? try ArrayFile(
          path: "\(path)/\(Self.typologyFile)",
          expected: ArrayFileHeader(element: .uint8, shape: [rows])) : nil)
  }
}
