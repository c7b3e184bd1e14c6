/// One section of the report: a heading, its Markdown and the figures it shows.
///
/// To add a section, conform a type in `Sections/` and list it in ``Report/sections``.
protocol ReportSection: Sendable {
  /// The heading.
  var title: String { get }
  /// The Markdown under the heading; `nil` leaves the section out.
  func body(of study: Study) throws -> String?
  /// The figures that the body shows; none unless implemented.
  func figures(of study: Study) throws -> [Figure]
}

extension ReportSection {
  func figures(of study: Study) throws -> [Figure] { [] }
}

/// A figure under its file name.
struct Figure: Sendable {
  /// The file name without folder and extension.
  let name: String
  let svg: String

  /// The path from the report's folder.
  var path: String { Figure.path(of: name) }

  static func path(of name: String) -> String { "figures/\(name).svg" }
}
