import Foundation
import Reporting
import Testing

@Suite("The report of a synthetic suite is the one on record")
struct SnapshotTests {
  @Test("Text, table, manifest and figures match byte for byte")
  func matches() throws {
    let report = try Report(results: SyntheticSuite().results)
    try Self.check(report.markdown, "report.md")
    try Self.check(report.csv, "results.csv")
    try Self.check(report.manifestJSON, "manifest.json")
    for figure in report.figures { try Self.check(figure.svg, "\(figure.name).svg") }
  }

  /// Compares with the file, or records it when `RECORD_SNAPSHOTS` names a folder; recording fails
  /// the test, so that it cannot pass for a comparison.
  static func check(_ text: String, _ name: String) throws {
    if let folder = ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] {
      let folder = URL(fileURLWithPath: folder, isDirectory: true)
      try Data(text.utf8).write(to: folder.appendingPathComponent(name), options: .atomic)
      Issue.record("recorded \(name); run again without RECORD_SNAPSHOTS")
      return
    }
    let file = try #require(
      Bundle.module.url(forResource: "Snapshots/\(name)", withExtension: nil),
      "there is no snapshot \(name); record it")
    let expected = try String(contentsOf: file, encoding: .utf8)
    guard text != expected else { return }
    let pairs = zip(
      text.split(separator: "\n", omittingEmptySubsequences: false),
      expected.split(separator: "\n", omittingEmptySubsequences: false))
    let first = pairs.enumerated().first { $0.element.0 != $0.element.1 }
    Issue.record(
      """
      \(name) differs in line \((first?.offset ?? -2) + 1):
      now: \(first?.element.0 ?? "(one is a prefix of the other)")
      was: \(first?.element.1 ?? "")
      """)
  }
}
