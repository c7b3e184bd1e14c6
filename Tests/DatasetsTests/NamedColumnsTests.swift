import Foundation
import Testing

@testable import Datasets

@Suite("Columns that are asked for by name")
struct NamedColumnsTests {
  private static let score = NamedColumn(
    "score", .number(-1e300...1e300, valid: "finite numbers"), option: "--score")
  private static let label = NamedColumn("label", .label(positive: nil), option: "--label")
  private static let share = NamedColumn(
    "p", .number(0...1, valid: "numbers between 0 and 1"), option: "--probability")
  private static let group = NamedColumn("card", .entity, option: "--group")
  private static let time = NamedColumn("when", .time(unit: .hours), option: "--time")

  private func read(
    _ text: String, _ columns: [NamedColumn], pieceSize: Int = 1 << 20
  ) throws -> NamedColumns {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "lopsided-columns-\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    var reader = NamedColumnsReader()
    reader.pieceSize = pieceSize
    do { return try reader.columns(columns, at: url.path) } catch {
      throw Fault(text: "\(error)".replacing(url.path, with: "FILE"))
    }
  }

  private struct Fault: Error, Equatable { let text: String }

  @Test("Numbers have all their digits")
  func digits() throws {
    var generator = SystemRandomNumberGenerator()
    var lines = ["score"]
    var expected: [Double] = []
    for round in 0..<20_000 {
      let value: Double =
        switch round % 5 {
        case 0: Double.random(in: 0...1, using: &generator)
        case 1: exp(Double.random(in: -60...60, using: &generator))
        case 2: -Double.random(in: 0...1e6, using: &generator)
        case 3: Double(Float.random(in: -10...10, using: &generator))
        default: Double(Int.random(in: -1_000_000...1_000_000, using: &generator)) / 1000
        }
      lines.append("\(value)")
      expected.append(value)
    }
    lines += ["0.1000000000000000055511151231257827", "1e-300", "123456789012345678901234567890"]
    expected += [0.1, 1e-300, 123_456_789_012_345_677_877_719_597_056]
    // Halfway between two doubles, and just beside.
    lines += [
      "9007199254740993", "9007199254740993.00000001", "0.500000000000000055511151231257827",
    ]
    expected += [9_007_199_254_740_992, 9_007_199_254_740_994, 0.5]
    let found = try read(lines.joined(separator: "\n"), [Self.score], pieceSize: 1 << 12)
    #expect(found.numbers[0] == expected)
  }

  @Test("Pieces, quotes and line ends change nothing")
  func pieces() throws {
    let rows = (0..<400).map { row in
      let cell = row % 7 == 0 ? "\"\(row).5\"" : " \(row).5 "
      return "x\(row),\(cell),\(row % 3 == 0 ? "true" : "0.0"),\"a \"\"\(row % 5)\"\"\""
    }
    let header = "other,score,label,card"
    let columns = [Self.score, Self.label, Self.group, Self.score]
    let plain = try read(([header] + rows).joined(separator: "\n"), columns)
    let cut = try read(
      ([header] + rows).joined(separator: "\r\n") + "\r\n\n", columns, pieceSize: 64)
    for found in [plain, cut] {
      #expect(found.rowCount == 400)
      #expect(found.numbers[0] == (0..<400).map { Double($0) + 0.5 })
      #expect(found.numbers[3] == found.numbers[0])
      #expect(found.numbers[1] == (0..<400).map { $0 % 3 == 0 ? 1 : 0 })
      #expect(found.entities[2] == (0..<400).map { UInt32($0 % 5) })
    }
  }

  @Test("Times are numbers of a unit or dates; a named label is the positive one")
  func times() throws {
    let found = try read(
      "when,label\n36,yes\n1970-01-02T12:00:00Z,no\n",
      [Self.time, NamedColumn("label", .label(positive: "yes"), option: "--label")])
    #expect(found.numbers == [[1.5, 1.5], [1, 0]])
  }

  @Test(
    "Faults name file, line, column, value and what would be valid",
    arguments: [
      (
        "score,label\n1,0\nx,1\n",
        "FILE, line 3, column 1 (score): \"x\" is not valid. Valid are finite numbers."
      ),
      (
        "score,label\n1,0\n,1\n",
        "FILE, line 3, column 1 (score): the cell is empty. Valid are finite numbers."
      ),
      (
        "score,label\n1,0\nnan,1\n",
        "FILE, line 3, column 1 (score): \"nan\" is not valid. Valid are finite numbers."
      ),
      (
        "score,label\n1,0\n1e999,1\n",
        "FILE, line 3, column 1 (score): \"1e999\" is not valid. Valid are finite numbers."
      ),
      (
        "score,label\n1,2\n",
        "FILE, line 2, column 2 (label): \"2\" is not valid. Valid are 0 and 1, or false and true; name the label of positive rows, with --positive VALUE, if it is another."
      ),
      (
        "score,label\n1,0,3\n",
        "FILE, line 2: found 3 cells, expected 2 as in the header. A cell that holds the delimiter must stand in quotes."
      ),
      (
        "score,label\n1,0\n\n2,1\n",
        "FILE, line 3: the line is blank and rows follow it. Blank lines are allowed at the end of the file only."
      ),
      (
        "scores,label\n1,0\n",
        "FILE, line 1: --score names the column \"score\", which is not there. The nearest name is \"scores\"; the columns are \"scores\" and \"label\"."
      ),
      (
        "score,label\n",
        "FILE: the file has a header and no rows. A CSV file has a line for each row below its header."
      ),
    ])
  func faults(text: String, message: String) {
    #expect(throws: Fault(text: message)) { try read(text, [Self.score, Self.label]) }
    #expect(throws: Fault(text: message)) {
      try read(text, [Self.score, Self.label], pieceSize: 8)
    }
  }

  @Test("A number out of its range is a fault too")
  func range() {
    #expect(
      throws: Fault(
        text: "FILE, line 2, column 1 (p): \"1.5\" is not valid. Valid are numbers between 0 and 1."
      )
    ) { try read("p\n1.5\n", [Self.share]) }
  }
}
