import Datasets
import Foundation
import Testing

@Suite("Decimal numbers are rounded to the nearest Float")
struct ImportNumberTests {
  /// The numbers, read as the first column of a table.
  private func read(_ texts: [String]) throws -> [Float] {
    let rows = texts.enumerated().map { "\($1),\($0 % 2)\n" }.joined()
    return try importTable("a,label\n" + rows).dataset.features
  }

  @Test("Values at the edge of Float, and where rounding twice goes wrong")
  func knownValues() throws {
    let cases: [(text: String, value: Float)] = [
      ("16777217", 16_777_216), ("16777219", 16_777_220),
      // Just above and below the middle between 1 and the next float: the nearest Double is the
      // middle itself, from which ties go to even.
      ("1.00000005960464477539062500000000000001", 1.000_000_1),
      ("1.000000059604644775390625", 1),
      ("1.00000017881393432617187499999999999999", 1.000_000_1),
      ("1.000000178813934326171875", 1.000_000_2),
      ("3.4028235e38", .greatestFiniteMagnitude),
      ("340282356779733661637539395458142568447", .greatestFiniteMagnitude),
      ("1.1754943508222875e-38", .leastNormalMagnitude),
      ("1e-45", .leastNonzeroMagnitude), ("7e-46", 0), ("1e-9999", 0), ("-1e-9999", -0.0),
      ("0.00000000000000000000000000000000000000000000123", 0x1p-149),
      ("123456789012345678901234567890", 1.234_567_9e29),
      ("0e99999999999999999999", 0), ("00012.5000", 12.5), ("9531017980432493e-17", 0.095_310_18),
    ]
    let values = try read(cases.map(\.text))
    for (value, (text, expected)) in zip(values, cases) {
      #expect(value.bitPattern == expected.bitPattern, "\(text)")
    }
  }

  @Test("Random decimals agree with the standard library to the bit")
  func random() throws {
    var state: UInt64 = 7
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 11
    }
    var texts: [String] = []
    while texts.count < 4000 {
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: next()))
      guard value.isFinite, value.magnitude < 1e38 else { continue }
      switch next() % 4 {
      case 0: texts.append("\(value)")
      case 1: texts.append("\(Double(value) + Double(value.ulp) / 2)")
      case 2: texts.append("\(next() % 1_000_000).\(next() % 1_000_000_000)")
      default: texts.append("-\(next())e\(Int(next() % 60) - 45)")
      }
    }
    let kept = texts.filter { (Float($0) ?? .infinity).isFinite }
    #expect(kept.count > 3000)
    let values = try read(kept)
    for (value, text) in zip(values, kept) {
      let expected = try #require(Float(text))
      #expect(value.bitPattern == expected.bitPattern, "\(text)")
    }
  }
}
