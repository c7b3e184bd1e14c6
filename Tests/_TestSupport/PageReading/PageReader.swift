package import Foundation

#if canImport(FoundationXML)
  package import FoundationXML
#endif

/// A page as an XML parser reads it; throws where it is not well-formed.
package final class PageReader: NSObject, XMLParserDelegate {
  package struct Malformed: Error {
    let line: Int
    let reason: String
  }

  package let html: String
  package private(set) var title = ""
  package private(set) var identifiers: [String] = []
  package private(set) var links: [String] = []
  /// What a browser would fetch: sources, style sheets, addresses within styles.
  package private(set) var loaded: [String] = []
  /// Number of elements by name.
  package private(set) var elements: [String: Int] = [:]
  /// The words of every table's cells.
  package private(set) var tables: [[[String]]] = []
  private var open: [String] = []

  package init(_ html: String) throws {
    self.html = html
    super.init()
    let parser = XMLParser(data: Data(html.utf8))
    parser.delegate = self
    guard parser.parse() else {
      throw Malformed(line: parser.lineNumber, reason: "\(String(describing: parser.parserError))")
    }
  }

  /// Links within the page that lead nowhere.
  package var danglingAnchors: [String] {
    let known = Set(identifiers)
    return links.filter { $0.hasPrefix("#") }
      .map { String($0.dropFirst()).removingPercentEncoding ?? $0 }
      .filter { !known.contains($0) }
  }

  package func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    open.append(name)
    elements[name, default: 0] += 1
    if let identifier = attributes["id"] { identifiers.append(identifier) }
    if let target = attributes["href"] {
      if name == "a" || name == "use" { links.append(target) } else { loaded.append(target) }
    }
    for key in ["src", "srcset", "data", "poster", "xlink:href"] {
      if let source = attributes[key] { loaded.append(source) }
    }
    if attributes["style"]?.contains("url(") == true { loaded.append(attributes["style"] ?? "") }
    switch name {
    case "table": tables.append([])
    case "tr": tables[tables.count - 1].append([])
    case "th", "td": tables[tables.count - 1][tables[tables.count - 1].count - 1].append("")
    default: break
    }
  }

  package func parser(_ parser: XMLParser, foundCharacters text: String) {
    if open.last == "title", open.contains("head") { title += text }
    if open.contains("style"), text.contains("url(") || text.contains("@import") {
      loaded.append(text)
    }
    if open.contains("td") || open.contains("th") {
      let table = tables.count - 1
      let row = tables[table].count - 1
      tables[table][row][tables[table][row].count - 1] += text
    }
  }

  package func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }
}
