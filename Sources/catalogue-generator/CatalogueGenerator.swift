internal import Foundation

/// Writes `BuiltInLosses.swift` from the paths of the files that hold the losses.
///
/// Usage: `catalogue-generator OUTPUT FILE.swift...`
@main
struct CatalogueGenerator {
  static func main() {
    do {
      let arguments = CommandLine.arguments.dropFirst()
      guard let output = arguments.first, arguments.count > 1 else {
        throw CatalogueError.usage
      }
      let members = try arguments.dropFirst().map(typeName(ofFileAt:)).sorted()
      for (member, next) in zip(members, members.dropFirst()) where member == next {
        throw CatalogueError.duplicate(member)
      }
      try source(listing: members).write(toFile: output, atomically: true, encoding: .utf8)
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(1)
    }
  }

  /// The file's name without `.swift`, which must be the name of the type inside.
  static func typeName(ofFileAt path: String) throws -> String {
    let url = URL(filePath: path)
    let name = url.deletingPathExtension().lastPathComponent
    guard url.pathExtension == "swift", let initial = name.first, initial.isUppercase,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else {
      throw CatalogueError.notATypeName(url.lastPathComponent)
    }
    return name
  }

  static func source(listing members: [String]) -> String {
    """
    // Generated from the files in Catalogue by catalogue-generator. Do not edit.

    /// The losses that come with the library, one for each file in `Sources/Losses/Catalogue`.
    enum BuiltInLosses {
      /// Every loss, ordered by the name of its type.
      static let all: [any Loss.Type] = [
    \(members.map { "    \($0).self," }.joined(separator: "\n"))
      ]
    }

    """
  }
}

/// Why the catalogue could not be written.
enum CatalogueError: Error, CustomStringConvertible {
  case usage
  case notATypeName(String)
  case duplicate(String)

  var description: String {
    switch self {
    case .usage:
      "catalogue-generator needs the file to write and at least one loss: OUTPUT FILE.swift..."
    case .notATypeName(let file):
      """
      '\(file)' in Catalogue cannot hold a loss: a file is named after its type, such as \
      Focal.swift (letters and digits, starting with a capital).
      """
    case .duplicate(let name):
      "Two files in Catalogue are called '\(name).swift'; every loss needs a name of its own."
    }
  }
}
