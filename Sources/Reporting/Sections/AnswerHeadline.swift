internal import Drawing
internal import Results
internal import Statistics

/// The first paragraph: what to train with, as far as the comparisons with the reference say.
struct AnswerHeadline {
  let study: Study

  private var reference: String { study.referenceTitle }
  private var region: String { "±" + NumberText.setting(study.suite.practicalEquivalence) }

  private var places: String {
    let panels = study.scoredPanels.count
    return panels == 1 ? "the one data set and model" : "the \(panels) data-set and model pairs"
  }

  var text: String {
    get throws {
      guard study.suite.losses.count > 1 else {
        return """
          **Only \(reference) was run, so there is nothing to choose between.** Its own results \
          stand below.
          """
      }
      let tested = study.tested.map(\.comparison)
      guard !tested.isEmpty else {
        return """
          **Undecided.** No loss shares two scored replicates with \(reference) yet, and without \
          two there is no interval and no test. The means below are first impressions.
          """
      }
      let better = tested.count { $0.finding == .better }
      return try better > 0 ? winners(tested) : keep(tested)
    }
  }

  /// "of 12 comparisons with cross-entropy, 5 practically equal, 4 worse and 3 undecided".
  private func tally(_ comparisons: [LossComparison]) -> String {
    let kinds: [(LossComparison.Finding, String)] = [
      (.better, "better"), (.practicallyEqual, "practically equal"), (.worse, "worse"),
      (.undecided, "undecided"),
    ]
    let parts = kinds.compactMap { finding, word -> String? in
      let count = comparisons.count { $0.finding == finding }
      return count > 0 ? "\(count) \(word)" : nil
    }
    return "of \(counted(comparisons.count, "comparison")) with \(reference), \(listed(parts))"
  }

  private func keep(_ tested: [LossComparison]) throws -> String {
    let open = tested.filter { $0.finding == .undecided }
    let metric = study.metric.title
    if open.isEmpty {
      return """
        **Train with \(reference).** On \(places) no other loss did better by more than \(region) \
        in \(metric) (\(tally(tested))).
        """
    }
    if open.count == tested.count {
      return """
        **Undecided.** On \(places) this run can neither tell any loss from \(reference) in \
        \(metric), nor show that they are equal within \(region) (\(tally(tested))). \
        \(reference.prefix(1).uppercased() + reference.dropFirst()) is the plain choice until \
        more data say otherwise.
        """
    }
    return """
      **Nothing was shown to beat \(reference), but not every question is closed.** On \(places), \
      in \(metric), with differences within \(region) counted as none: \(tally(tested)).
      """
  }

  private func winners(_ tested: [LossComparison]) throws -> String {
    var sentences: [String] = []
    var everywhere: [String] = []
    for loss in study.suite.losses where loss.id != study.suite.reference {
      let own = study.tested.filter { $0.comparison.first.id == loss.id }
      let wins = own.filter { $0.comparison.finding == .better }
      guard !wins.isEmpty else { continue }
      let title = study.title(of: loss)
      let losses = own.filter { $0.comparison.finding == .worse }
      if wins.count == study.scoredPanels.count { everywhere.append(title) }
      let gains = wins.compactMap { win in
        EstimateText.difference(win.comparison, fallback: study.metric.decimals).map {
          "\(win.panel.title): \($0)"
        }
      }
      let against =
        losses.isEmpty
        ? "" : "; worse on \(losses.count): \(listed(losses.map(\.panel.title), by: "and"))"
      let shown = gains.count <= 4 ? " (\(gains.joined(separator: "; ")))" : ""
      sentences.append(
        "\(title) beats \(reference) on \(wins.count) of \(own.count)\(shown)\(against).")
    }
    let lead =
      everywhere.isEmpty
      ? "It depends on data and model."
      : "Train with \(listed(everywhere, by: "or")) rather than \(reference)."
    return Markdown.blocks([
      "**\(lead)** In \(study.metric.title), with differences within \(region) counted as none "
        + "(\(tally(tested))):",
      Markdown.bullets(sentences),
    ])
  }
}
