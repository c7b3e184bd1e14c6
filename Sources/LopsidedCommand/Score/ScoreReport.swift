internal import Drawing
internal import Evaluation
internal import Foundation
internal import Reporting

/// The metrics of scored rows, for people and for programs.
struct ScoreReport {
  let file: String
  let validation: String?
  let rows: ScoredRows
  let metrics: [String: Double]
  let intervals: [String: ClosedRange<Double>]
  let resamples: Int
  let seed: UInt64
  let hasValidation: Bool
  let threshold: Double?
  let reviewCost: Double

  private var positives: Int { rows.labels.count { $0 == 1 } }

  /// The metrics that a file of scores may have: none that needs the truth or a loss.
  private static let catalogue = MetricCatalogue.every.filter { metric in
    metric.variant != .recovered && !metric.needs.contains(.posterior)
      && !metric.needs.contains(.typology)
  }

  /// What a metric needs and these rows lack.
  private func lacking(_ metric: MetricDescription) -> [MetricDescription.Need] {
    MetricDescription.Need.allCases.filter { need in
      guard metric.needs.contains(need) else { return false }
      switch need {
      case .scores, .posterior, .typology: return false
      case .probabilities:
        // Platt's line and isotonic steps make probabilities of any score.
        return rows.probabilities == nil && metric.variant != .platt && metric.variant != .isotonic
      case .threshold:
        let isFixed = metric.key.hasSuffix("-test-optimal") || metric.key == MetricKey.f1AtHalf
        return !isFixed && !Self.isUnderCap(metric) && threshold == nil && !hasValidation
      case .validation: return !hasValidation
      case .amounts: return rows.amounts == nil
      case .times: return rows.times == nil
      case .entities: return rows.entities == nil
      }
    }
  }

  /// Recall under a cap takes its threshold from the rows themselves.
  private static func isUnderCap(_ metric: MetricDescription) -> Bool {
    MetricKey.falsePositiveRateCaps.contains {
      metric.key == MetricKey.recall(atFalsePositiveRate: $0)
    }
  }

  private static func words(_ need: MetricDescription.Need) -> String {
    switch need {
    case .scores: "a column `score`"
    case .probabilities: "a column `probability` (or `--probability NAME`)"
    case .threshold: "`--threshold`, or `--validation` to choose one"
    case .validation: "`--validation`"
    case .amounts: "a column `amount`"
    case .times: "a column `time`"
    case .entities: "a column `group`"
    case .posterior: "the true posterior"
    case .typology: "the kind of each positive"
    }
  }

  // MARK: - Markdown

  private enum Topic: String, CaseIterable {
    case ranking = "Ranking"
    case thresholds = "At thresholds"
    case probabilities = "Probabilities"
    case costs = "Costs"
    case cards = "Cards"

    init(_ metric: MetricDescription) {
      self =
        if metric.needs.contains(.amounts) {
          .costs
        } else if metric.needs.contains(.entities) {
          .cards
        } else if metric.variant != nil || metric.key == MetricKey.uncertainty {
          .probabilities
        } else if metric.needs.contains(.threshold) || metric.needs.contains(.validation) {
          .thresholds
        } else {
          .ranking
        }
    }
  }

  var markdown: String {
    Markdown.blocks(
      ["# Scores of \(Markdown.escaped(file))", head] + Topic.allCases.map(section)
        + [undefined, absent])
  }

  private var head: String {
    let share = Double(positives) / Double(rows.labels.count)
    var sentences = [
      "\(NumberText.count(rows.labels.count)) rows, \(NumberText.count(positives)) positive "
        + "(\(NumberText.percent(share)))."
    ]
    if rows.weights != nil {
      let total = rows.weights?.reduce(0, +) ?? 0
      let heavy = zip(rows.weights ?? [], rows.labels).reduce(0) { $0 + ($1.1 == 1 ? $1.0 : 0) }
      sentences.append("Weighted, \(NumberText.percent(heavy / total)) are positive.")
    }
    if let validation {
      sentences.append(
        "Thresholds are chosen and calibrations fitted on \(Markdown.escaped(validation)).")
    }
    if let threshold { sentences.append("Rows that score \(threshold) or more are flagged.") }
    if rows.amounts != nil {
      sentences.append(
        "A positive that passes costs its amount, a row that is flagged \(reviewCost).")
    }
    let isByFormula = rows.weights == nil && intervals[MetricKey.areaUnderROC] != nil
    if isByFormula {
      sentences.append(
        "The 95 % interval of the area under the ROC curve is DeLong's, on the scale of its logit.")
    }
    if resamples > 0 {
      sentences.append(
        """
        \(isByFormula ? "Other" : "95 %") intervals are from \(NumberText.count(resamples)) resamples of the rows, class by class \
        (seed \(seed)): they tell how much a value depends on which rows were tested, and nothing \
        about other training. Metrics without one have none by this method: what resampling adds of \
        noise, a calibration error counts as error.
        """)
    }
    return sentences.joined(separator: " ")
  }

  private func section(_ topic: Topic) -> String {
    var table = MarkdownTable([
      .init(head: "metric", alignment: .left), .init(head: "value"), .init(head: "95 % interval"),
      .init(head: "key", alignment: .left),
    ])
    for metric in Self.catalogue where Topic(metric) == topic {
      guard let value = metrics[metric.key] else { continue }
      let interval = intervals[metric.key].map {
        "\(text($0.lowerBound, metric)) to \(text($0.upperBound, metric))"
      }
      table.append([
        Markdown.escaped(metric.heading), text(value, metric), interval ?? "–",
        "`\(metric.key)`",
      ])
    }
    guard !table.isEmpty else { return "" }
    return Markdown.blocks([Markdown.heading(topic.rawValue, level: 2), table.text])
  }

  /// As many decimals as the interval leaves certain, and otherwise those of the catalogue.
  private func text(_ value: Double, _ metric: MetricDescription) -> String {
    let width = intervals[metric.key].map { $0.upperBound - $0.lowerBound }
    return NumberText.fixed(
      value, decimals: NumberText.decimals(for: width, digits: 2, otherwise: metric.decimals))
  }

  /// Metrics for which everything is there and that have no value all the same.
  private var undefined: String {
    let names = Self.catalogue.filter { metrics[$0.key] == nil && lacking($0).isEmpty }
      .map { "`\($0.key)`" }
    guard !names.isEmpty else { return "" }
    return Markdown.blocks([
      Markdown.heading("Undefined on these rows", level: 2),
      "The definition says when: " + names.joined(separator: ", ") + ".",
    ])
  }

  private var absent: String {
    var lines: [(needs: String, keys: [String])] = []
    for metric in Self.catalogue where metrics[metric.key] == nil {
      let needs = lacking(metric).map(Self.words).joined(separator: ", ")
      guard !needs.isEmpty else { continue }
      if let line = lines.firstIndex(where: { $0.needs == needs }) {
        lines[line].keys.append("`\(metric.key)`")
      } else {
        lines.append((needs, ["`\(metric.key)`"]))
      }
    }
    guard !lines.isEmpty else { return "" }
    return Markdown.blocks([
      Markdown.heading("What is missing", level: 2),
      Markdown.bullets(
        lines.map { "With \($0.needs): " + $0.keys.joined(separator: ", ") + "." }),
    ])
  }

  // MARK: - JSON

  private struct Record: Encodable {
    struct Metric: Encodable {
      var key: String
      var title: String
      var value: Double
      var lower: Double?
      var upper: Double?
    }

    struct Missing: Encodable {
      var key: String
      var title: String
      var needs: [String]
    }

    var file: String
    var rows: Int
    var positives: Int
    var validation: String?
    var threshold: Double?
    var reviewCost: Double?
    var resamples: Int
    var seed: UInt64
    var metrics: [Metric]
    var missing: [Missing]
  }

  func json() throws -> String {
    let record = Record(
      file: file, rows: rows.labels.count, positives: positives, validation: validation,
      threshold: threshold, reviewCost: rows.amounts == nil ? nil : reviewCost,
      resamples: resamples, seed: seed,
      metrics: Self.catalogue.compactMap { metric in
        metrics[metric.key].map { value in
          Record.Metric(
            key: metric.key, title: metric.title, value: value,
            lower: intervals[metric.key]?.lowerBound, upper: intervals[metric.key]?.upperBound)
        }
      },
      missing: Self.catalogue.filter { metrics[$0.key] == nil }.map { metric in
        Record.Missing(
          key: metric.key, title: metric.title, needs: lacking(metric).map(\.rawValue))
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(record), as: UTF8.self)
  }
}
