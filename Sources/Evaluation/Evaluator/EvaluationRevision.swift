/// Tells results that were evaluated by an earlier version, which knew fewer metrics.
public enum EvaluationRevision {
  /// Raised whenever a metric is added: trials whose scores are kept are evaluated anew. A metric
  /// whose values change needs new keys of trials instead.
  public static let current = 1
}
