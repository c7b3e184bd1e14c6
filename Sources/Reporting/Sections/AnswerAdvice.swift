internal import Results
internal import Statistics

/// What follows for someone who has to train a model now, as far as the numbers carry it.
struct AnswerAdvice {
  let study: Study
  let thresholds: ThresholdEvidence
  let probabilities: ProbabilityEvidence

  var bullets: [String] {
    [training, avoid, threshold, probability].compactMap(\.self)
  }

  private var reference: String { study.referenceTitle }

  private func findings(_ loss: LossRecord) -> [LossComparison.Finding] {
    study.tested.filter { $0.comparison.first.id == loss.id }.map(\.comparison.finding)
  }

  private var training: String? {
    let tested = study.tested
    guard !tested.isEmpty else { return nil }
    let wins = study.panels.compactMap { panel -> String? in
      let better = panel.withReference.filter { $0.finding == .better }.map(\.first)
      guard !better.isEmpty else { return nil }
      // The best of them where it is the best of all, else every one that beat the reference.
      let best = panel.bestLearner.map(\.loss).flatMap { best in better.first { $0 == best } }
      let names = (best.map { [$0] } ?? better).map { study.title(of: $0) }
      return "on \(panel.title), with \(listed(names, by: "or"))"
    }
    if wins.isEmpty {
      let isOpen = tested.contains { $0.comparison.finding == .undecided }
      return isOpen
        ? "Stay with \(reference): no reason to leave it was found. That is not proof that there "
          + "is none."
        : "Stay with \(reference): no other loss gains an amount that matters."
    }
    let rest = wins.count < study.scoredPanels.count ? "; elsewhere stay with \(reference)" : ""
    return "For \(study.metric.title), train \(wins.joined(separator: "; "))\(rest). "
      + "For a use above, what stands there goes first."
  }

  private var avoid: String? {
    let parts = study.suite.losses.compactMap { loss -> String? in
      let findings = findings(loss)
      let worse = findings.count { $0 == .worse }
      guard worse > 0, !findings.contains(.better) else { return nil }
      return "\(study.title(of: loss)) (worse than \(reference) on \(worse) of \(findings.count))"
    }
    return parts.isEmpty ? nil : "Avoid \(listedBriefly(parts))."
  }

  private var threshold: String? {
    thresholds.helps
      ? "Do not flag at probability 0.5: choose the threshold on validation." : nil
  }

  private var probability: String? {
    let off = probabilities.assessments.filter { $0.state != .fine && $0.state != .undecided }
    let open = probabilities.assessments.filter { $0.state == .undecided }
      .map { study.title(of: $0.loss) }
    guard !off.isEmpty || !open.isEmpty else { return nil }
    func names(_ states: Set<ProbabilityEvidence.State>) -> [String] {
      off.filter { states.contains($0.state) }.map { study.title(of: $0.loss) }
    }
    let mended = names([.mended])
    let broken = names([.notMended, .noRecovery])
    let useless = off.filter { assessment in
      let findings = findings(assessment.loss)
      return !findings.isEmpty && !findings.contains(.better)
    }
    return [
      mended.isEmpty
        ? nil : "Read probabilities from \(listedBriefly(mended)) only after closed-form recovery.",
      broken.isEmpty
        ? nil : "Do not read probabilities from \(listedBriefly(broken)) without recalibration.",
      useless.isEmpty
        ? nil
        : "For that price \(listedBriefly(useless.map { study.title(of: $0.loss) })) "
          + "bought no gain over \(reference) that this run could show.",
      open.isEmpty
        ? nil : "Check probabilities from \(listedBriefly(open)) on data of your own first.",
    ].compactMap(\.self).joined(separator: " ")
  }
}
