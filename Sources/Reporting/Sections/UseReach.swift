internal import Drawing
internal import Evaluation
internal import Results
internal import Statistics

/// Under what conditions the finding about one use holds, and whether other numbers agree.
struct UseReach {
  let study: Study
  let evidence: UseEvidence

  var bullet: String {
    get throws { "*Holds for* \(conditions) \(try own)\(try agreement)" }
  }

  private var conditions: String {
    let test = span(study.suite.datasets.map { Double($0.testRows) }) { NumberText.count(Int($0)) }
    let share = span(
      study.suite.datasets.map { Double($0.testPositives) / Double(max($0.testRows, 1)) },
      NumberText.percent)
    switch evidence.use.purpose {
    case .ranking:
      return """
        that many alerts out of \(test) rows with \(share) fraud, all scored by one model; a budget \
        a day, or another share of fraud, ranks other rows.
        """
    case .probabilities:
      let positives = span(study.suite.datasets.map { Double($0.validationPositives) }) {
        NumberText.count(Int($0))
      }
      return """
        probabilities that are calibrated alike on \(positives) fraud rows of validation, and a share \
        of fraud that stays as it is; where it drifts, calibrate anew.
        """
    case .cost:
      // The costs of card payments of docs/bayes-values.md.
      return ReportedUse.knowsAmounts(study)
        ? """
        costs of 50 plus twice the amount for a missed fraud, and of 5 plus 2 % of it for a false \
        alarm, with every row decided by its own threshold on the calibrated probability; other \
        costs may ask for another loss.
        """
        : """
        one cost for every missed fraud, since amounts are not known, and \
        \(ReportedUse.hasCostCurves(study)
          ? "the threshold that is cheapest on validation."
          : "the threshold that is cheapest on test in hindsight, which flatters every loss.")
        """
    }
  }

  /// What calibration does for the reference itself.
  private var own: String {
    get throws {
      guard evidence.use.purpose == .probabilities, study.scoredPanels.count <= sentenceLimit / 2
      else { return "" }
      let parts = try study.scoredPanels.compactMap { panel -> String? in
        guard
          let reference = panel.learners.first(where: { $0.loss.id == study.suite.reference })
        else { return nil }
        let after = reference.values(MetricKey.logLossSkill(.platt))
        let before = reference.values(MetricKey.logLossSkill(.raw))
        guard Set(after.keys).intersection(before.keys).count >= 2 else { return nil }
        let paired = try PairedComparison.compare(
          PairedSample(byReplicate: after, before), design: panel.design)
        return "\(EstimateText.difference(paired, fallback: 3)) on \(study.shortTitle(of: panel))"
      }
      guard !parts.isEmpty else { return "" }
      return "Platt's calibration changes \(study.referenceTitle)'s own skill by \(listed(parts)). "
    }
  }

  /// "By P@1000 the same follows. By recall at 0.1 % FPR: LDAM on trees."
  private var agreement: String {
    get throws {
      let others = ReportedUse.numbers(evidence.use.purpose, of: study).dropFirst()
      var (same, different) = ([String](), [String]())
      for other in others {
        guard let beside = try UseEvidence.beside(other, study), !beside.places.isEmpty else {
          continue
        }
        let changed = beside.places.compactMap(change)
        if changed.isEmpty {
          same.append(other.short)
        } else {
          different.append("By \(other.short): \(listedBriefly(changed)).")
        }
      }
      let agreeing = same.isEmpty ? [] : ["By \(listed(same)) the same follows."]
      return (agreeing + different).joined(separator: " ")
    }
  }

  /// What another number says of a panel, where it asks for another loss.
  private func change(_ place: UseEvidence.Place) -> String? {
    let reference = study.suite.reference
    guard
      let known = evidence.places.first(where: {
        $0.panel.dataset.id == place.panel.dataset.id
          && $0.panel.model.name == place.panel.model.name
      }), place.recommended(reference) != known.recommended(reference)
    else { return nil }
    let title = study.shortTitle(of: place.panel)
    let now = place.recommended(reference)
    if now != reference {
      let loss = study.suite.losses.first { $0.id == now }
      return "\(loss.map { study.title(of: $0) } ?? now) on \(title)"
    }
    let then = known.recommended(reference)
    let loss = study.suite.losses.first { $0.id == then }.map { study.title(of: $0) } ?? then
    let isCompared = place.comparisons.contains { $0.first.id == then && $0.paired != nil }
    return isCompared
      ? "\(loss) is not shown to be better on \(title)" : "\(loss) has no such number on \(title)"
  }

  private func span(_ values: [Double], _ text: (Double) -> String) -> String {
    let low = text(values.min() ?? 0)
    let high = text(values.max() ?? 0)
    return low == high ? low : "\(low) to \(high)"
  }
}
