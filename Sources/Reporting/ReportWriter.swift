public import Foundation

/// Writes a report into a folder: `report.md`, `results.csv`, `manifest.json`, `figures/*.svg`, or
/// `report.html` alone.
public enum ReportWriter {
  /// Writes every file of the report, each one complete or not at all.
  ///
  /// A file is written beside its place and renamed into it. Figures come first and the text last,
  /// so that the text never shows a figure that is not there; then figures that an earlier report
  /// left behind are removed.
  /// - Parameters:
  ///   - report: the report.
  ///   - folder: where it goes; made when missing.
  /// - Throws: ``ReportingError/notWritten(path:reason:)``.
  public static func write(_ report: Report, to folder: URL) throws(ReportingError) {
    let figures = folder.appendingPathComponent("figures", isDirectory: true)
    try make(report.figures.isEmpty ? folder : figures)
    for figure in report.figures {
      try write(figure.svg, to: figures.appendingPathComponent(figure.name + ".svg"))
    }
    try write(report.csv, to: folder.appendingPathComponent("results.csv"))
    try write(report.manifestJSON, to: folder.appendingPathComponent("manifest.json"))
    try write(report.markdown, to: folder.appendingPathComponent("report.md"))
    try removeStrangers(in: figures, keeping: Set(report.figures.map { $0.name + ".svg" }))
  }

  /// Writes the report as one web page, `report.html`, complete or not at all.
  ///
  /// - Parameters:
  ///   - report: the report.
  ///   - folder: where it goes; made when missing. What else stands there is left alone.
  /// - Throws: ``ReportingError``.
  public static func writePage(of report: Report, to folder: URL) throws(ReportingError) {
    let page = try report.page()
    try make(folder)
    try write(page, to: folder.appendingPathComponent("report.html"))
  }

  private static func make(_ folder: URL) throws(ReportingError) {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .notWritten(path: folder.path, reason: reason(of: error))
    }
  }

  private static func write(_ text: String, to file: URL) throws(ReportingError) {
    do {
      try Data(text.utf8).write(to: file, options: .atomic)
    } catch {
      throw .notWritten(path: file.path, reason: reason(of: error))
    }
  }

  private static func removeStrangers(
    in folder: URL, keeping names: Set<String>
  ) throws(ReportingError) {
    guard FileManager.default.fileExists(atPath: folder.path) else { return }
    do {
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
      where name.hasSuffix(".svg") && !names.contains(name) {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
      }
    } catch {
      throw .notWritten(path: folder.path, reason: reason(of: error))
    }
  }

  private static func reason(of error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    switch error.code {
    case .fileWriteNoPermission: return "no permission"
    case .fileWriteOutOfSpace: return "no space left"
    case .fileWriteFileExists: return "a file is in the way"
    case .fileNoSuchFile, .fileReadNoSuchFile: return "no such folder"
    default: return error.localizedDescription
    }
  }
}
