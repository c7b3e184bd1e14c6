import CounterRandom
import Datasets
import Foundation
import Testing

@Suite("Each format has the bytes that its readers expect")
struct ExportFormatTests {
  private let dataset = ExportTestRows.dataset

  private func export(
    _ format: ExportFormat, options: ExportOptions = ExportOptions()
  ) throws -> FormatTestFolder {
    let folder = try FormatTestFolder()
    try DatasetExport.write(
      [ExportPart(dataset: dataset)], as: format, options: options, to: folder.path("out"))
    return folder
  }

  @Test("CSV: shortest numbers, quoted levels, empty cells, label last, oracle apart")
  func csv() throws {
    let folder = try export(.csv)
    #expect(try folder.text("out/data.csv") == ExportTestRows.csv)
    #expect(try folder.text("out/oracle/oracle.csv") == ExportTestRows.oracleCSV)
    #expect(
      try folder.entries() == [
        "out", "out/README.md", "out/croissant.json", "out/data.csv", "out/manifest.json",
        "out/oracle", "out/oracle/oracle.csv",
      ])
  }

  @Test("CSV.gz: the same text in several members, without a time")
  func gzip() throws {
    let folder = try export(.gzippedCSV, options: ExportOptions(blockRows: 2))
    #expect(try folder.unpacked("out/data.csv.gz") == ExportTestRows.csv)
    #expect(try folder.unpacked("out/oracle/oracle.csv.gz") == ExportTestRows.oracleCSV)
    let bytes = try folder.bytes("out/data.csv.gz")
    let members = (0..<bytes.count - 3).filter { bytes[$0...].starts(with: [0x1F, 0x8B, 8, 0]) }
    #expect(members.count == 4)
    for start in members { #expect(Array(bytes[start + 4..<start + 8]) == [0, 0, 0, 0]) }
  }

  @Test("SVMlight: indices from 1, zeros left out but not -0, missing values as nan")
  func svmlight() throws {
    let folder = try export(.svmlight)
    #expect(try folder.text("out/data.svmlight") == ExportTestRows.svmlight)
    #expect(try folder.text("out/attributes.csv") == ExportTestRows.attributesCSV)
    #expect(try folder.text("out/oracle/oracle.csv") == ExportTestRows.oracleCSV)
    let other = try export(.svmlight, options: ExportOptions(svmlightLabels: .plusMinus))
    #expect(
      try other.text("out/data.svmlight").split(separator: "\n").map { $0.prefix(2) }
        == ["-1", "1 ", "-1", "-1", "1 ", "-1"])
  }

  @Test(
    "Arrow: the bytes that pyarrow was seen to read",
    arguments: [("out/data.arrow", "export-rows"), ("out/oracle/oracle.arrow", "export-oracle")])
  func arrow(file: String, reference: String) throws {
    let folder = try export(.arrow, options: ExportOptions(blockRows: 4))
    let golden = try #require(
      Bundle.module.url(
        forResource: reference, withExtension: "arrow", subdirectory: "Resources"))
    #expect(try folder.bytes(file) == Array(Data(contentsOf: golden)))
  }

  @Test("Numbers are what Swift prints, for any bits")
  func numbers() throws {
    let stream = CounterStream(seed: 5, purpose: .design, scenario: 1)
    var values: [Float] = [0, -0.0, .infinity, 1, .greatestFiniteMagnitude, 0.0001, 0.00099999994]
    for power in -149...127 {
      let value = Float(sign: .plus, exponent: power, significand: 1)
      values += [value, value.nextUp, value.nextDown, -value]
    }
    for power in 0...12 { values += [Float("1e\(power)") ?? 0, Float("9e-\(power)") ?? 0] }
    for row in 0..<2000 {
      let words = stream.words(row: UInt64(row), block: 0)
      values.append(Float(bitPattern: UInt32(truncatingIfNeeded: words.0)))
      values.append(Float(UInt32(truncatingIfNeeded: words.1) >> 8))
      values.append(Float(UInt32(truncatingIfNeeded: words.1) >> 6) / 64)
    }
    values = values.filter { !$0.isNaN }
    let folder = try FormatTestFolder()
    let rows = Dataset(
      featureNames: ["x"], features: values, labels: Array(repeating: 0, count: values.count))
    try DatasetExport.write([ExportPart(dataset: rows)], as: .csv, to: folder.path("out"))
    let lines = try folder.text("out/data.csv").split(separator: "\n").dropFirst()
    #expect(lines.count == values.count)
    let different = zip(lines, values).filter { $0 != "\($1),0" }
    #expect(different.isEmpty, "\(different.prefix(5))")
  }

  @Test("No rows and no oracle", arguments: ExportFormat.allCases)
  func empty(format: ExportFormat) throws {
    let folder = try FormatTestFolder()
    let none = Dataset(featureNames: ["a"], features: [], labels: [])
    let export = try DatasetExport.write(
      [ExportPart(dataset: none)], as: format, to: folder.path("out"))
    #expect(export.rowCount == 0)
    #expect(!(try folder.entries().contains("out/oracle")))
    if format == .csv { #expect(try folder.text("out/data.csv") == "a,label\n") }
    if format == .gzippedCSV { #expect(try folder.unpacked("out/data.csv.gz") == "a,label\n") }
  }
}
