import Foundation
import Reporting
import Results
import Testing

@Suite("Reports are written whole or not at all")
struct ReportWriterTests {
  private func temporaryFolder() -> URL {
    FileManager.default.temporaryDirectory
      .appendingPathComponent("reporting-\(UUID().uuidString)", isDirectory: true)
  }

  @Test("Every file arrives, and figures of an earlier report go")
  func writes() throws {
    let folder = temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let report = try Report(results: SyntheticSuite().results)
    let figures = folder.appendingPathComponent("figures")
    try FileManager.default.createDirectory(at: figures, withIntermediateDirectories: true)
    try Data("old".utf8).write(to: figures.appendingPathComponent("old.svg"))
    try ReportWriter.write(report, to: folder)
    try ReportWriter.write(report, to: folder)

    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["figures", "manifest.json", "report.md", "results.csv"])
    let drawn = try FileManager.default.contentsOfDirectory(atPath: figures.path).sorted()
    #expect(drawn == report.figures.map { $0.name + ".svg" }.sorted())
    let text = try String(
      contentsOf: folder.appendingPathComponent("report.md"), encoding: .utf8)
    #expect(text == report.markdown)
    let csv = try Data(contentsOf: folder.appendingPathComponent("results.csv"))
    #expect(csv == Data(report.csv.utf8))
  }

  @Test("A file in the way of the folder is an error that names it")
  func blocked() throws {
    let folder = temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("here first".utf8).write(to: folder)
    let report = try Report(results: SyntheticSuite().results)
    let error = try #require(throws: ReportingError.self) {
      try ReportWriter.write(report, to: folder)
    }
    #expect(error.description.contains(folder.path))
    #expect(try Data(contentsOf: folder) == Data("here first".utf8))
  }
}
