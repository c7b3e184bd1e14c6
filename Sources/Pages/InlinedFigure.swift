internal import Foundation

/// A drawing as part of a page: its identifiers are its own, and it does not shrink until its
/// words can no longer be read.
struct InlinedFigure {
  /// The share of its width that a drawing keeps; where there is less room, it scrolls.
  private static let smallest = 0.8

  /// The `svg` element, without a declaration before it.
  let svg: String

  /// Prepares a drawing.
  ///
  /// - Parameters:
  ///   - document: an SVG document.
  ///   - name: the figure's name, unique on the page; identifiers of the drawing begin with it.
  init(_ document: String, name: String) {
    var text = document
    if let start = text.range(of: "<svg") { text.removeSubrange(..<start.lowerBound) }
    while text.last?.isWhitespace == true { text.removeLast() }
    for prefix in [" id=\"", "url(#", "href=\"#"] {
      text = text.replacing(prefix, with: "\(prefix)\(name)-")
    }
    if let width = text.firstMatch(of: #/^<svg[^>]*? width="([0-9]+(?:\.[0-9]+)?)"/#)?.1,
      let pixels = Double(width)
    {
      let least = Int((pixels * Self.smallest).rounded())
      text = text.replacing(
        "<svg", with: "<svg style=\"min-width: \(least)px\"", maxReplacements: 1)
    }
    svg = text
  }
}
