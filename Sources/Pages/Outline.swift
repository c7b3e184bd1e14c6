/// What a page adds to the text: identifiers of headings, a navigation, drawings, and tables that
/// scroll within themselves.
struct Outline {
  /// The words of the first heading.
  private(set) var title = "Report"
  private var sections: [Entry] = []
  private var anchors = Anchors()
  private var tables: [String: Int] = [:]
  private var figures: [String: Int] = [:]

  /// A section of the navigation, with those below it.
  private struct Entry {
    let words: String
    let anchor: String
    var below: [Entry] = []
  }

  /// Edits the tree.
  ///
  /// - Parameters:
  ///   - tree: the parsed text.
  ///   - drawings: SVG documents by the path that images name.
  init(editing tree: borrowing MarkdownTree, figures drawings: [String: String]) {
    anchors = Anchors(reserving: Self.settleRawHTML(below: tree.root))
    Self.removeContents(tree.root)
    var heading = ""
    for block in tree.root.children {
      switch block.kind {
      case "heading":
        heading = block.words
        replaceHeading(block, in: tree)
      case "table":
        wrapTable(block, under: heading)
      case "paragraph":
        guard let image = block.children.first, image.kind == "image", block.children.count == 1,
          let drawing = drawings[image.target]
        else { break }
        block.replace(withBlock: figure(drawing, path: image.target, alternative: image.words))
      default: break
      }
    }
    Self.settleImages(below: tree.root)
  }

  /// The navigation of the sections, or nothing for a page with fewer than two.
  var navigation: String {
    guard sections.count > 1 else { return "" }
    func list(_ entries: [Entry]) -> String {
      let items = entries.map { entry in
        "<li><a href=\"#\(entry.anchor)\">\(Page.escaped(entry.words))</a>"
          + (entry.below.isEmpty ? "" : "\n" + list(entry.below)) + "</li>\n"
      }
      return "<ol>\n\(items.joined())</ol>\n"
    }
    return """
      <nav aria-label="Contents">
      <details open="open">
      <summary>Contents</summary>
      \(list(sections))</details>
      </nav>

      """
  }

  private mutating func replaceHeading(_ block: Node, in tree: borrowing MarkdownTree) {
    let words = block.words
    let anchor = anchors.take(Anchors.fragment(of: words))
    switch block.level {
    case 1 where sections.isEmpty: title = words
    case 3 where !sections.isEmpty:
      // "Results: mammography" stands under "Results" and needs no more than its own part.
      let parts = words.split(separator: ": ", maxSplits: 1)
      sections[sections.count - 1].below.append(
        Entry(words: parts.count == 2 ? String(parts[1]) : words, anchor: anchor))
    case 1, 2: sections.append(Entry(words: words, anchor: anchor))
    default: break
    }
    let inner = block.children.map { tree.html(of: $0) }.joined()
    let name = "h\(block.level)"
    block.replace(
      withBlock: """
        <\(name) id="\(anchor)">\(inner) <a class="here" href="#\(anchor)" \
        aria-label="Link to this section">#</a></\(name)>
        """)
  }

  private mutating func wrapTable(_ block: Node, under heading: String) {
    let number = (tables[heading] ?? 0) + 1
    tables[heading] = number
    let name = number == 1 ? heading : "\(heading), table \(number)"
    block.wrap(
      before: """
        <div class="table" role="region" tabindex="0" aria-label="\(Page.escaped(name))">
        """,
      after: "</div>")
  }

  private mutating func figure(
    _ drawing: String, path: String, alternative: String
  ) -> String {
    // A drawing that is shown twice needs other identifiers the second time.
    let number = (figures[path] ?? 0) + 1
    figures[path] = number
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = Anchors.fragment(of: file.replacing(".svg", with: ""))
    let name = anchors.take("figure-\(stem)")
    return """
      <figure id="\(name)" class="drawing" tabindex="0" aria-label="\(Page.escaped(alternative))">
      \(InlinedFigure(drawing, name: name).svg)
      </figure>
      """
  }

  /// Takes over `<a id="…"></a>` and shows every other raw HTML as text.
  ///
  /// - Returns: the identifiers taken over.
  private static func settleRawHTML(below root: Node) -> [String] {
    var found: [Node] = []
    root.visit { if $0.kind == "html_inline" || $0.kind == "html_block" { found.append($0) } }
    var anchors: [String] = []
    var index = 0
    while index < found.count {
      let node = found[index]
      index += 1
      let literal = node.literal
      let isClosed =
        index < found.count && found[index].literal == "</a>" && node.precedes(found[index])
      if node.kind == "html_block" {
        node.replace(withBlock: "<p>\(Page.escaped(literal))</p>")
      } else if isClosed, let name = literal.wholeMatch(of: #/<a id="([\p{L}\p{N}_-]+)">/#)?.1,
        !anchors.contains(String(name))
      {
        anchors.append(String(name))
        node.replace(withInline: literal + "</a>")
        found[index].remove()
        index += 1
      } else {
        node.replace(withInline: Page.escaped(literal))
      }
    }
    return anchors
  }

  /// The list of contents goes: the navigation takes its place.
  private static func removeContents(_ root: Node) {
    let blocks = root.children
    for (index, block) in blocks.enumerated() {
      guard block.kind == "paragraph", block.words == "Contents", index + 1 < blocks.count,
        block.children.count == 1, block.children.first?.kind == "strong",
        blocks[index + 1].kind == "list"
      else { continue }
      blocks[index + 1].remove()
      block.remove()
      return
    }
  }

  /// An image that is no drawing of the report is named and not loaded.
  private static func settleImages(below root: Node) {
    var images: [Node] = []
    root.visit { if $0.kind == "image" { images.append($0) } }
    for image in images {
      image.replace(withInline: "<em>\(Page.escaped(image.words))</em>")
    }
  }
}
