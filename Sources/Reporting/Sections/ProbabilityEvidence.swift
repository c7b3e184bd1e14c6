internal import Drawing
internal import Evaluation
internal import Foundation
internal import Results
internal import Statistics

/// What each loss does to probabilities, and what the closed-form recovery mends.
struct ProbabilityEvidence {
  /// What can be said of a loss's probabilities on the whole.
  enum State: Sendable {
    /// No misstatement was shown, and none of a size that matters was seen.
    case fine
    /// A misstatement was seen but not shown: its interval does not exclude that there is none.
    case undecided
    /// Misstated as trained, and not after recovery.
    case mended
    case notMended
    case noRecovery
  }

  /// The ratios of observed to expected fraud of one loss, one for each panel.
  struct Assessment {
    let loss: LossRecord
    fileprivate var raw = Ratios()
    fileprivate var recovered = Ratios()

    var state: State {
      if raw.off == 0 { return raw.isFar ? .undecided : .fine }
      if recovered.means.isEmpty { return .noRecovery }
      return recovered.off == 0 ? .mended : .notMended
    }
  }

  /// Ratios of observed to expected fraud within this factor of 1 count as right on the whole.
  static let tolerance = 1.1

  let assessments: [Assessment]
  let bullets: [String]

  init(study: Study) throws {
    let assessments = try study.suite.losses.map { loss in
      var assessment = Assessment(loss: loss)
      for panel in study.scoredPanels {
        guard let learner = panel.learners.first(where: { $0.loss.id == loss.id }) else {
          continue
        }
        assessment.raw.append(
          try panel.estimate(learner, MetricKey.observedExpectedRatio(.raw)))
        assessment.recovered.append(
          try panel.estimate(learner, MetricKey.observedExpectedRatio(.recovered)))
      }
      return assessment
    }
    self.assessments = assessments.filter { !$0.raw.means.isEmpty }
    let words = ProbabilityWords(study: study)
    let fine = self.assessments.filter { $0.state == .fine }
    let open = self.assessments.filter { $0.state == .undecided }
    let off = self.assessments.filter { $0.state != .fine && $0.state != .undecided }
    var bullets =
      off.count > sentenceLimit
      ? words.summary(off)
      : try off.map { assessment in
        "**\(study.title(of: assessment.loss))** " + (try words.verdict(assessment))
      }
    if !fine.isEmpty {
      let names = listedBriefly(fine.map { study.title(of: $0.loss) })
      let range = words.span(fine.flatMap(\.raw.means))
      bullets.insert(
        "**\(names)**: no misstatement of the total was shown; observed over expected fraud is "
          + "\(range) as trained.", at: 0)
    }
    if !open.isEmpty {
      let names = listedBriefly(open.map { study.title(of: $0.loss) })
      let range = words.span(open.flatMap(\.raw.means))
      bullets.append(
        "**\(names)**: undecided; observed over expected fraud is \(range) as trained, and varies "
          + "too much from replicate to replicate to say that the total is misstated.")
    }
    self.bullets = bullets
  }
}

private struct Ratios {
  var means: [Double] = []
  /// Whether each is off by more than the tolerance, and its interval says so too.
  var isOff: [Bool] = []

  mutating func append(_ estimate: Estimate?) {
    guard let estimate, estimate.mean > 0 else { return }
    means.append(estimate.mean)
    let isFar = abs(log(estimate.mean)) > log(ProbabilityEvidence.tolerance)
    isOff.append(isFar && !(estimate.interval?.contains(1) ?? false))
  }

  /// Whether any is off by more than the tolerance, whatever its interval says.
  var isFar: Bool {
    means.contains { abs(log($0)) > log(ProbabilityEvidence.tolerance) }
  }

  var off: Int { isOff.count { $0 } }
  /// The distance from 1 of the worst, on a log axis.
  var worst: Double { means.map { abs(log($0)) }.max() ?? 0 }
}

/// Sentences about one loss's probabilities.
private struct ProbabilityWords {
  let study: Study

  func verdict(_ assessment: ProbabilityEvidence.Assessment) throws -> String {
    let (loss, raw, recovered) = (assessment.loss, assessment.raw, assessment.recovered)
    let place = raw.off == raw.means.count ? "" : " on \(raw.off) of \(raw.means.count) pairs"
    var text = "misstates the total of fraud\(place): \(statement(raw.means))."
    if assessment.state == .noRecovery {
      return text + " There is no closed form to recover probabilities from it."
    }
    if recovered.means == raw.means {
      return text + " Its optimum is the probability itself, so recovery has nothing to mend."
    }
    if assessment.state == .mended, recovered.worst <= log(ProbabilityEvidence.tolerance) {
      text += " Closed-form recovery mends that: the ratio becomes \(span(recovered.means))."
    } else if assessment.state == .mended {
      text +=
        " After closed-form recovery no misstatement was shown: the ratio becomes "
        + "\(span(recovered.means))."
    } else if recovered.worst < raw.worst {
      text +=
        " Closed-form recovery helps but does not mend it: the ratio becomes "
        + "\(span(recovered.means))."
    } else {
      text += " Closed-form recovery does not help: the ratio becomes \(span(recovered.means))."
    }
    return text + (try logLoss(loss))
  }

  /// One bullet for each kind of misstatement, where there are too many losses for one each.
  func summary(_ assessments: [ProbabilityEvidence.Assessment]) -> [String] {
    func bullet(_ state: ProbabilityEvidence.State, _ words: String) -> String? {
      let members = assessments.filter { $0.state == state }
      guard !members.isEmpty else { return nil }
      let names = listedBriefly(members.map { study.title(of: $0.loss) })
      let recovered = members.flatMap(\.recovered.means)
      let after = recovered.isEmpty ? "" : "; recovered, it is \(span(recovered))"
      let isOne = members.count == 1
      return """
        **\(counted(members.count, "loss", plural: "losses"))** \(isOne ? "misstates" : "misstate") \
        \(words): observed over expected fraud is \(span(members.flatMap(\.raw.means)))\(after). \
        \(isOne ? "It is" : "They are") \(names).
        """
    }
    return [
      bullet(.mended, "the total of fraud as trained, but not after recovery"),
      bullet(.notMended, "it as trained, and after recovery"),
      bullet(.noRecovery, "it, and no closed form leads back to probabilities"),
    ].compactMap(\.self) + [
      "Each loss's figures stand under "
        + "[\(CalibrationSection().title)](#\(Markdown.anchor(of: CalibrationSection().title)))."
    ]
  }

  /// Recovered log-loss against that of the reference, described by unadjusted intervals.
  private func logLoss(_ loss: LossRecord) throws -> String {
    guard loss.id != study.suite.reference else { return "" }
    var (lower, higher, open) = (0, 0, 0)
    var single: PairedComparison?
    for panel in study.scoredPanels {
      let ours = panel.learners.first { $0.loss.id == loss.id }
      let theirs = panel.learners.first { $0.loss.id == study.suite.reference }
      let mine = ours?.values(MetricKey.logLoss(.recovered)) ?? [:]
      let other = theirs?.values(MetricKey.logLoss(.raw)) ?? [:]
      guard Set(mine.keys).intersection(other.keys).count >= 2 else { continue }
      let paired = try PairedComparison.compare(
        PairedSample(byReplicate: mine, other), design: panel.design,
        preference: .lowerIsBetter)
      if single == nil || paired.meanDifference.magnitude > single?.meanDifference.magnitude ?? 0 {
        single = paired
      }
      if paired.interval.contains(0) {
        open += 1
      } else if paired.meanDifference < 0 {
        lower += 1
      } else {
        higher += 1
      }
    }
    guard let single else { return "" }
    let parts = [
      lower > 0 ? "lower on \(lower)" : nil, higher > 0 ? "higher on \(higher)" : nil,
      open > 0 ? "not told apart on \(open)" : nil,
    ].compactMap(\.self)
    return """
       Its recovered log-loss against that of \(study.referenceTitle): \(listed(parts)); the \
      largest difference is \(EstimateText.difference(single, fallback: 5)).
      """
  }

  /// "it states 93 to 110 times the fraud there is".
  private func statement(_ ratios: [Double]) -> String {
    let low = ratios.min() ?? 1
    let high = ratios.max() ?? 1
    func times(_ value: Double) -> String { NumberText.significant(value, digits: 2) }
    if high < 1 {
      let (a, b) = (times(1 / high), times(1 / low))
      return "it states \(a == b ? a : "\(a) to \(b)") times the fraud there is"
    }
    return "observed over expected fraud is \(span(ratios))"
  }

  func span(_ values: [Double]) -> String {
    let low = NumberText.significant(values.min() ?? 1, digits: 3)
    let high = NumberText.significant(values.max() ?? 1, digits: 3)
    return low == high ? low : "\(low) to \(high)"
  }
}
