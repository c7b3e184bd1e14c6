import Foundation
import PageReading
import Pages
import Testing

@Suite("A page of Markdown")
struct PageTests {
  private static let drawing = """
    <?xml version="1.0"?>
    <svg xmlns="http://www.w3.org/2000/svg" width="720" height="10"><title>A &amp; B</title>
    <clipPath id="box"><rect width="5" height="5"/></clipPath>
    <g clip-path="url(#box)"><use href="#box"/></g></svg>

    """

  private func page(_ markdown: String, figures: [String: String] = [:]) throws -> PageReader {
    try PageReader(try #require(Page(markdown: markdown, figures: figures)).html)
  }

  @Test("Tables keep every cell, escape what they hold and scroll within themselves")
  func tables() throws {
    let page = try page(
      """
      # One & two

      ## Results

      | loss | [AP](#ap) |
      | :-- | --: |
      | a\\|b &lt;c&gt; | **0.5 ± 0.1** |
      |  | – |

      - <a id="ap"></a>**AP**: the area.
      """)
    #expect(page.title == "One & two")
    #expect(page.tables == [[["loss", "AP"], ["a|b <c>", "0.5 ± 0.1"], ["", "–"]]])
    #expect(page.html.contains("<div class=\"table\" role=\"region\" tabindex=\"0\""))
    #expect(page.html.contains("<th style=\"text-align: right\"><a href=\"#ap\">AP</a></th>"))
    #expect(page.danglingAnchors.isEmpty)
  }

  @Test("Headings get the anchors that forges give them, each once")
  func anchors() throws {
    let page = try page(
      """
      # Title

      ## What was compared?

      ## Results

      ### Results: typologies (0.1 % fraud), MLP

      ## Results

      ## taken

      <a id="taken"></a>word and [back](#what-was-compared)
      """)
    #expect(page.identifiers.contains("what-was-compared"))
    #expect(page.identifiers.contains("results-typologies-01--fraud-mlp"))
    #expect(page.identifiers.contains("results-1"))
    #expect(page.identifiers.contains("taken-1"))
    #expect(Set(page.identifiers).count == page.identifiers.count)
    #expect(page.danglingAnchors.isEmpty)
    #expect(page.html.contains("<li><a href=\"#results\">Results</a>"))
    #expect(page.html.contains("\">typologies (0.1 % fraud), MLP</a></li>"))
  }

  @Test("The list of contents becomes the navigation")
  func contents() throws {
    let page = try page(
      "# T\n\n## A\n\n**Contents**\n\n- [B](#b)\n- [C](#c)\n\n## B\n\ntext\n\n## C\n\ntext")
    #expect(!page.html.contains("<strong>Contents</strong>"))
    #expect(page.html.contains("<nav aria-label=\"Contents\">"))
    #expect(page.html.components(separatedBy: "href=\"#b\"").count == 3)
  }

  @Test("Drawings are part of the page, their identifiers their own")
  func drawings() throws {
    let page = try page(
      "# T\n\n![A drawing](figures/a.svg)\n\n![Again](figures/a.svg)\n\n![Lost](figures/lost.svg)",
      figures: ["figures/a.svg": Self.drawing])
    #expect(page.html.components(separatedBy: "<svg").count == 3)
    #expect(page.html.contains("url(#figure-a-box)"))
    #expect(page.html.contains("href=\"#figure-a-1-box\""))
    #expect(page.html.contains("min-width: 576px"))
    #expect(Set(page.identifiers).count == page.identifiers.count)
    #expect(page.html.contains("<em>Lost</em>"))
    #expect(page.danglingAnchors.isEmpty)
    #expect(page.loaded.isEmpty)
  }

  @Test(
    "Markup in the text is shown, not obeyed",
    arguments: [
      "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a id=\"x\">", "</a>",
      "<a id=\"x\" onclick=\"y\"></a>", "<!-- -->", "<style>", "&lt;script&gt;", "]]>",
      "</main>", "\u{0}\u{1B}",
      "<svg/onload=alert(1)>",
    ])
  func hostile(_ text: String) throws {
    for markdown in [
      "# \(text)\n\n## \(text)\n\n\(text) words", "# T\n\n\(text)\n\n## A\n\n## B",
      "# T\n\n- \(text)\n\n| a |\n| -- |\n| \(text) |\n\n![\(text)](figures/a.svg)",
    ] {
      let page = try page(markdown, figures: ["figures/a.svg": Self.drawing])
      #expect(page.elements["script"] == 1)
      #expect(page.elements["style"] == 1)
      #expect(page.elements["img"] == nil)
      #expect(page.loaded.isEmpty)
    }
  }

  @Test("Links with scripts lose their target; the same text gives the same bytes")
  func links() throws {
    let text = "# T\n\n[a](javascript:alert(1)) and [b](https://example.org/?a=1&b=2)"
    let page = try page(text)
    #expect(!page.html.contains("javascript:"))
    #expect(page.html.contains("<a href=\"https://example.org/?a=1&amp;b=2\">b</a>"))
    #expect(try self.page(text).html == page.html)
  }

  @Test("Pages can be made on many threads at once")
  func concurrency() async throws {
    let text = "# T\n\n| a | b |\n| -- | --: |\n| 1 | 2 |"
    let first = try #require(Page(markdown: text, figures: [:])).html
    let pages = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<32 { group.addTask { Page(markdown: text, figures: [:])?.html } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(pages.count == 32)
    #expect(pages.allSatisfy { $0 == first })
  }

  @Test("Plain text keeps the words")
  func plainText() {
    let text = PlainText.of("**Train with a\\_b.** Not [this](#x) &lt;1 %\\*:\n\n- one\n- two")
    #expect(text == "Train with a_b. Not this <1 %*:\n\n  - one\n  - two")
  }
}
