/// The header of a NumPy array file (`.npy`), version 1.0.
///
/// Source: the NumPy project's description of the format (`numpy.lib.format`).
struct ArrayFileHeader: Equatable {
  /// Type of the values: little-endian, as every platform of this package is.
  enum Element: String {
    case float32 = "<f4"
    case float64 = "<f8"
    case uint32 = "<u4"
    case uint8 = "|u1"

    var byteCount: Int {
      switch self {
      case .float32, .uint32: 4
      case .float64: 8
      case .uint8: 1
      }
    }
  }

  let element: Element
  let shape: [Int]

  /// Bytes of the values.
  var dataByteCount: Int { shape.reduce(element.byteCount, *) }

  /// The header's bytes; the values follow on a 64-byte boundary.
  var bytes: [UInt8] {
    let sizes =
      shape.count == 1 ? "\(shape[0])," : shape.map { "\($0)" }.joined(separator: ", ")
    let text = "{'descr': '\(element.rawValue)', 'fortran_order': False, 'shape': (\(sizes)), }"
    let unpadded = 10 + text.utf8.count + 1
    let padding = (64 - unpadded % 64) % 64
    let length = text.utf8.count + padding + 1
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
      + Array(text.utf8) + [UInt8](repeating: 0x20, count: padding) + [0x0A]
  }

  /// Reads a header from the beginning of a file.
  ///
  /// - Returns: The header, and where the values begin.
  ///
  /// - Throws: ``DatasetError/invalidArrayFile(path:reason:)``.
  static func parse(
    _ bytes: [UInt8], path: String
  ) throws(DatasetError) -> (header: ArrayFileHeader, dataOffset: Int) {
    func invalid(_ reason: String) -> DatasetError { .invalidArrayFile(path: path, reason: reason) }
    guard bytes.count >= 10, bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw invalid("it does not begin as a NumPy array file")
    }
    guard bytes[6] == 1, bytes[7] == 0 else {
      throw invalid("its format version is \(bytes[6]).\(bytes[7]); only 1.0 is read")
    }
    let end = 10 + Int(bytes[8]) + Int(bytes[9]) << 8
    guard bytes.count >= end else { throw invalid("its header is cut off") }
    let text = String(decoding: bytes[10..<end], as: UTF8.self)
    guard let descriptor = value(of: "descr", in: text, from: "'", to: "'"),
      let element = Element(rawValue: String(descriptor))
    else { throw invalid("its values are not of a type that is read (<f4, <f8 or |u1)") }
    guard let order = value(of: "fortran_order", in: text, from: " ", to: ","), order == "False"
    else { throw invalid("its values are not in C order (fortran_order must be False)") }
    guard let list = value(of: "shape", in: text, from: "(", to: ")") else {
      throw invalid("its header has no shape")
    }
    let parts = list.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    let shape = parts.compactMap { Int($0) }
    guard shape.count == parts.count, shape.allSatisfy({ $0 >= 0 }) else {
      throw invalid("its shape (\(list)) is not a list of sizes")
    }
    return (ArrayFileHeader(element: element, shape: shape), end)
  }

  /// What stands between two characters after a key of a Python dictionary.
  private static func value(
    of key: String, in text: String, from opening: Character, to closing: Character
  ) -> Substring? {
    guard let found = text.firstRange(of: "'\(key)':") else { return nil }
    let rest = text[found.upperBound...]
    guard let start = rest.firstIndex(of: opening) else { return nil }
    let inner = rest[rest.index(after: start)...]
    guard let end = inner.firstIndex(of: closing) else { return nil }
    return inner[..<end]
  }
}
