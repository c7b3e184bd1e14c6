internal import Experiments
internal import Foundation
internal import Results

/// A suite's status for people.
struct StatusText {
  let name: String
  let status: SuiteStatus
  /// The suite as it was named on the command line, for the shell, with its store.
  let suite: String

  /// The failures that are listed one by one.
  private static let listed = 20

  /// All of it, without a line end.
  var text: String {
    var blocks = [head]
    if status.panels.count > 1 { blocks.append(panels) }
    if !status.failures.isEmpty { blocks.append(failures) }
    blocks.append(next)
    return blocks.joined(separator: "\n\n")
  }

  private var head: String {
    var lines = [
      """
      \(name): \(status.trials) trials, \(status.scored) done, \(status.failed) failed, \
      \(status.missing) missing\(status.isRunning ? "; a run is at work" : "")
      """
    ]
    if let seconds = status.secondsLeft {
      lines.append("About \(DurationText.text(.seconds(seconds))) left.")
    }
    if status.unplanned > 0 {
      lines.append(
        """
        The store also holds \(status.unplanned) trials of earlier forms of the suite; `lopsided \
        gc` drops them.
        """)
    }
    return lines.joined(separator: "\n")
  }

  private var panels: String {
    var table = TextTable(["data set", "model", "trials", "done", "failed", "missing"])
    for panel in status.panels {
      table.append([
        panel.dataset, panel.model, "\(panel.trials)", "\(panel.scored)", "\(panel.failed)",
        "\(panel.missing)",
      ])
    }
    return table.text
  }

  private var failures: String {
    var lines = ["Failed:"]
    for failure in status.failures.prefix(Self.listed) {
      lines.append(
        """
          \(failure.dataset), replicate \(failure.replicate), \(failure.model), \(failure.loss): \
        \(failure.kind.rawValue): \(failure.reason)
        """)
    }
    let rest = status.failures.count - Self.listed
    if rest > 0 { lines.append("  and \(rest) more; --format json lists all") }
    return lines.joined(separator: "\n")
  }

  private var next: String {
    let retried = status.failures.count { $0.isTriedAgain }
    var lines: [String] = []
    if status.missing > 0 {
      lines.append("To go on: lopsided run \(suite)")
    } else if retried > 0 {
      lines.append("To try them again: lopsided run \(suite) --only-failed")
    }
    if status.scored > 0 { lines.append("Next: lopsided report \(suite)") }
    return lines.joined(separator: "\n")
  }
}
