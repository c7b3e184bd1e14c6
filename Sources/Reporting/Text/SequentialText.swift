internal import Drawing
internal import Results
internal import Statistics

/// What a report says of a run that added replicates until comparisons were decided.
struct SequentialText {
  let study: Study
  let run: SequentialRecord

  /// The first paragraph of the comparisons.
  func introduction(family: Int) -> String {
    let region = NumberText.setting(study.suite.practicalEquivalence)
    let count = study.suite.comparisonsWithReference
    return """
      Each loss against \(study.referenceTitle) on the same replicates, in \
      \(study.metric.linkedTitle); a positive difference means that the loss has the higher value. \
      Replicates were added until each comparison of a data set and model was decided or \
      \(run.maximumReplicates) were reached, so the intervals are \
      \(Markdown.link("confidence sequences", to: "confidence-sequences")): all \
      \(counted(count, "comparison")) of this section are right at all times at once with a \
      probability of 95 %, however often they are looked at and whatever ends the run. The p values \
      hold at any time too, and are multiplied by \(count). Differences within ±\(region) count as \
      practically none (\(Markdown.link("verdicts", to: "verdicts"))).
      """
  }

  /// The comparisons of one data set and model.
  func table(_ panel: Panel, verdict: (LossComparison) -> String) -> String {
    let decimals = EstimateText.decimals(
      halfWidths: panel.withReference.compactMap { $0.interval.map { $0.width / 2 } },
      study.metric.decimals)
    let anchor = "confidence-sequences"
    var table = MarkdownTable([
      .init(head: "loss", alignment: .left), .init(head: "difference"),
      .init(head: Markdown.link("confidence sequence", to: anchor)),
      .init(head: Markdown.link("p (any time)", to: anchor)),
      .init(head: Markdown.link("effect size g", to: "effect-size")),
      .init(head: Markdown.link("P(better)", to: "probability-of-being-better")),
      .init(head: Markdown.link("decided after", to: anchor)),
      .init(head: Markdown.link("verdict", to: "verdicts"), alignment: .left),
    ])
    for comparison in panel.withReference {
      let paired = comparison.paired
      table.append(
        [study.title(of: comparison.first)]
          + [
            paired.map { EstimateText.signed($0.meanDifference, decimals: decimals) },
            comparison.interval.map { EstimateText.range($0, decimals: decimals) },
            comparison.adjustedP.map(NumberText.pValue),
            paired?.effectSize.map { NumberText.fixed($0.hedgesG, decimals: 2) },
            comparison.probabilityOfBeingBetter.map { NumberText.fixed($0, decimals: 2) },
            comparison.sequential?.decision.map { "\($0.pairs)" },
            verdict(comparison),
          ].map { $0 ?? NumberText.none })
    }
    return table.text
  }

  /// What the answer says of it among its limits.
  var limit: String {
    let open = study.panels.flatMap(\.withReference).count(where: \.isOpen)
    let ending =
      open == 0
      ? "all were"
      : "\(open) of \(study.suite.comparisonsWithReference) were still open when it stopped"
    return """
      The number of replicates was not fixed beforehand: \(run.extent), added until each comparison \
      with \(study.referenceTitle) was decided or \(run.maximumReplicates) were reached; \(ending). Verdicts and the marks beside the best \
      loss come from \(Markdown.link("confidence sequences", to: "confidence-sequences")), which \
      allow for that. Means, their intervals, and everything about other metrics than \
      \(study.metric.title) are written as if the number had been fixed: take them as description.
      """
  }

  /// What the verdicts mean.
  func verdicts(region: String) -> String {
    """
    *Practically equal*: the whole confidence sequence lies within ±\(region). *Better* or *worse*: \
    it excludes zero, and the mean difference lies beyond ±\(region). The first verdict stands. \
    *Undecided*: none was reached, which is no evidence of equality.
    """
  }

  /// How to read the intervals.
  var glossary: String {
    """
    An interval of the mean difference that holds the true one at all times at once, so that one may \
    look after every replicate and stop at will. It inverts a t test whose evidence is a test \
    martingale; exact for independent normal differences of any spread. Each of the \
    \(counted(study.suite.comparisonsWithReference, "comparison")) with the reference has an equal \
    part of the 5 % (Bonferroni), and so has each pair of a data set and model beside the best loss. \
    *Decided after*: the number of replicates at which the first verdict was reached, which stands; \
    the interval is that of all replicates. A data set and model of which everything is decided gets \
    no more replicates; where something is open all its losses go on, so that all are compared on \
    the same replicates.
    """
  }
}

extension SequentialRecord {
  /// "10 to 31 replicates", "12 replicates".
  var extent: String {
    Self.range(panels.map(\.replicates)) + " replicates"
  }

  /// "10 to 31" for the models of a data set.
  func extent(of dataset: String) -> String {
    Self.range(panels.filter { $0.dataset == dataset }.map(\.replicates))
  }

  /// The line of the provenance.
  var provenance: String {
    "\(Self.range(panels.map(\.replicates))), added until decided, at most \(maximumReplicates)"
  }

  private static func range(_ counts: [Int]) -> String {
    guard let least = counts.min(), let most = counts.max() else { return "0" }
    return least == most ? "\(least)" : "\(least) to \(most)"
  }
}
