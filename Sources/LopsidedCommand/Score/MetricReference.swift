internal import Drawing
internal import Evaluation
internal import Foundation
internal import Reporting

/// The reference of all metrics in Markdown, `docs/metrics.md`.
struct MetricReference {
  let metrics: [MetricDescription]

  var text: String {
    var table = MarkdownTable(
      ["metric", "key", "better", "range", "needs"].map {
        MarkdownTable.Column(head: $0, alignment: .left)
      })
    for metric in families {
      table.append([
        "[\(Markdown.escaped(heading(metric)))](#\(Markdown.anchor(of: heading(metric))))",
        code(key(metric)), metric.direction.word, range(metric),
        metric.needs.words.joined(separator: ", "),
      ])
    }
    return Markdown.blocks(
      [
        "# Metrics",
        """
        Made by `make docs` from the catalogue of metrics; do not edit. A suite's report, \
        `lopsided train` and `lopsided score` show those for which they have what is needed. An \
        undefined metric is absent, never NaN: without positives most are. Every metric is judged \
        by labels; what else it needs stands in the table.
        """,
        variants, table.text,
      ] + families.map(section))
  }

  private var variants: String {
    Markdown.blocks([
      "`VARIANT` says which probabilities are judged:",
      Markdown.bullets([
        "`raw`: the sigmoid of the model's logit; of `lopsided score` the column `probability`.",
        "`recovered`: the posterior that the loss's closed form makes of the logit.",
        """
        `platt`: σ(a z + b) of the logit z, with a and b fitted on validation by maximum likelihood \
        to Platt's targets (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2).
        """,
        """
        `isotonic`: the rising step function of the score that fits the labels of validation best, \
        with the same targets.
        """,
        """
        `prior-corrected`: σ(z + b), with b such that the probabilities of validation add up to its \
        positives.
        """,
      ]),
    ])
  }

  /// One metric of each family: variants share an entry, under the first one's words.
  private var families: [MetricDescription] {
    var seen: Set<String> = []
    return metrics.filter { seen.insert(key($0)).inserted }
  }

  private func key(_ metric: MetricDescription) -> String {
    guard let variant = metric.variant else { return metric.key }
    return metric.key.replacing("/\(variant.rawValue)", with: "/VARIANT")
  }

  private func heading(_ metric: MetricDescription) -> String {
    without(metric, metric.heading)
  }

  private func without(_ metric: MetricDescription, _ text: String) -> String {
    guard let variant = metric.variant else { return text }
    return [" (\(variant.rawValue))", " of the raw probability", ", raw probability"]
      .reduce(text) { $0.replacing($1, with: "") }
      .replacing("raw probability", with: "probability")
  }

  private func section(_ metric: MetricDescription) -> String {
    let title = without(metric, metric.title)
    let own = metrics.filter { key($0) == key(metric) }.compactMap { $0.variant?.rawValue }
    return Markdown.blocks([
      Markdown.heading(heading(metric), level: 2),
      Markdown.escaped(
        "\(title.prefix(1).uppercased())\(title.dropFirst()). "
          + without(metric, "\(metric.definition) \(metric.pitfall)")),
      Markdown.bullets(
        [
          "Key: \(code(key(metric)))"
            + (own.isEmpty ? "" : ", VARIANT being " + own.map(code).joined(separator: ", ")) + ".",
          "Better: \(metric.direction.word). Range: \(range(metric)).",
          "Source: \(Markdown.escaped(metric.reference)).",
        ]),
    ])
  }

  private func range(_ metric: MetricDescription) -> String {
    func bound(_ value: Double) -> String {
      value.isFinite ? NumberText.setting(value) : (value < 0 ? "−∞" : "∞")
    }
    return "\(bound(metric.range.lowerBound)) to \(bound(metric.range.upperBound))"
  }

  private func code(_ text: String) -> String { "`\(text)`" }
}
