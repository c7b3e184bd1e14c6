/// Two methods of a table compared by every statistic that the design admits.
///
/// One test is primary, chosen by the design alone; the others stand beside it and decide nothing.
public struct MethodComparison: Equatable, Sendable {
  /// The column of the method under test.
  public let first: Int
  /// The column of the method it is compared with.
  public let second: Int
  /// The primary test, effect sizes and shares.
  public let paired: PairedComparison
  /// The primary p value adjusted for the family, by Holm's procedure.
  public let adjustedP: Double
  /// The primary p value adjusted by Hochberg's procedure.
  public let hochbergP: Double
  /// The primary p value adjusted by Benjamini and Hochberg's procedure.
  public let falseDiscoveryP: Double
  /// The verdict by the primary test and Holm's p value.
  public let verdict: Verdict
  /// Statistics that need independent pairs; absent for resampled splits.
  public let independent: IndependentEvidence?
  /// The Bayesian t test; absent across data sets.
  public let bayesianT: PracticalProbabilities?
  /// The smallest difference that is found with 80 % power at the first step of Holm's procedure,
  /// if the differences truly vary as seen; absent when they do not vary.
  public let smallestDetectable: Double?

  /// What only independent pairs allow to be said.
  public struct IndependentEvidence: Equatable, Sendable {
    /// Wilcoxon's test, zeros dropped.
    public let signedRank: SignedRankTest
    /// Wilcoxon's test, zeros ranked.
    public let pratt: SignedRankTest
    /// The sign test.
    public let sign: SignTest
    /// The permutation test of the mean; absent across data sets, which have no common mean.
    public let permutation: PermutationTest?
    /// The BCa bootstrap interval of the mean difference; absent across data sets, and where the
    /// bootstrap has none.
    public let bootstrap: ConfidenceInterval?
    /// The pseudo-median of the differences.
    public let centre: HodgesLehmann
    /// The Bayesian signed-rank test.
    public let bayesianSignedRank: PracticalProbabilities
    /// Shapiro and Wilk's test of the differences; absent below three, or without variation.
    public let normality: NormalityTest?
  }
}
