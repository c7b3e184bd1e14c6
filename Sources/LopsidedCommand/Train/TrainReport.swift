internal import ArgumentParser
internal import Drawing
internal import Evaluation
internal import Experiments
internal import Foundation
internal import Losses
internal import Reporting
internal import Results
internal import Training

/// How a trained model is described.
enum TrainFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case markdown
  case json
}

/// A trained model and what it is worth, for people and for programs.
struct TrainReport {
  let request: LearnerRequest
  let result: LearnerResult

  /// The metrics that are shown, in this order, where they are known.
  private static let shown =
    [MetricKey.averagePrecision, MetricKey.averagePrecisionRegret, MetricKey.areaUnderROC]
    + MetricKey.falsePositiveRateCaps.map { MetricKey.recall(atFalsePositiveRate: $0) }
    + [MetricKey.f1, MetricKey.precision, MetricKey.recall]
    + MetricKey.Variant.ofModel.flatMap {
      [
        MetricKey.logLoss($0), MetricKey.logLossRegret($0), MetricKey.brier($0),
        MetricKey.expectedCalibrationError($0),
      ]
    }

  func text(_ format: TrainFormat) throws -> String {
    switch format {
    case .text: plain
    case .markdown: markdown
    case .json: try TrainRecord(request: request, result: result).json()
    }
  }

  // MARK: - What is said

  private var head: [String] {
    let data = result.dataset
    func part(_ name: String, _ rows: Int, _ positives: Int) -> String {
      "\(name) \(NumberText.count(rows)) rows (\(NumberText.count(positives)) positive)"
    }
    let tuned =
      switch request.tuned {
      case .learningRate(let rate): "learning rate \(NumberText.setting(rate))"
      case .l2(let l2): "L2 penalty \(NumberText.setting(l2))"
      }
    let settings = request.loss.settings.sorted { $0.key < $1.key }
      .map { "\($0.key) \(NumberText.setting($0.value))" }.joined(separator: ", ")
    return [
      "Data: \(data.title); " + part("training", data.trainingRows, data.trainingPositives) + ", "
        + part("validation", data.validationRows, data.validationPositives) + ", "
        + part("test", data.testRows, data.testPositives) + ".",
      "Model: \(result.modelTitle), \(tuned); \(result.training).",
      "Loss: \(request.loss.profile.title)\(settings.isEmpty ? "" : " (\(settings))").",
    ]
  }

  private var course: [String] {
    var sentences: [String] = []
    if let convergence = result.convergence {
      sentences.append(convergence.sentence)
      sentences.append(
        """
        Objective \(convergence.objective); length of the gradient \(convergence.gradientLength); \
        \(convergence.passes) passes over the training rows.
        """)
    } else {
      let unit = request.kind == .trees ? "round" : "epoch"
      sentences.append("Kept is \(unit) \(result.scores.tuned.epoch); \(unit) 0 is the start.")
    }
    if let divergence = result.divergence { sentences.append("It diverged later: \(divergence)") }
    return sentences
  }

  private var curveHeads: [String] {
    result.convergence == nil
      ? [
        request.kind == .trees ? "round" : "epoch", "training loss", "validation \(metricTitle)",
        "",
      ]
      : ["step", "objective", "largest gradient component", ""]
  }

  private var metricTitle: String {
    (try? MetricCatalogue.description(for: request.selectionMetric))?.title
      ?? request.selectionMetric
  }

  /// The learning curve, a row an epoch; of many, some.
  private var curveRows: [[String]] {
    var rows: [[String]]
    var heights: [Double]
    if let steps = result.convergence?.steps {
      rows = steps.map {
        [
          "\($0.iteration)", NumberText.significant($0.objective, digits: 10),
          NumberText.scientific($0.gradientNorm),
        ]
      }
      heights = steps.map { log10(max($0.gradientNorm, 1e-300)) }
    } else {
      let points = result.scores.learningCurve
      rows = points.map {
        [
          "\($0.epoch)",
          $0.trainingLoss.map { NumberText.significant($0, digits: 6) } ?? NumberText.none,
          NumberText.fixed($0.validation, decimals: 5),
        ]
      }
      heights = points.map(\.validation)
    }
    let bars = Self.bars(heights)
    rows = zip(rows, bars).map { $0 + [$1] }
    let most = 40
    guard rows.count > most else { return rows }
    return (0..<most).map { rows[$0 * (rows.count - 1) / (most - 1)] }
  }

  /// A bar for each value, from nothing at the lowest to twenty characters at the highest.
  static func bars(_ values: [Double]) -> [String] {
    guard let low = values.min(), let high = values.max(), high > low else {
      return values.map { _ in "" }
    }
    let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return values.map { value in
      let length = Int(((value - low) / (high - low) * 160).rounded())
      return String(repeating: "█", count: length / 8) + eighths[length % 8]
    }
  }

  private var hasTruth: Bool { !result.scores.oracle.isEmpty }

  private var metricHeads: [String] {
    ["test metric", "value", "95 % interval"] + (hasTruth ? ["true posterior"] : [])
  }

  private var metricRows: [[String]] {
    let metrics = result.scores.tuned.metrics
    return Self.shown.compactMap { key in
      guard let value = metrics[key] else { return nil }
      let interval = result.intervals[key]
      let width = interval.map { $0.upperBound - $0.lowerBound } ?? 0
      let decimals =
        width > 0 ? min(max(2 - Int(log10(width).rounded(.down)), 4), 9) : 5
      func number(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }
      let span =
        interval.map { "\(number($0.lowerBound)) to \(number($0.upperBound))" } ?? NumberText.none
      let truth = result.scores.oracle[key].map(number) ?? NumberText.none
      return [key, number(value), span] + (hasTruth ? [truth] : [])
    }
  }

  private var footnotes: [String] {
    var notes: [String] = []
    if !result.intervals.isEmpty {
      notes.append(
        """
        Intervals: percentiles over \(request.resamples) resamples of the test rows, positives and \
        negatives apart. They tell how much chance there is in the choice of test rows, not in \
        training.
        """)
    }
    if hasTruth {
      notes.append(
        "The last column is what the true posterior gets on the same test rows, so the best there is."
      )
    }
    notes.append(
      "Training took \(NumberText.significant(result.seconds, digits: 3)) s (\(result.arithmetic))."
    )
    return notes
  }

  // MARK: - How it is set

  private var plain: String {
    func table(_ heads: [String], _ rows: [[String]]) -> String {
      var table = TextTable(heads)
      for row in rows { table.append(row) }
      return table.text
    }
    return [
      head.joined(separator: "\n"), table(curveHeads, curveRows), course.joined(separator: "\n"),
      table(metricHeads, metricRows), footnotes.joined(separator: "\n"),
    ].joined(separator: "\n\n")
  }

  private var markdown: String {
    func table(_ heads: [String], _ rows: [[String]]) -> String {
      var table = MarkdownTable(
        heads.enumerated().map {
          .init(head: $1, alignment: $0 == 0 || $1.isEmpty ? .left : .right)
        })
      for row in rows { table.append(row.map(Markdown.escaped)) }
      return table.text
    }
    return [
      Markdown.bullets(head.map(Markdown.escaped)), table(curveHeads, curveRows),
      Markdown.escaped(course.joined(separator: " ")), table(metricHeads, metricRows),
      Markdown.escaped(footnotes.joined(separator: " ")),
    ].joined(separator: "\n\n")
  }
}
