/// The numbers of a NumPy array file (`.npy`), format versions 1.0 to 3.0.
///
/// Source: the NumPy project's description of the format (`numpy.lib.format`).
struct NumpyArray {
  /// The types of values that can be read; little-endian.
  enum Element: String, CaseIterable {
    case bool = "|b1"
    case int8 = "|i1"
    case uint8 = "|u1"
    case int16 = "<i2"
    case uint16 = "<u2"
    case int32 = "<i4"
    case uint32 = "<u4"
    case int64 = "<i8"
    case uint64 = "<u8"
    case float16 = "<f2"
    case float32 = "<f4"
    case float64 = "<f8"

    var byteCount: Int {
      switch self {
      case .bool, .int8, .uint8: 1
      case .int16, .uint16, .float16: 2
      case .int32, .uint32, .float32: 4
      case .int64, .uint64, .float64: 8
      }
    }
  }

  let shape: [Int]
  let isFortranOrder: Bool
  private let path: String
  private let element: Element
  private let bytes: [UInt8]
  private let start: Int

  /// The number of values.
  var count: Int { shape.reduce(1, *) }
  /// The shape as NumPy writes it.
  var shapeText: String {
    "(" + shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? ",)" : ")")
  }

  /// Reads the file at `path`.
  init(path: String) throws(ImportError) {
    func invalid(_ reason: String) -> ImportError { .array(file: path, reason: reason) }
    let bytes = try HeldText.contents(at: path)
    self.bytes = bytes
    self.path = path
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      throw invalid(
        "it is an archive of arrays (.npz). Save each array in a file of its own, with numpy.save.")
    }
    guard bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw invalid("it does not begin as a NumPy array file. Write it with numpy.save.")
    }
    guard bytes.count >= 12, (1...3).contains(bytes[6]) else {
      throw invalid("its format version is unknown or cut off; 1.0, 2.0 and 3.0 can be read.")
    }
    let (sizeBytes, first) = bytes[6] == 1 ? (2, 10) : (4, 12)
    let length = (0..<sizeBytes).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    guard bytes.count >= first + length else {
      throw invalid("it ends within its header. Write it with numpy.save.")
    }
    start = first + length
    let header = String(decoding: bytes[first..<start], as: UTF8.self)
    guard let type = Self.value(of: "descr", in: header) else {
      throw invalid("its header has no 'descr'. Write it with numpy.save.")
    }
    guard let element = Element(rawValue: type.replacing("=", with: "<")) else {
      throw invalid(Self.refusal(type))
    }
    self.element = element
    isFortranOrder = Self.value(of: "fortran_order", in: header) == "True"
    guard let list = Self.value(of: "shape", in: header) else {
      throw invalid("its header has no 'shape'. Write it with numpy.save.")
    }
    let parts = list.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    let shape = parts.compactMap { Int($0) }
    let size = shape.reduce((element.byteCount, false)) { partial, side in
      let (product, overflows) = partial.0.multipliedReportingOverflow(by: side)
      return (product, partial.1 || overflows)
    }
    guard shape.count == parts.count, shape.allSatisfy({ $0 >= 0 }), !size.1 else {
      throw invalid("its shape (\(list)) is not a list of sizes. Write it with numpy.save.")
    }
    self.shape = shape
    guard bytes.count - start == size.0 else {
      throw invalid(
        "its header promises \(size.0) bytes of values and there are \(bytes.count - start). "
          + "The file is cut off or damaged; write it again.")
    }
  }

  /// The number of rows and columns; a list of values is one column.
  func rowsAndColumns() throws(ImportError) -> (rows: Int, columns: Int) {
    switch shape.count {
    case 1: return (shape[0], 1)
    case 2 where shape[1] > 0: return (shape[0], shape[1])
    default:
      throw .array(
        file: path,
        reason: "its shape is \(shapeText); features must have rows and columns, as in (1000, 20).")
    }
  }

  /// The value at an index in the order of the file.
  func value(_ index: Int) -> Double {
    let offset = start + index * element.byteCount
    func load<Value: BitwiseCopyable & FixedWidthInteger>(_ type: Value.Type) -> Value {
      unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type).littleEndian
    }
    switch element {
    case .bool: return bytes[offset] == 0 ? 0 : 1
    case .uint8: return Double(bytes[offset])
    case .int8: return Double(Int8(bitPattern: bytes[offset]))
    case .int16: return Double(load(Int16.self))
    case .uint16: return Double(load(UInt16.self))
    case .int32: return Double(load(Int32.self))
    case .uint32: return Double(load(UInt32.self))
    case .int64: return Double(load(Int64.self))
    case .uint64: return Double(load(UInt64.self))
    case .float16: return Self.half(load(UInt16.self))
    case .float32: return Double(Float(bitPattern: load(UInt32.self)))
    case .float64: return Double(bitPattern: load(UInt64.self))
    }
  }

  /// The value of a number in half precision (IEEE 754 binary16).
  private static func half(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 31)
    let fraction = Double(bits & 1023)
    let magnitude: Double =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 31: fraction == 0 ? .infinity : .nan
      default: Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
      }
    return bits >> 15 == 1 ? -magnitude : magnitude
  }

  private static func refusal(_ type: String) -> String {
    let valid = "Valid are numbers: bool, int8 to int64, uint8 to uint64, float16 to float64."
    if type.hasPrefix(">") {
      return
        "its values are big-endian (\(type)). Save it with array.astype(\"<\(type.dropFirst())\")."
    }
    if type.contains("O") { return "its values are Python objects (\(type)). \(valid)" }
    if type.contains("U") || type.contains("S") {
      return "its values are texts (\(type)). \(valid)"
    }
    return "its values have the type \(type). \(valid)"
  }

  /// What stands behind a key of a Python dictionary, without quotes and brackets.
  private static func value(of key: String, in text: String) -> String? {
    guard let found = text.firstRange(of: "'\(key)':") else { return nil }
    let rest = text[found.upperBound...].drop { $0 == " " }
    switch rest.first {
    case "'": return String(rest.dropFirst().prefix { $0 != "'" })
    case "(": return String(rest.dropFirst().prefix { $0 != ")" })
    case "[": return String(rest.prefix { $0 != "]" }) + "]"
    default: return String(rest.prefix { $0 != "," && $0 != "}" })
    }
  }
}
