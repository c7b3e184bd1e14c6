internal import ArgumentParser
internal import Experiments
internal import Foundation

/// How a suite is named on the command line: a file, or the name of one in `Benchmarks/Suites`.
struct SuiteArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The suite: a YAML file, or the name of one in Benchmarks/Suites.", valueName: "suite"))
  var suite: String

  @Option(
    help: ArgumentHelp(
      "The result store, a SQLite file (default: results/NAME.sqlite).", valueName: "file"))
  var store: String?

  /// The suite file.
  var file: URL { Self.file(of: suite) }

  /// The store of a suite with this name.
  func storeURL(name: String) -> URL { Self.storeURL(name: name, store: store) }

  /// The file of a suite: itself, or the one of this name in `Benchmarks/Suites`.
  static func file(of suite: String) -> URL {
    let isName = !suite.contains("/") && !suite.hasSuffix(".yaml") && !suite.hasSuffix(".yml")
    guard isName, !FileManager.default.fileExists(atPath: suite) else {
      return URL(filePath: suite)
    }
    return URL(filePath: "Benchmarks/Suites/\(suite).yaml")
  }

  /// The store that was named, or else that of the suite.
  static func storeURL(name: String, store: String?) -> URL {
    URL(filePath: store ?? "results/\(name).sqlite")
  }
}
