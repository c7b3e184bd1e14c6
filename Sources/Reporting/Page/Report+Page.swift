internal import Pages

extension Report {
  /// The report as one self-contained web page, made from ``markdown`` and ``figures``.
  ///
  /// - Returns: HTML in UTF-8; the same report gives the same bytes.
  /// - Throws: ``ReportingError/noPage``.
  public func page() throws(ReportingError) -> String {
    let drawings = Dictionary(
      figures.map { (Figure.path(of: $0.name), $0.svg) }, uniquingKeysWith: { first, _ in first })
    guard let page = Page(markdown: markdown, figures: drawings) else { throw .noPage }
    return page.html
  }
}
