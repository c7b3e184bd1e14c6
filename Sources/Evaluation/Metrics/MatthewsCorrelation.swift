extension WeightedConfusion {
  /// The Matthews correlation coefficient: the correlation of flag and label, −1…1.
  ///
  /// 0 when all rows or none are flagged, which is its limit; `nil` when the labels are all equal.
  ///
  /// Source: B. W. Matthews, Biochimica et Biophysica Acta 405 (1975).
  public var matthewsCorrelation: Double? {
    guard positives > 0, negatives > 0 else { return nil }
    guard flagged > 0, passed > 0 else { return 0 }
    let agreement = truePositives * trueNegatives - falsePositives * falseNegatives
    let margins = flagged * positives * (passed * negatives)
    return agreement / margins.squareRoot()
  }
}
