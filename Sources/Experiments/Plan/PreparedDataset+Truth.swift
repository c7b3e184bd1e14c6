internal import CounterRandom
internal import Datasets

extension PreparedDataset {
  /// Fresh rows drawn by class from the law of the test rows; `nil` for data without a known law.
  ///
  /// Where the test rows come after the training rows in time, the rows drawn by class cover the
  /// time of the test rows, and come with the log-likelihood ratio of the law at the end of training.
  func caseControl(replicate: Int, truth: SuiteTruth, parts: Parts) throws -> CaseControlRows? {
    guard case .scenario(let scenario, _) = kind else { return nil }
    let window = TestWindow(
      training: parts.training.attributes.times, test: parts.test.attributes.times,
      periodDays: scenario.periodDays)
    return try CaseControlDraw(
      scenario: scenario, positives: truth.positives, negatives: truth.negatives,
      seed: deriveSeed(from: seed, label: "replicate", UInt64(replicate)),
      times: window?.times ?? 0...1, staleTime: window?.trainingEnd
    ).generate()
  }
}

/// When test rows happen, where all of them come after the training rows; shares of the period.
struct TestWindow: Equatable {
  let trainingEnd: Double
  let times: ClosedRange<Double>

  /// `nil` unless both parts have times and the test rows come later.
  init?(training: [Double]?, test: [Double]?, periodDays: Double?) {
    guard let end = training?.max(), let first = test?.min(), let last = test?.max(),
      let periodDays, end < first
    else { return nil }
    trainingEnd = min(end / periodDays, 1)
    times = min(first / periodDays, 1)...min(last / periodDays, 1)
  }
}
