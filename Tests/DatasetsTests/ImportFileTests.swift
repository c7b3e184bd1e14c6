import Datasets
import Foundation
import Testing

@Suite("A file that cannot be opened or read is an error")
struct ImportFileTests {
  private func message(at path: String) throws -> String {
    let error = #expect(throws: ImportError.self) { try CSVImporter(label: "y").table(at: path) }
    return try #require(error).description
  }

  @Test("No such file, and a directory")
  func missing() throws {
    let file = try TemporaryFile("")
    let folder = file.folder.path
    #expect(
      try message(at: folder + "/none.csv")
        == "\(folder)/none.csv: there is no such file. Give the path of a CSV file.")
    #expect(
      try message(at: folder)
        == "\(folder): this is a directory. Give the path of one CSV file in it.")
    #expect(
      try message(at: file.path)
        == "\(file.path): the file is empty. A CSV file has a header line with the column names "
        + "and a line for each row.")
  }

  @Test("Links in a circle")
  func circle() throws {
    let file = try TemporaryFile("")
    let link = file.folder.appendingPathComponent("link.csv").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: link)
    #expect(
      try message(at: link)
        == "\(link): the file cannot be read: its symbolic links lead in a circle. Give a CSV "
        + "file that you may read.")
  }

  @Test("No permission", .enabled(if: geteuid() != 0))
  func permission() throws {
    let file = try TemporaryFile("a,y\n1,0\n")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
    #expect(
      try message(at: file.path)
        == "\(file.path): the file cannot be read: permission denied. Give a CSV file that you "
        + "may read.")
  }

  @Test("A file that is cut short while it is read")
  func truncated() throws {
    let file = try TemporaryFile("a,y\n" + String(repeating: "1,0\n", count: 1000))
    var source = try FileSource(path: file.path)
    var buffer = [UInt8](repeating: 0, count: 1000)
    #expect(try source.read(into: &buffer, 0..<1000) == 1000)
    let handle = try #require(FileHandle(forWritingAtPath: file.path))
    try handle.truncate(atOffset: 1500)
    #expect(try source.read(into: &buffer, 0..<1000) == 500)
    var caught: ImportError?
    do { _ = try source.read(into: &buffer, 0..<1000) } catch { caught = error }
    #expect(
      try #require(caught).description
        == "\(file.path): the file changed while it was read: it had 4004 bytes when it was "
        + "opened and 1500 bytes were read. Import it again when nothing writes to it.")
  }
}
