/// Which direction of a metric is better.
public enum Preference: String, CaseIterable, Sendable {
  /// Such as average precision.
  case higherIsBetter = "higher-is-better"
  /// Such as the Brier score, a cost or a regret.
  case lowerIsBetter = "lower-is-better"
}

/// What a comparison allows to be said about the first learner against the second.
public enum Verdict: String, CaseIterable, Sendable {
  /// Significantly better, by more than practical equivalence.
  case better
  /// Significantly worse, by more than practical equivalence.
  case worse
  /// The whole interval lies in the region of practical equivalence.
  case practicallyEqual = "practically-equal"
  /// Neither has been shown.
  case undecided
}

extension PairedComparison {
  /// The verdict, by the first rule that applies.
  ///
  /// 1. The interval lies within ± ``practicalEquivalence`` and has its level:
  ///    ``Verdict/practicallyEqual``, even when the difference is significant.
  /// 2. The adjusted p value is below 1 − ``level`` and ``location`` exceeds
  ///    ``practicalEquivalence`` in size: ``Verdict/better`` or ``Verdict/worse``.
  /// 3. Else ``Verdict/undecided``.
  ///
  /// - Parameter adjustedP: the p value after correction for multiplicity.
  /// - Returns: what may be said of the first learner.
  public func verdict(adjustedP: Double) -> Verdict {
    if reachesLevel, interval.lower >= -practicalEquivalence,
      interval.upper <= practicalEquivalence
    {
      return .practicallyEqual
    }
    guard adjustedP < 1 - level, location.magnitude > practicalEquivalence else {
      return .undecided
    }
    return (location > 0) == (preference == .higherIsBetter) ? .better : .worse
  }
}
