/// How replicates came about, which decides the tests that are valid.
public enum ReplicateDesign: Equatable, Sendable {
  /// Every replicate is a fresh, independent draw of data and seeds.
  case independentDraws
  /// Replicates are random splits of one data set, so that their training sets overlap;
  /// `testToTrainingRatio` is the rows tested over the rows trained on.
  case resampledSplits(testToTrainingRatio: Double)
  /// Every replicate is another data set, of its own difficulty and scale.
  case manyDataSets

  /// The test whose p value and interval are primary.
  ///
  /// Independent draws: the paired t test, with Wilcoxon's signed-rank test beside it. Resampled
  /// splits: the Nadeau–Bengio corrected t test alone, since the signed-rank test needs independent
  /// pairs and rejects far too often on overlapping splits. Many data sets: Wilcoxon's signed-rank
  /// test with its pseudo-median, since differences on different data sets share no scale that a
  /// mean could have (Demšar 2006).
  public var primaryTest: PrimaryTest {
    switch self {
    case .independentDraws: .pairedT
    case .resampledSplits: .correctedResampledT
    case .manyDataSets: .signedRank
    }
  }

  /// Whether Wilcoxon's signed-rank test is valid: whether replicates are independent.
  public var admitsSignedRank: Bool {
    switch self {
    case .independentDraws, .manyDataSets: true
    case .resampledSplits: false
    }
  }
}

/// The test that gives a comparison its primary p value and interval.
public enum PrimaryTest: String, CaseIterable, Sendable {
  /// ``PairedTTest``.
  case pairedT = "paired-t"
  /// ``CorrectedResampledTTest``.
  case correctedResampledT = "corrected-resampled-t"
  /// ``SignedRankTest`` with zeros ranked, and the ``HodgesLehmann`` interval.
  case signedRank = "signed-rank"

  /// The name for people.
  public var title: String {
    switch self {
    case .pairedT: "paired t test"
    case .correctedResampledT: "Nadeau–Bengio corrected resampled t test"
    case .signedRank: "Wilcoxon signed-rank test"
    }
  }
}
