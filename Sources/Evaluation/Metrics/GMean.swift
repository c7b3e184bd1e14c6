extension WeightedConfusion {
  /// The geometric mean of recall and specificity, 0…1; `nil` when the labels are all equal.
  ///
  /// Source: M. Kubat, S. Matwin, *Addressing the curse of imbalanced training sets*, ICML 1997.
  public var gMean: Double? {
    guard let recall, let specificity else { return nil }
    return (recall * specificity).squareRoot()
  }
}
