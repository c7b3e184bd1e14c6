internal import Experiments
internal import Foundation

/// What a run says at its end.
struct RunText {
  let suite: SuiteArgument
  let plugins: [String]

  /// What it came to, and where to look next.
  ///
  /// - Parameters:
  ///   - summary: what the run came to.
  ///   - store: where results are.
  /// - Returns: lines.
  func summary(_ summary: RunSummary, store: URL) -> String {
    var lines = [
      """
      \(summary.trials) trials: \(summary.scored) run now, \(summary.kept) kept from before, \
      \(summary.failed) failed\(summary.missing > 0 ? ", \(summary.missing) missing" : ""). \
      Results: \(store.relativePath)
      """
    ]
    if summary.reevaluated > 0 {
      lines.append("\(summary.reevaluated) were evaluated anew from the scores kept of them.")
    }
    if summary.missing > 0 {
      lines.append("To go on: \(command("run", takesPlugins: true))")
    }
    if summary.failed > 0 {
      lines.append("Why trials failed: \(command("status", takesPlugins: true))")
    }
    lines.append("Next: \(command("report"))")
    return lines.joined(separator: "\n")
  }

  private func command(_ name: String, takesPlugins: Bool = false) -> String {
    var words = ["lopsided", name, Terminal.quoted(suite.suite)]
    if let store = suite.store { words += ["--store", Terminal.quoted(store)] }
    if takesPlugins {
      for plugin in plugins { words += ["--plugin", Terminal.quoted(plugin)] }
    }
    return words.joined(separator: " ")
  }
}
