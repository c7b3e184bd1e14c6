internal import CCommonMark
internal import Foundation
internal import Synchronization

/// A parsed document of GitHub Markdown: cmark-gfm's tree, freed with the value.
///
/// Raw HTML in the text is never rendered, and links with scripts lose their target.
@safe struct MarkdownTree: ~Copyable {
  private let parser: OpaquePointer
  private let document: OpaquePointer

  // Tables keep their attributes; every other option is cmark's default, which is the safe one.
  private static let options = CMARK_OPT_DEFAULT | CMARK_OPT_TABLE_PREFER_STYLE_ATTRIBUTES

  /// cmark-gfm keeps its extensions in variables of the process, so one thread at a time parses.
  private static let isRegistered = Mutex(false)

  /// Parses a text; nothing only when memory runs out.
  init?(_ markdown: String) {
    let text = Self.printable(markdown)
    let parsed = Self.isRegistered.withLock { isRegistered -> (Int, Int)? in
      if !isRegistered { cmark_gfm_core_extensions_ensure_registered() }
      isRegistered = true
      guard let parser = unsafe cmark_parser_new(Self.options) else { return nil }
      if let tables = unsafe cmark_find_syntax_extension("table") {
        unsafe cmark_parser_attach_syntax_extension(parser, tables)
      }
      unsafe cmark_parser_feed(parser, text, text.utf8.count)
      guard let document = unsafe cmark_parser_finish(parser) else {
        unsafe cmark_parser_free(parser)
        return nil
      }
      return (Int(bitPattern: parser), Int(bitPattern: document))
    }
    guard let parsed, let parser = unsafe OpaquePointer(bitPattern: parsed.0),
      let document = unsafe OpaquePointer(bitPattern: parsed.1)
    else { return nil }
    unsafe self.parser = parser
    unsafe self.document = document
  }

  deinit {
    unsafe cmark_node_free(document)
    unsafe cmark_parser_free(parser)
  }

  /// The document node.
  var root: Node { unsafe Node(document) }

  /// The HTML of a node and what is in it.
  func html(of node: Node) -> String {
    let extensions = unsafe cmark_parser_get_syntax_extensions(parser)
    return unsafe Self.taken(cmark_render_html(node.pointer, Self.options, extensions))
  }

  /// The words of the document, in lines of at most `width` characters.
  func plainText(width: Int) -> String {
    unsafe Self.taken(cmark_render_plaintext(document, Self.options, Int32(width)))
  }

  private static func taken(_ text: UnsafeMutablePointer<CChar>?) -> String {
    guard let text = unsafe text else { return "" }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }

  /// Characters that neither XML nor C strings can hold become spaces.
  private static func printable(_ text: String) -> String {
    let isPrintable = { (scalar: Unicode.Scalar) in
      scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        || scalar == "\n" || scalar == "\t"
    }
    guard !text.unicodeScalars.allSatisfy(isPrintable) else { return text }
    var result = ""
    result.unicodeScalars.append(
      contentsOf: text.unicodeScalars.map { isPrintable($0) ? $0 : " " })
    return result
  }
}

/// A node of a ``MarkdownTree``, valid as long as the tree and until it is replaced.
@safe struct Node {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

  /// Its kind as cmark names it: `heading`, `paragraph`, `table`, `image`, `html_inline`, …
  var kind: String { unsafe String(cString: cmark_node_get_type_string(pointer)) }

  /// The level of a heading, 1 to 6.
  var level: Int { Int(unsafe cmark_node_get_heading_level(pointer)) }

  /// The target of a link or image.
  var target: String { unsafe Self.text(cmark_node_get_url(pointer)) }

  /// The characters of a text, code or raw HTML.
  var literal: String { unsafe Self.text(cmark_node_get_literal(pointer)) }

  /// The nodes directly below.
  var children: [Node] {
    var children: [Node] = []
    var next = unsafe cmark_node_first_child(pointer)
    while let child = unsafe next {
      unsafe children.append(Node(child))
      unsafe next = cmark_node_next(child)
    }
    return children
  }

  /// The characters of everything below, without markup.
  var words: String {
    switch kind {
    case "text", "code": literal
    case "softbreak", "linebreak": " "
    default: children.map(\.words).joined()
    }
  }

  /// Whether another node follows this one directly.
  func precedes(_ other: Node) -> Bool { unsafe cmark_node_next(pointer) == other.pointer }

  /// Every node below and this one, in the order of the text.
  func visit(_ body: (Node) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }

  /// Puts HTML in the place of this block, which is gone afterwards.
  func replace(withBlock html: String) {
    guard let block = Self.block(entering: html, leaving: "") else { return }
    if unsafe cmark_node_replace(pointer, block.pointer) == 1 { unsafe cmark_node_free(pointer) }
  }

  /// Puts HTML in the place of this inline element, which is gone afterwards.
  func replace(withInline html: String) {
    guard let inline = unsafe cmark_node_new(CMARK_NODE_CUSTOM_INLINE) else { return }
    unsafe cmark_node_set_on_enter(inline, html)
    if unsafe cmark_node_replace(pointer, inline) == 1 { unsafe cmark_node_free(pointer) }
  }

  /// Puts HTML before and after this block.
  func wrap(before: String, after: String) {
    guard let block = Self.block(entering: before, leaving: after) else { return }
    if unsafe cmark_node_insert_before(pointer, block.pointer) == 1 {
      unsafe cmark_node_append_child(block.pointer, pointer)
    }
  }

  /// Takes this node and what is in it away.
  func remove() {
    unsafe cmark_node_unlink(pointer)
    unsafe cmark_node_free(pointer)
  }

  private static func block(entering: String, leaving: String) -> Node? {
    guard let block = unsafe cmark_node_new(CMARK_NODE_CUSTOM_BLOCK) else { return nil }
    unsafe cmark_node_set_on_enter(block, entering)
    unsafe cmark_node_set_on_exit(block, leaving)
    return unsafe Node(block)
  }

  private static func text(_ text: UnsafePointer<CChar>?) -> String {
    unsafe text.map { unsafe String(cString: $0) } ?? ""
  }
}
