import Datasets
import Foundation
import Testing

/// A temporary folder that goes away with the test.
final class FormatTestFolder {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("format-\(UUID())")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url.appendingPathComponent(name)))
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: url.appendingPathComponent(name))
  }

  /// Everything in the folder, hidden entries included.
  func entries() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
  }
}

extension Dataset {
  /// Whether two data sets are the same, bit for bit.
  func isIdentical(to other: Dataset) -> Bool {
    featureNames == other.featureNames && labels == other.labels
      && features.map(\.bitPattern) == other.features.map(\.bitPattern)
      && oracle?.posterior == other.oracle?.posterior
      && oracle?.typology == other.oracle?.typology
      && oracle?.typologyNames == other.oracle?.typologyNames
  }
}

extension FormatTestFolder {
  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// What `gzip` makes of a compressed file, which may have several members.
  func unpacked(_ name: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path(name)]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
