internal import Foundation

/// One self-contained web page made from Markdown and drawings.
///
/// The same text gives the same bytes. Everything stands in the file: style, script and drawings;
/// nothing is loaded. The page is HTML and well-formed XML alike.
public struct Page: Sendable {
  /// The page, UTF-8, ending with a line break.
  public let html: String

  /// Makes the page of a text; nothing only when memory runs out.
  ///
  /// - Parameters:
  ///   - markdown: GitHub Markdown; its first heading of level 1 is the page's title. Of raw HTML
  ///     only `<a id="…"></a>` is taken over; the rest shows as text.
  ///   - figures: drawings by the path that images of the text name.
  public init?(markdown: String, figures: [String: String]) {
    guard let tree = MarkdownTree(markdown) else { return nil }
    let outline = Outline(editing: tree, figures: figures)
    html = """
      <!DOCTYPE html>
      <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
      <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>\(Self.escaped(outline.title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      \(outline.navigation)<main>
      \(tree.html(of: tree.root))</main>
      <script>//<![CDATA[
      \(Self.script)
      //]]></script>
      </body>
      </html>

      """
  }

  /// Text for elements and attributes.
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
