internal import Evaluation
internal import Results

/// Every trial as lines of comma-separated values (RFC 4180, CRLF), at full precision.
///
/// A scored trial has a line for the tuned configuration and one for the default configuration
/// unless that one failed; a failed trial has one line with its reason.
enum ResultsTable {
  private static let fixedColumns = [
    "dataset", "model", "loss", "replicate", "variant", "outcome", "reason", "settings",
    "learning_rate", "epoch",
  ]

  static func csv(of results: SuiteResults) -> String {
    let metrics = columns(of: results)
    // Only where some model was trained to convergence.
    let hasPenalties = results.suite.models.contains { $0.penalties != nil }
    let penaltyColumns = hasPenalties ? ["l2", "gradient_norm"] : []
    var lines = [(fixedColumns + penaltyColumns + metrics).map(field).joined(separator: ",")]
    for trial in results.trials {
      let head = [trial.dataset, trial.model, trial.loss, "\(trial.replicate)"]
      switch trial.outcome {
      case .failed(let failure):
        let tail = ["", failure.kind.rawValue, failure.reason, "", "", ""]
        lines.append(line(head + tail + (penaltyColumns + metrics).map { _ in "" }))
      case .scored(let scores):
        let variants = [("tuned", scores.tuned)] + (scores.defaults.map { [("default", $0)] } ?? [])
        for (name, configuration) in variants {
          let tail = [
            name, "scored", "", settings(configuration.settings),
            "\(configuration.learningRate)", "\(configuration.epoch)",
          ]
          let penalty = [
            configuration.l2.map { "\($0)" } ?? "",
            configuration.convergence.map { "\($0.gradientNorm)" } ?? "",
          ].prefix(penaltyColumns.count)
          let values = metrics.map { key in configuration.metrics[key].map { "\($0)" } ?? "" }
          lines.append(line(head + tail + penalty + values))
        }
      }
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// One metric, one line a replicate and one column an alias, for suites of one loss under several
  /// names; each data set and model's lines are a table for `lopsided stats`.
  static func valuesByAlias(of study: Study) -> String {
    let head = ["dataset", "model", "replicate"] + study.suite.losses.map(\.id)
    var lines = [line(head)]
    for panel in study.panels {
      let values = panel.learners.map { $0.values(study.metric.key) }
      for replicate in 0..<study.suite.replicates
      where values.contains(where: { $0[replicate] != nil }) {
        let cells = values.map { values in values[replicate].map { "\($0)" } ?? "" }
        lines.append(line([panel.dataset.id, panel.model.name, "\(replicate)"] + cells))
      }
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// The metrics that occur: known ones in the order of the catalogue, others by name.
  private static func columns(of results: SuiteResults) -> [String] {
    var keys: Set<String> = []
    for trial in results.trials {
      guard let scores = trial.outcome.scores else { continue }
      keys.formUnion(scores.tuned.metrics.keys)
      keys.formUnion(scores.defaults?.metrics.keys ?? [:].keys)
    }
    return keys.sorted { MetricKey.place(of: $0) < MetricKey.place(of: $1) }
  }

  /// `gamma=2;balance=0.5` in the order of the names.
  private static func settings(_ settings: [String: Double]) -> String {
    settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
  }

  private static func line(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",")
  }

  private static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains {
      $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n"
    }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
