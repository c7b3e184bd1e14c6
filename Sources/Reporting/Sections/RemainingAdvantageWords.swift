internal import Drawing
internal import Evaluation
internal import Results
internal import Statistics

/// The finding of one panel: what each loss is worth as trained, and what of it calibration leaves.
struct RemainingAdvantageWords {
  let study: Study

  /// The losses one by one, or counts where there are too many of them.
  func finding(_ place: CalibratedComparisons.Place) -> String {
    let raw = place.comparisons(.logLoss, .raw)
    let sentences =
      raw.count > sentenceLimit / 2
      ? summary(place)
      : raw.indices.compactMap { sentence(place, $0) }
    return sentences.count > 1 ? Markdown.bullets(sentences) : sentences.joined()
  }

  /// "Of the 0.0279 (0.0265 to 0.0294) log-loss by which weighted cross-entropy is worse than
  /// cross-entropy as trained, Platt's calibration leaves 0.0002 (−0.0001 to 0.0005) and isotonic
  /// 0.0001 (−0.0002 to 0.0004); neither is told from none."
  private func sentence(_ place: CalibratedComparisons.Place, _ row: Int) -> String? {
    let raw = place.comparisons(.logLoss, .raw)[row]
    let ways: [(MetricKey.Variant, String)] = [(.platt, "Platt's"), (.isotonic, "isotonic")]
    let after = ways.compactMap { way, name -> Remainder? in
      let comparisons = place.comparisons(.logLoss, way)
      guard comparisons.indices.contains(row), comparisons[row].paired != nil else {
        return nil
      }
      return Remainder(way: name, comparison: comparisons[row])
    }
    guard raw.paired != nil, !after.isEmpty else { return nil }
    let title = study.title(of: raw.first)
    guard raw.finding == .better || raw.finding == .worse else {
      let shown = after.filter(\.isShown)
      let rest = after.map { "\(text($0.comparison)) after \($0.way)" }
      let verdict =
        shown.isEmpty
        ? "none of them told from none"
        : "shown after \(listed(shown.map(\.way)))"
      return """
        \(title.prefix(1).uppercased() + title.dropFirst()) differs from \
        \(study.referenceTitle) in log-loss by \(text(raw)) as trained, \
        \(listed(rest)) calibration; \(verdict).
        """
    }
    let sign = raw.finding == .worse ? 1.0 : -1.0
    let rest = after.enumerated().map { index, remainder in
      "\(remainder.way) \(index == 0 ? "calibration leaves " : "")\(amount(remainder.comparison, sign))"
    }
    return """
      Of the \(amount(raw, sign)) log-loss by which \(title) is \(raw.finding.rawValue) than \
      \(study.referenceTitle) as trained, \(listed(rest)); \(verdict(after)).
      """
  }

  /// What one way of calibration leaves of a difference.
  private struct Remainder {
    let way: String
    let comparison: LossComparison

    var isShown: Bool { comparison.finding == .better || comparison.finding == .worse }
  }

  private func verdict(_ after: [Remainder]) -> String {
    let shown = after.filter(\.isShown)
    if shown.isEmpty {
      return after.count == 1 ? "that is not told from none" : "neither is told from none"
    }
    if shown.count == after.count {
      return after.count == 1 ? "that is shown" : "both are shown"
    }
    return "the \(shown[0].way) one is shown, the other is not told from none"
  }

  /// Counts before and after, and the largest that is shown to remain.
  private func summary(_ place: CalibratedComparisons.Place) -> [String] {
    func tally(_ way: MetricKey.Variant) -> String? {
      let comparisons = place.comparisons(.logLoss, way).filter { $0.paired != nil }
      guard !comparisons.isEmpty else { return nil }
      let worse = comparisons.count { $0.finding == .worse }
      let better = comparisons.count { $0.finding == .better }
      return "\(worse) worse and \(better) better"
    }
    guard let raw = tally(.raw) else { return [] }
    let count = place.comparisons(.logLoss, .raw).count { $0.paired != nil }
    let after = [
      tally(.platt).map { "after Platt's calibration \($0)" },
      tally(.isotonic).map { "after isotonic calibration \($0)" },
    ].compactMap(\.self)
    var sentences = [
      "Of \(count) losses, as trained \(raw) than \(study.referenceTitle) in log-loss are shown; "
        + listed(after) + "."
    ]
    let platt = place.comparisons(.logLoss, .platt)
    for (finding, word) in [(LossComparison.Finding.better, "lead"), (.worse, "lag")] {
      let shown = platt.filter { $0.finding == finding }
      func size(_ comparison: LossComparison) -> Double {
        comparison.paired?.meanDifference.magnitude ?? 0
      }
      guard let most = shown.max(by: { size($0) < size($1) }) else { continue }
      sentences.append(
        "The largest \(word) that is shown to remain after Platt's is that of \(study.title(of: most.first)): "
          + "\(amount(most, finding == .better ? -1 : 1)).")
    }
    return sentences
  }

  /// A difference as an amount in the direction of `sign`, with its interval.
  private func amount(_ comparison: LossComparison, _ sign: Double) -> String {
    guard let mean = comparison.paired?.meanDifference else { return NumberText.none }
    let interval = comparison.interval
    let decimals = EstimateText.decimals(halfWidths: interval.map { [$0.width / 2] } ?? [], 5)
    let text = NumberText.fixed(sign * mean, decimals: decimals)
    guard let interval else { return text }
    let ends = [sign * interval.lower, sign * interval.upper].sorted()
      .map { NumberText.fixed($0, decimals: decimals) }
    return text + " (\(ends[0]) to \(ends[1]))"
  }

  private func text(_ comparison: LossComparison) -> String {
    EstimateText.difference(comparison, fallback: 5) ?? NumberText.none
  }
}
