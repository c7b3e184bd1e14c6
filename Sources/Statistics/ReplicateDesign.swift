/// How replicates came about, which decides the tests that are valid.
public enum ReplicateDesign: Equatable, Sendable {
  /// Every replicate is a fresh, independent draw of data and seeds.
  case independentDraws
  /// Replicates are random splits of one data set, so that their training sets overlap;
  /// `testToTrainingRatio` is the rows tested over the rows trained on.
  case resampledSplits(testToTrainingRatio: Double)

  /// The test whose p value and interval are primary.
  ///
  /// Independent draws: the paired t test, with Wilcoxon's signed-rank test beside it. Resampled
  /// splits: the Nadeau–Bengio corrected t test alone, since the signed-rank test needs independent
  /// pairs and rejects far too often on overlapping splits.
  public var primaryTest: PrimaryTest {
    switch self {
    case .independentDraws: .pairedT
    case .resampledSplits: .correctedResampledT
    }
  }

  /// Whether Wilcoxon's signed-rank test is valid beside the primary test.
  public var admitsSignedRank: Bool { self == .independentDraws }
}

/// The test that gives a comparison its primary p value and interval.
public enum PrimaryTest: String, CaseIterable, Sendable {
  /// ``PairedTTest``.
  case pairedT = "paired-t"
  /// ``CorrectedResampledTTest``.
  case correctedResampledT = "corrected-resampled-t"

  /// The name for people.
  public var title: String {
    switch self {
    case .pairedT: "paired t test"
    case .correctedResampledT: "Nadeau–Bengio corrected resampled t test"
    }
  }
}
