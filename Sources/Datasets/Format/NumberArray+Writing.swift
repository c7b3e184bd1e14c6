internal import Foundation

extension NumberArray {
  /// Writes single-precision numbers to a `.npy` file of one dimension, whole or not at all.
  ///
  /// - Throws: ``DatasetError/fileOperation(_:path:reason:)``.
  package static func write(_ values: [Float], to path: String) throws(DatasetError) {
    let bytes = unsafe values.withUnsafeBytes { unsafe Data($0) }
    try write(bytes, of: .float32, count: values.count, to: path)
  }

  /// Writes double-precision numbers to a `.npy` file of one dimension, whole or not at all.
  ///
  /// - Throws: ``DatasetError/fileOperation(_:path:reason:)``.
  package static func write(_ values: [Double], to path: String) throws(DatasetError) {
    let bytes = unsafe values.withUnsafeBytes { unsafe Data($0) }
    try write(bytes, of: .float64, count: values.count, to: path)
  }

  /// Writes bytes to a `.npy` file of one dimension, whole or not at all.
  ///
  /// - Throws: ``DatasetError/fileOperation(_:path:reason:)``.
  package static func write(_ values: [UInt8], to path: String) throws(DatasetError) {
    let bytes = unsafe values.withUnsafeBytes { unsafe Data($0) }
    try write(bytes, of: .uint8, count: values.count, to: path)
  }

  private static func write(
    _ values: Data, of element: ArrayFileHeader.Element, count: Int, to path: String
  ) throws(DatasetError) {
    let header = ArrayFileHeader(element: element, shape: [count])
    do {
      try (Data(header.bytes) + values).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw .fileOperation("write", path: path, reason: error.localizedDescription)
    }
  }
}
