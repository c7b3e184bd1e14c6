import Datasets
import Foundation
import Testing

@Suite("Every format gives the same table")
struct ImportFormatTests {
  private static let features: [Double] = [1, 0.5, 0, -2, 3, 0, 7, 0.25]
  private static let labels = [0, 1, 0, 1]

  private func table(
    _ bytes: [UInt8], name: String, beside: [(String, [UInt8])] = [],
    configure: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportedTable {
    let file = try TemporaryFile(bytes, name: name)
    for (name, bytes) in beside {
      try Data(bytes).write(to: file.folder.appendingPathComponent(name))
    }
    var options = ImportOptions()
    options.minimumRowsPerClass = 1
    configure(&options)
    return try TableFormat(path: file.path).reader(options, for: file.path).table(at: file.path)
  }

  private func check(_ table: ImportedTable) {
    #expect(table.dataset.features == Self.features.map { Float($0) })
    #expect(table.dataset.labels == Self.labels.map { UInt8($0) })
    #expect(table.fileHash?.count == 64)
  }

  @Test("CSV, plain and compressed in one member or two")
  func csv() throws {
    let text = "a,b,y\n1,0.5,0\n0,-2,1\n3,0,0\n7,0.25,1\n"
    check(try table(Array(text.utf8), name: "r.csv") { $0.label = "y" })
    check(try table(Gzip.stored(text), name: "r.csv.gz") { $0.label = "y" })
    let halves = (String(text.prefix(12)), String(text.dropFirst(12)))
    check(
      try table(Gzip.stored(halves.0) + Gzip.stored(halves.1), name: "r.csv") { $0.label = "y" })
  }

  @Test(
    "Arrays of any type of number, in either order",
    arguments: ["<f2", "<f4", "<f8"], [false, true])
  func arrays(type: String, isFortran: Bool) throws {
    let file = Numpy.file(type, rows: 4, columns: 2, isFortran, Self.features)
    for labelType in ["|b1", "|u1", "|i1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f8"] {
      let labels = Numpy.file(labelType, rows: 4, columns: nil, false, Self.labels.map(Double.init))
      check(try table(file, name: "X.npy", beside: [("y.npy", labels)]))
    }
    let labels = Numpy.file("<i8", rows: 4, columns: nil, false, [-1, 1, -1, 1])
    let named = try table(file, name: "f.npy", beside: [("labels.npy", labels)]) {
      $0.columnNames = ["p", "q"]
    }
    check(named)
    #expect(named.dataset.featureNames == ["p", "q"])
  }

  @Test("Sparse rows, counted from 1 or from 0")
  func sparse() throws {
    let one = "# made by hand\n-1 1:1 2:0.5 # first\n+1 qid:3 2:-2\n-1 1:3\n+1 1:7 2:.25\n"
    let fromOne = try table(Array(one.utf8), name: "r.svm")
    check(fromOne)
    #expect(fromOne.dataset.featureNames == ["x1", "x2"])
    let fromZero = try table(
      Array("0 0:1 1:0.5\n1 1:-2\n0 0:3\n1 0:7 1:2.5e-1".utf8), name: "r.libsvm")
    check(fromZero)
    #expect(fromZero.dataset.featureNames == ["x0", "x1"])
    #expect(fromZero.remarks == ["Indices count from 0, since one of them is 0."])
  }

  @Test("Attribute files of Weka and KEEL")
  func attributes() throws {
    let weka = """
      % A comment
      @RELATION 'some rows'
      @ATTRIBUTE a NUMERIC
      @attribute "b c" real
      @attribute class {yes, no}
      @DATA
      1, 0.5, no % behind

      0,-2,'yes'
      3,0,no
      7,0.25,yes
      """
    let table = try table(Array(weka.utf8), name: "r.arff") { $0.positive = "yes" }
    check(table)
    #expect(table.dataset.featureNames == ["a", "b c"])
    let keel = """
      @relation rows
      @attribute Mcg real [0.0, 1.0]
      @attribute Gvh integer[0,7]
      @attribute unused {x, y}
      @attribute Class {positive, negative}
      @inputs Mcg, Gvh
      @outputs Class
      @data
      1, 0.5, x, negative
      0, -2, y, positive
      3, 0, x, negative
      7, 0.25, y, positive
      """
    check(try self.table(Array(keel.utf8), name: "r.dat"))
    let levels = """
      @relation r
      @attribute kind {none, 'a b', z}
      @attribute v numeric
      @attribute class {0,1}
      @data
      none,1,0
      'a b',?,1
      ?,3,0
      """
    let nominal = try self.table(Array(levels.utf8), name: "r.arff")
    #expect(nominal.dataset.columns[0].levels == ["a b", "none"])
    #expect(nominal.dataset.features[0] == 1 && nominal.dataset.features[2] == 0)
    #expect(nominal.dataset.features[3].isNaN && nominal.dataset.features[4].isNaN)
  }

  @Test("Columns of arrays can be levels, times, entities and weights")
  func roles() throws {
    let features = Numpy.file(
      "<f8", rows: 3, columns: 5, false, [0, 7, 3, 1, 9, 43_200, 8, 3, 2, -1, 86_400, 7, 4, 1, 5])
    let labels = Numpy.file("|u1", rows: 3, columns: nil, false, [0, 1, 0])
    let table = try table(features, name: "X.npy", beside: [("y.npy", labels)]) {
      $0.columnNames = ["t", "card", "kind", "w", "v"]
      $0.columns.time = "t"
      $0.columns.timeUnit = .seconds
      $0.columns.entity = "card"
      $0.columns.categorical = ["kind"]
      $0.columns.weight = "w"
      $0.columns.missing = ["-1"]
    }
    #expect(
      table.dataset.columns == [
        FeatureColumn("kind", .categorical(levels: ["3", "4"])), FeatureColumn("v"),
      ])
    #expect(table.dataset.attributes.times == [0, 0.5, 1])
    #expect(table.dataset.attributes.entities == [0, 1, 0])
    #expect(table.dataset.attributes.weights == [1, 2, 1])
    #expect(table.dataset.features[3].isNaN)
  }
}

/// Array files, written by hand.
enum Numpy {
  static func header(_ text: String, version: UInt8 = 1) -> [UInt8] {
    let length = text.utf8.count
    let size = version == 1 ? 2 : 4
    return [0x93] + Array("NUMPY".utf8) + [version, 0]
      + (0..<size).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(text.utf8)
  }

  static func file(
    _ type: String, rows: Int, columns: Int?, _ isFortran: Bool, _ values: [Double]
  ) -> [UInt8] {
    let shape = columns.map { "\(rows), \($0)" } ?? "\(rows),"
    let order = isFortran ? "True" : "False"
    var bytes = header(
      "{'descr': '\(type)', 'fortran_order': \(order), 'shape': (\(shape)), }\n")
    for index in 0..<values.count {
      let width = columns ?? 1
      bytes += encoded(
        values[isFortran ? index % rows * width + index / rows : index], type)
    }
    return bytes
  }

  private static func encoded(_ value: Double, _ type: String) -> [UInt8] {
    func little(_ bits: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
    }
    switch type {
    case "<f8": return little(value.bitPattern, 8)
    case "<f4": return little(UInt64(Float(value).bitPattern), 4)
    case "<f2": return little(half(value), 2)
    default:
      return little(UInt64(bitPattern: Int64(value)), type.last?.wholeNumberValue ?? 1)
    }
  }

  /// Exact for the values of these tests, which have few digits.
  private static func half(_ value: Double) -> UInt64 {
    guard value != 0 else { return 0 }
    let sign: UInt64 = value < 0 ? 1 << 15 : 0
    let fraction = UInt64((value.significand - 1) * 1024)
    return sign | UInt64(value.exponent + 15) << 10 | fraction
  }
}

/// Compressed files whose blocks are stored as they are.
enum Gzip {
  static func stored(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let count = UInt16(bytes.count)
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    func little(_ value: UInt32, _ size: Int) -> [UInt8] {
      (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + little(UInt32(count), 2)
      + little(UInt32(~count), 2) + bytes + little(~crc, 4) + little(UInt32(bytes.count), 4)
  }
}
