internal import Drawing
internal import Evaluation
internal import Results
internal import Statistics

/// What choosing the threshold on validation gains over 0.5, for every loss.
struct ThresholdEvidence {
  private struct Gains {
    var title: String
    var at: [(chosen: Double, half: Double, paired: PairedComparison)] = []

    /// On how many pairs of data set and model the interval of the gain lies above zero.
    var clear: Int { at.count { $0.paired.interval.lower > 0 } }
  }

  private let gains: [Gains]

  init(study: Study) throws {
    gains = try study.suite.losses.map { try Self.gains($0, study) }.filter { !$0.at.isEmpty }
  }

  /// Whether every loss clearly gains somewhere.
  var helps: Bool { !gains.isEmpty && gains.allSatisfy { $0.clear > 0 } }

  var text: String? {
    guard !gains.isEmpty else { return nil }
    let helped = gains.filter { $0.clear > 0 }
    guard !helped.isEmpty else {
      return "No loss was shown to gain F1 from a threshold chosen on validation over 0.5."
    }
    guard helped.count <= sentenceLimit else { return summary(helped) }
    let parts = helped.map { gain -> String in
      let (chosen, half) = (gain.at.map(\.chosen), gain.at.map(\.half))
      return "\(gain.title) \(span(half)) → \(span(chosen)) (\(gain.clear) of \(gain.at.count))"
    }
    let rest = gains.filter { $0.clear == 0 }.map(\.title)
    return """
      Mean F1 on test, at 0.5 → at the threshold chosen on validation, and on how many pairs of \
      data set and model the gain is clear (its 95 % interval lies above zero): \
      \(parts.joined(separator: "; ")).\
      \(rest.isEmpty ? "" : " No clear gain: \(listed(rest)).")
      """
  }

  /// The range over losses, where there are too many for a number each.
  private func summary(_ helped: [Gains]) -> String {
    let (chosen, half) = (
      gains.flatMap { $0.at.map(\.chosen) }, gains.flatMap { $0.at.map(\.half) }
    )
    let section = OperatingPointSection().title
    return """
      Mean F1 on test is \(span(half)) at 0.5, depending on the loss, and \(span(chosen)) at the \
      threshold chosen on validation. The gain is clear (its 95 % interval lies above zero) on at \
      least one pair of data set and model for \(helped.count) of \(gains.count) losses \
      ([each](#\(Markdown.anchor(of: section)))).
      """
  }

  private static func gains(_ loss: LossRecord, _ study: Study) throws -> Gains {
    var gains = Gains(title: study.title(of: loss))
    for panel in study.scoredPanels {
      guard let learner = panel.learners.first(where: { $0.loss.id == loss.id }) else { continue }
      let chosen = learner.values(MetricKey.f1)
      let half = learner.values(MetricKey.f1AtHalf)
      guard
        Set(chosen.keys).intersection(half.keys).count >= 2,
        let mean = try Estimate(chosen, design: panel.design)?.mean,
        let other = try Estimate(half, design: panel.design)?.mean
      else { continue }
      gains.at.append(
        (
          mean, other,
          try .compare(PairedSample(byReplicate: chosen, half), design: panel.design)
        ))
    }
    return gains
  }

  private func span(_ values: [Double]) -> String {
    let low = NumberText.fixed(values.min() ?? 0, decimals: 2)
    let high = NumberText.fixed(values.max() ?? 0, decimals: 2)
    return low == high ? low : "\(low)–\(high)"
  }
}
