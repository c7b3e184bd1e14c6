internal import Foundation

/// Writes the list of the types that files hold.
///
/// Usage: `catalogue-generator losses|scenarios OUTPUT FILE.swift...`
@main
struct CatalogueGenerator {
  static func main() {
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      guard arguments.count > 2, let kind = Kind(rawValue: arguments[0]) else {
        throw CatalogueError.usage
      }
      let members = try arguments.dropFirst(2).map { try typeName(ofFileAt: $0, of: kind) }.sorted()
      for (member, next) in zip(members, members.dropFirst()) where member == next {
        throw CatalogueError.duplicate(member, kind)
      }
      try kind.source(listing: members).write(
        toFile: arguments[1], atomically: true, encoding: .utf8)
    } catch {
      FileHandle.standardError.write(Data("error: \(error)\n".utf8))
      exit(1)
    }
  }

  /// The file's name without `.swift`, which must be the name of the type inside.
  static func typeName(ofFileAt path: String, of kind: Kind) throws -> String {
    let url = URL(filePath: path)
    let name = url.deletingPathExtension().lastPathComponent
    guard url.pathExtension == "swift", let initial = name.first, initial.isUppercase,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
    else {
      throw CatalogueError.notATypeName(url.lastPathComponent, kind)
    }
    return name
  }
}

/// What a list is of.
enum Kind: String {
  case losses
  case scenarios

  func source(listing members: [String]) -> String {
    let list = members.map { "    \($0).self," }.joined(separator: "\n")
    switch self {
    case .losses:
      return """
        // Generated from the files in Catalogue by catalogue-generator. Do not edit.

        /// The losses that come with the library, one for each file in `Sources/Losses/Catalogue`.
        enum BuiltInLosses {
          /// Every loss, ordered by the name of its type.
          static let all: [any Loss.Type] = [
        \(list)
          ]
        }

        """
    case .scenarios:
      return """
        // Generated from the folders in Scenarios by catalogue-generator. Do not edit.

        /// The scenarios that come with the library, one for each folder in
        /// `Sources/Datasets/Scenarios` with a file of its name.
        enum BuiltInScenarios {
          /// Every scenario, ordered by the name of its type.
          static let all: [any Scenario.Type] = [
        \(list)
          ]
        }

        """
    }
  }
}

/// Why the catalogue could not be written.
enum CatalogueError: Error, CustomStringConvertible {
  case usage
  case notATypeName(String, Kind)
  case duplicate(String, Kind)

  var description: String {
    switch self {
    case .usage:
      """
      catalogue-generator needs what to list, the file to write and at least one member: \
      losses|scenarios OUTPUT FILE.swift...
      """
    case .notATypeName(let file, .losses):
      """
      '\(file)' in Catalogue cannot hold a loss: a file is named after its type, such as \
      Focal.swift (letters and digits, starting with a capital).
      """
    case .notATypeName(let file, .scenarios):
      """
      '\(file)' in Scenarios cannot hold a scenario: a file and its folder are named after its type, \
      such as Gauss/Gauss.swift (letters and digits, starting with a capital).
      """
    case .duplicate(let name, .losses):
      "Two files in Catalogue are called '\(name).swift'; every loss needs a name of its own."
    case .duplicate(let name, .scenarios):
      "Two folders in Scenarios are called '\(name)'; every scenario needs a name of its own."
    }
  }
}
