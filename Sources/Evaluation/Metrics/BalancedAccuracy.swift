extension WeightedConfusion {
  /// The mean of recall and specificity, 0…1; `nil` when the labels are all equal.
  ///
  /// Source: K. H. Brodersen et al., *The balanced accuracy and its posterior distribution*,
  /// ICPR 2010.
  public var balancedAccuracy: Double? {
    guard let recall, let specificity else { return nil }
    return (recall + specificity) / 2
  }
}
