internal import CounterRandom
internal import Datasets

extension PreparedDataset {
  /// Fresh rows drawn by class from the law of the test rows; `nil` for data without a known law.
  ///
  /// Where the test rows come after the training rows in time, the rows drawn by class cover the
  /// time of the test rows. If the law changes with time, they come with the log-likelihood ratio of
  /// the law at the end of training.
  func caseControl(replicate: Int, truth: SuiteTruth, parts: Parts) throws -> CaseControlRows? {
    guard case .scenario(let scenario, let draw) = kind else { return nil }
    return try CaseControlDraw(
      scenario: scenario, positives: truth.positives, negatives: truth.negatives,
      seed: deriveSeed(from: seed, label: "replicate", UInt64(replicate)), warp: draw.warp,
      times: parts.period?.testTimes ?? 0...1,
      staleTime: scenario.changesWithTime ? parts.period?.trainingEnd : nil
    ).generate()
  }
}
