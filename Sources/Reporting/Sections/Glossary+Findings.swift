internal import Drawing
internal import Results
internal import Statistics

/// The terms of average ranks, sensitivity, uses, and what remains after calibration.
struct FindingTerms {
  let study: Study

  /// An anchor, a term and its text, for what this report shows.
  func entries() throws -> [(anchor: String, term: String, text: String)] {
    var entries: [(anchor: String, term: String, text: String)] = []
    if !study.tested.isEmpty { entries += uses }
    if !(try LossRanking.all(of: study).isEmpty) { entries.append(ranks) }
    if SensitivitySection.isShown(study) { entries.append(sensitivity) }
    if !CalibratedComparisons.panels(of: study).isEmpty { entries.append(calibratedAlike) }
    return entries
  }

  private var procedure: String {
    study.suite.sequential == nil
      ? "Holm's procedure" : "Bonferroni's procedure, by confidence sequences"
  }

  private var uses: [(anchor: String, term: String, text: String)] {
    let reference = study.referenceTitle
    let counts = NumberText.setting(ReportedUse.region)
    let uses = (
      anchor: "uses", term: "Three uses",
      text: """
      Each use is judged by one number, chosen before any is looked at: precision among the \
      highest scores; log-loss skill after Platt's calibration (else recovered, else raw); savings \
      with known amounts (else at a cost ratio). All are shares on which \(counts) means \
      as much: one more fraud among 100 alerts, one percent of what the base rate leaves to \
      explain, one percent of the cost of doing without a model. Differences up to that count \
      as none, unless the suite states another size for the same number. All comparisons of the \
      three numbers with \(reference), over all data sets and models, are one family of \
      \(procedure). Several losses that are shown to be better are compared with each other, in a \
      family of their own, and of those that cannot be told from the best the one with the \
      fewest settings is named, the earlier in the suite where equal.
      """
    )
    return [uses] + (study.suite.sequential == nil ? [replicatesNeeded] : [])
      + (ReportedUse.knowsAmounts(study) ? [] : [costRatio])
  }

  private var replicatesNeeded: (anchor: String, term: String, text: String) {
    (
      "replicates-needed", "Replicates needed",
      """
      How many replicates find a true difference of the size that counts with a probability of \
      80 %, at the first step of Holm's procedure, if differences go on to vary as they did here. \
      It does not use the difference that was seen. The variation is itself an estimate from few \
      replicates, so take it as an order of magnitude. Replicates that share rows have a floor \
      that no number of them gets below.
      """
    )
  }

  private var costRatio: (anchor: String, term: String, text: String) {
    (
      "cost-ratio", "Savings at a cost ratio",
      """
      A false alarm costs 1 and a missed fraud a fixed multiple of it. Savings are 1 minus the cost \
      over the lesser cost of flagging no row and of flagging all. The threshold is the cheapest on \
      validation where results keep it, else the cheapest on test, of some 200 on the curve of \
      precision and recall. *C. Elkan, The foundations of \
      cost-sensitive learning, IJCAI 2001.*
      """
    )
  }

  private var ranks: (anchor: String, term: String, text: String) {
    (
      "average-ranks-explained", "Average ranks and critical difference",
      """
      1 is the best of a block, ties share their mean rank, a failed trial stands last. Friedman's \
      test, with Iman and Davenport's F, asks whether ranks differ at all; only then Nemenyi's test \
      compares all pairs, with 5 % for any false difference within one diagram, not over all \
      diagrams. Blocks are data sets where there are \(LossRanking.fewestBlocks) or more, else \
      independent replicates of one data set; replicates that share rows are ranked without a \
      test. Whether two losses are told apart depends on which others are in the suite, which is \
      why ranks decide nothing. *J. Demšar, Statistical comparisons of classifiers over multiple \
      data sets, JMLR 7 (2006); A. Benavoli, G. Corani, F. Mangili, Should we really use post-hoc \
      tests based on mean-ranks?, JMLR 17 (2016).*
      """
    )
  }

  private var sensitivity: (anchor: String, term: String, text: String) {
    (
      "sensitivity-explained", "Sensitivity",
      """
      The best and the worst configuration of a replicate are those that were best and worst on the \
      mean of all other replicates; the median is that of the replicate's own values. A \
      configuration that failed has no value, and is counted. *Moved by* compares only \
      configurations that differ in one factor alone, so that factors are never mixed up, and takes \
      the largest change: a factor that was varied more has more chances. Which values were tried decides \
      the spread; a loss whose grid is narrow looks robust. Intervals are not adjusted.
      """
    )
  }

  private var calibratedAlike: (anchor: String, term: String, text: String) {
    (
      "calibrated-alike", "Ways of calibration",
      """
      *Raw*: the sigmoid of the output. *Recovered*: the closed form of the loss's own optimum; \
      no labels needed. *Prior-corrected*: one shift of the logit, so that validation adds up to its \
      positives. *Platt*: a straight line in the logit. *Isotonic*: the best rising steps, which \
      tie rows; the ranking metrics of this report are those before that. The last three are fitted on validation, for each loss and replicate. Every score \
      and way is a family of \(procedure) of its own, over losses, data sets and models: one \
      family for all would find less that remains, and so flatter calibration. *J. Platt, \
      Probabilistic outputs for support vector machines, 1999; B. Zadrozny, C. Elkan, Transforming \
      classifier scores into accurate multiclass probability estimates, KDD 2002; M. Saerens, P. \
      Latinne, C. Decaestecker, Neural Computation 14 (2002).*
      """
    )
  }
}
