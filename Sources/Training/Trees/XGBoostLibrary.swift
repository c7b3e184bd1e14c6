internal import CXGBoost
internal import Foundation

/// XGBoost's library, opened at run time; once opened it stays loaded until the process ends.
///
/// Nothing is linked: without the library everything but trees works.
public struct XGBoostLibrary: Sendable {
  /// The environment variable that names the library's file.
  public static let variable = "LOPSIDED_XGBOOST"

  /// The version, such as `3.2.0`.
  public let version: String
  let functions: XGBoostFunctions

  private static let found = Result { () throws(TreeError) in
    try XGBoostLibrary(environment: ProcessInfo.processInfo.environment)
  }

  /// The library that the environment names or the system has; the same for the whole process.
  ///
  /// - Returns: The library.
  ///
  /// - Throws: ``TreeError`` saying how to install it.
  public static func installed() throws(TreeError) -> XGBoostLibrary { try found.get() }

  static func installed(unless given: XGBoostLibrary?) throws(TreeError) -> XGBoostLibrary {
    if let given { given } else { try installed() }
  }

  /// Opens the library that an environment names, or else the system's.
  ///
  /// - Parameter environment: Variables by name.
  ///
  /// - Throws: ``TreeError`` saying how to install it.
  public init(environment: [String: String]) throws(TreeError) {
    #if canImport(Darwin)
      let names = ["libxgboost.dylib", "/opt/homebrew/lib/libxgboost.dylib"]
    #else
      let names = ["libxgboost.so.0", "libxgboost.so"]
    #endif
    let named = environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
    let tried = named.map { [$0] } ?? names
    var reason = ""
    for name in tried {
      if let library = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL) {
        functions = try unsafe XGBoostFunctions(of: library, path: name)
        var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
        unsafe functions.version(&major, &minor, &patch)
        version = "\(major).\(minor).\(patch)"
        return
      }
      if reason.isEmpty {
        reason = unsafe dlerror().map { unsafe String(cString: $0) } ?? "no reason was given"
      }
    }
    throw .libraryMissing(tried: tried, reason: reason)
  }

  /// Keeps XGBoost from writing to standard error; it holds for the calling thread.
  func silence() { _ = unsafe functions.setGlobalConfig("{\"verbosity\": 0}") }

  /// Turns a status into an error, with XGBoost's own reason.
  func check(_ status: Int32, _ action: @autoclosure () -> String) throws(TreeError) {
    guard status != 0 else { return }
    let text = unsafe functions.lastError().map { unsafe String(cString: $0) } ?? ""
    throw .failed(action: action(), reason: Self.reason(in: text))
  }

  /// The first line of a message, without time of day and place in XGBoost's source.
  static func reason(in text: String) -> String {
    var line = text.split(separator: "\n").first.map { $0[...] } ?? "it gave no reason"
    if line.hasPrefix("["), let end = line.firstRange(of: "] ") { line = line[end.upperBound...] }
    if let end = line.firstRange(of: ": "), line[..<end.lowerBound].contains("/") {
      line = line[end.upperBound...]
    }
    let reason = line.trimmingCharacters(in: .whitespaces)
    return reason.hasSuffix(".") ? reason : reason + "."
  }
}
