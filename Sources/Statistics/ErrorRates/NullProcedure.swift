/// A test, or a family of tests, whose rate of false positives can be measured by simulation.
public enum NullProcedure: String, CaseIterable, Sendable {
  /// The paired t test.
  case pairedT = "paired t test"
  /// Wilcoxon's test, zeros dropped.
  case signedRank = "Wilcoxon signed-rank test"
  /// Wilcoxon's test, zeros ranked.
  case prattSignedRank = "Wilcoxon signed-rank test (Pratt)"
  /// The sign test.
  case sign = "sign test"
  /// The permutation test of the mean.
  case permutation = "permutation test"
  /// Whether the BCa interval of the mean excludes zero.
  case bootstrap = "BCa bootstrap interval of the mean"
  /// Friedman's χ² over all learners.
  case friedman = "Friedman test"
  /// Iman and Davenport's F over all learners.
  case imanDavenport = "Iman–Davenport test"
  /// Any pair significant by Nemenyi's test.
  case nemenyi = "Nemenyi test, any pair"
  /// Any learner significant against the control by Bonferroni and Dunn's test.
  case bonferroniDunn = "Bonferroni–Dunn test, any learner"
  /// Any learner significant against the reference by t tests with Holm's correction.
  case holm = "t tests with Holm's correction, any learner"
  /// The same with Hochberg's correction.
  case hochberg = "t tests with Hochberg's correction, any learner"
  /// The same with Benjamini and Hochberg's correction.
  case benjaminiHochberg = "t tests with Benjamini–Hochberg, any learner"
  /// The same without any correction, for comparison.
  case uncorrected = "t tests without correction, any learner"
  /// A confidence sequence looked at after every replicate.
  case sequential = "confidence sequence, looked at after every replicate"
  /// The t test looked at after every replicate, for comparison.
  case peeking = "t test, looked at after every replicate"
  /// Nadeau and Bengio's test on overlapping splits.
  case correctedResampledT = "Nadeau–Bengio test on resampled splits"
  /// The plain t test on overlapping splits, for comparison.
  case plainOnSplits = "plain t test on resampled splits"

  /// Whether the procedure is shown to be wrong, beside one that is right.
  public var isWarning: Bool {
    switch self {
    case .uncorrected, .peeking, .plainOnSplits: true
    default: false
    }
  }

  /// Whether the null needs differences symmetric about zero.
  public var needsSymmetry: Bool {
    switch self {
    case .signedRank, .prattSignedRank, .sign, .permutation: true
    default: false
    }
  }

  /// Whether a law meets all that the procedure supposes, so that its promise must hold.
  ///
  /// The bootstrap supposes many replicates, and so promises nothing here.
  ///
  /// - Parameter law: what the differences are drawn from.
  /// - Returns: true for symmetric laws where signs or ranks decide, and for the normal law.
  public func assumesOnly(_ law: NullLaw) -> Bool {
    switch self {
    case .signedRank, .prattSignedRank, .sign, .permutation: law.isSymmetric
    // Ranks within rows are exchangeable under any law.
    case .friedman, .imanDavenport, .nemenyi, .bonferroniDunn: true
    case .bootstrap: false
    default: law == .normal
    }
  }

  /// Whether the procedure looks at several learners.
  var isFamily: Bool {
    switch self {
    case .friedman, .imanDavenport, .nemenyi, .bonferroniDunn, .holm, .hochberg,
      .benjaminiHochberg, .uncorrected:
      true
    default: false
    }
  }

  /// Whether replicates are splits of one data set.
  var isResampled: Bool { self == .correctedResampledT || self == .plainOnSplits }
}
