extension WeightedConfusion {
  /// Cohen's kappa: how far flag and label agree beyond chance, −1…1.
  ///
  /// 0 when all rows or none are flagged and both classes are there; `nil` when the labels are all
  /// equal, where agreement by chance is complete or flags say nothing of labels.
  ///
  /// Source: J. Cohen, *A coefficient of agreement for nominal scales*, Educational and
  /// Psychological Measurement 20 (1960).
  public var cohenKappa: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    let agreement = truePositives * trueNegatives - falsePositives * falseNegatives
    return 2 * agreement / (flagged * negatives + positives * passed)
  }
}
