internal import Drawing
internal import Results
internal import Statistics

/// What the answer does not say, and why.
struct AnswerLimits {
  let study: Study
  /// Fewer fraud rows than this in test, or in training, can hardly decide between losses.
  static let fewPositives = 30

  var bullets: [String] {
    [gaps, fewPositives, detectable, sequential, singleReplicate, design].compactMap(\.self)
  }

  private var gaps: String? {
    guard study.missing > 0 || study.failed > 0 else { return nil }
    let parts = [
      study.missing > 0 ? "\(counted(study.missing, "trial")) not run" : nil,
      study.failed > 0 ? "\(counted(study.failed, "trial")) failed" : nil,
    ].compactMap(\.self)
    return """
      Of \(counted(study.planned, "planned trial")), \(listed(parts)) \
      ([details](#\(Markdown.anchor(of: FailureSection().title)))).
      """
  }

  static func isScarce(_ dataset: DatasetRecord) -> Bool {
    min(dataset.testPositives, dataset.trainingPositives) < fewPositives
  }

  private var fewPositives: String? {
    let scarce = study.suite.datasets.filter(Self.isScarce)
    guard !scarce.isEmpty else { return nil }
    let parts = scarce.map {
      """
      \(Markdown.escaped($0.title)) has \(counted($0.trainingPositives, "fraud row")) in training \
      and \(NumberText.count($0.testPositives)) in test
      """
    }
    let subject = scarce.count == 1 ? "Such data" : "These"
    return """
      Few positives: \(listed(parts)). \(subject) can hardly decide between losses: one row caught \
      or missed moves every number.
      """
  }

  /// What the run could have found, where it left a question open.
  private var detectable: String? {
    let open = study.tested.filter { $0.comparison.finding == .undecided }
    let region = study.suite.practicalEquivalence
    let sizes = open.compactMap(\.comparison.detectable)
    guard let least = sizes.min(), let most = sizes.max() else { return nil }
    func text(_ size: Double) -> String { NumberText.significant(size, digits: 2) }
    let range =
      text(least) == text(most) ? text(least) : "\(text(least)) to \(text(most))"
    return """
      Where it is undecided, the smallest true difference that this run would have found with a \
      probability of 80 % is \(range) (\(Markdown.link("detectable", to: "detectable")))\
      \(least > region ? ", more than the ±\(NumberText.setting(region)) that counts" : ""). \
      More replicates, or more fraud rows, would narrow it.
      """
  }

  /// How the number of replicates came about, where results decided it.
  private var sequential: String? {
    study.suite.sequential.map { SequentialText(study: study, run: $0).limit }
  }

  private var singleReplicate: String? {
    study.suite.replicates == 1 && study.suite.sequential == nil
      ? "One replicate has no spread, so nothing can be tested. Plan ten or more." : nil
  }

  private var design: String? {
    let draws = study.suite.datasets.filter { $0.design == .independentDraws }
    let splits = study.suite.datasets.filter { $0.design == .resampledSplits }
    let fixed = study.suite.datasets.filter { $0.design == .fixedSplit }
    let windows = study.suite.datasets.filter { $0.design == .rollingOrigins }
    func names(_ datasets: [DatasetRecord]) -> String {
      listed(datasets.map { Markdown.escaped($0.title) })
    }
    let parts = [
      draws.isEmpty
        ? nil : "\(names(draws)): generated data, so it holds for data of that law",
      splits.isEmpty
        ? nil
        : "\(names(splits)): splits of one file, so it holds for rows like these and not for "
          + "another source",
      fixed.isEmpty
        ? nil
        : "\(names(fixed)): one split in time, so intervals and tests are about initial weights and "
          + "batches, and it holds for the period that was tested",
      windows.isEmpty
        ? nil
        : "\(names(windows)): windows of one period that overlap, so it holds for that period",
    ].compactMap(\.self)
    return """
      Reach: \(parts.joined(separator: "; ")). Each loss had \
      \(counted(study.suite.configurations, "configuration")) to be tuned with.
      """
  }
}
