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
    let columns: [ColumnFile: ArrayFile]
  }

  func arrayFiles(includingOracle: Bool) throws(DatasetError) -> ArrayFiles {
    let rows = manifest.rows.count
    var columns: [ColumnFile: ArrayFile] = [:]
    for file in ColumnFile.allCases where manifest.has(file) {
      guard includingOracle || file.role != .oracle else { continue }
      columns[file] = try ArrayFile(
        path: "\(path)/\(file.path)",
        expected: ArrayFileHeader(element: file.element, shape: [rows]))
    }
    return ArrayFiles(
      features: try ArrayFile(
        path: "\(path)/\(Self.featuresFile)",
        expected: ArrayFileHeader(
          element: .float32, shape: [rows, manifest.featureNames.count])),
      columns: columns)
  }
}
