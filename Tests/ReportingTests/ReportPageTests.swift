import Foundation
import PageReading
import Reporting
import Results
import Testing

@Suite("The report as a web page")
struct ReportPageTests {
  private let report: Report
  private let page: PageReader

  init() throws {
    var suite = SyntheticSuite()
    // Names that would break a page, or a table, if they were not escaped.
    suite.losses[1].title = "w<1> & \"x\" | </td><script>alert(1)</script>"
    suite.models[0].title = "logistic *regression* <b>"
    suite.datasets[0].title = "a_b | c & d's, 0.1 % <i>fraud</i>"
    report = try Report(results: suite.results)
    page = try PageReader(report.page())
  }

  @Test("Every table of the Markdown is in the page, cell by cell")
  func tables() {
    var tables: [[[String]]] = []
    var previous = false
    for line in report.markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let isRow = line.hasPrefix("| ")
      if isRow, !previous { tables.append([]) }
      // The second row holds alignments.
      if isRow { tables[tables.count - 1].append(Self.cells(String(line))) }
      previous = isRow
    }
    let expected = tables.map { $0.prefix(1) + $0.dropFirst(2) }.map(Array.init)
    #expect(expected.count > 10)
    #expect(page.tables.count == expected.count)
    for (table, wanted) in zip(page.tables, expected) { #expect(table == wanted) }
  }

  /// The words of a row's cells: an independent reading of the few marks that reports use.
  private static func cells(_ row: String) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in row.dropFirst(2).dropLast(2) {
      if isEscaped || (character != "\\" && character != "|") {
        // Emphasis, links and escapes leave their words.
        cells[cells.count - 1] += isEscaped ? "\u{1}\(character)" : String(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        cells.append("")
      }
    }
    return cells.map { cell in
      cell.replacing(#/\[([^\]\u{1}]*)\]\([^)]*\)/#) { $0.1 }
        .replacing("\u{1}*", with: "\u{2}").replacing("*", with: "")
        .replacing("\u{2}", with: "*")
        .replacing("\u{1}", with: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        .replacing("&amp;", with: "&").trimmingCharacters(in: .whitespaces)
    }
  }

  @Test("Every figure is drawn in the page, and nothing is loaded")
  func figures() {
    #expect(page.elements["svg"] == report.figures.count)
    #expect(page.elements["figure"] == report.figures.count)
    #expect(page.elements["img"] == nil)
    #expect(page.elements["link"] == nil)
    #expect(page.elements["script"] == 1)
    #expect(page.loaded.isEmpty)
  }

  @Test("Identifiers are unique, and every link within the page leads somewhere")
  func anchors() {
    #expect(Set(page.identifiers).count == page.identifiers.count)
    #expect(page.danglingAnchors.isEmpty)
    #expect(page.links.contains("#metric-average-precision"))
    #expect(page.identifiers.contains("the-answer"))
  }

  @Test("Every head of a column that has a definition is two clicks away from it at most")
  func definitions() {
    let heads = Set(page.tables.flatMap { $0.first ?? [] })
    #expect(heads.contains("AP"))
    #expect(page.html.contains("<a href=\"#metric-average-precision\">AP</a>"))
  }

  @Test("A small study's page is the one on record, and is made the same twice")
  func snapshot() throws {
    var suite = SyntheticSuite()
    suite.losses = Array(suite.losses.prefix(2))
    suite.models = Array(suite.models.prefix(1))
    suite.datasets = [SyntheticSuite.scenario]
    suite.replicates = 4
    let small = try Report(results: suite.results)
    let html = try small.page()
    #expect(try small.page() == html)
    try SnapshotTests.check(Self.withoutStyleAndScript(html), "small.html")
  }

  /// The page without what is no part of the report.
  private static func withoutStyleAndScript(_ html: String) -> String {
    html.replacing(#/(?s)<style>.*?<\/style>/#, with: "<style></style>")
      .replacing(#/(?s)<script>.*?<\/script>/#, with: "<script></script>")
  }
}
