extension MetricCatalogue {
  private static let corp =
    "T. Dimitriadis, T. Gneiting, A. I. Jordan, Stable reliability diagrams for probabilistic "
    + "classifiers, PNAS 118 (2021)"
  private static let achilles =
    "B. Van Calster et al., Calibration: the Achilles heel of predictive analytics, BMC Medicine 17 "
    + "(2019)"

  /// The Brier score taken apart.
  static func reliability(_ variant: MetricKey.Variant) -> [MetricDescription] {
    let what = words(variant)
    let mark = mark(variant)
    return [
      MetricDescription(
        key: MetricKey.miscalibration(variant), title: "miscalibration of the \(what)",
        heading: "Miscalibration\(mark)", direction: .lowerIsBetter, range: 0...1,
        needs: needs([.probabilities], variant),
        definition: """
          The Brier score of the \(what) minus that of its isotonic regression on the same rows: \
          what calibrating would gain, without bins.
          """,
        pitfall: """
          Never negative, so that noise alone makes it positive; compare it with the discrimination.
          """,
        reference: corp, decimals: 7, variant: variant),
      MetricDescription(
        key: MetricKey.discrimination(variant), title: "discrimination of the \(what)",
        heading: "Discrimination\(mark)", direction: .higherIsBetter, range: 0...1,
        needs: needs([.probabilities], variant),
        definition: """
          The Brier score of the constant share of positives minus that of the isotonic regression of \
          the labels on the \(what): miscalibration − discrimination + uncertainty is the Brier score.
          """,
        pitfall: "The regression has seen the labels, so that pure noise scores above 0.",
        reference: corp, decimals: 7, variant: variant),
    ]
  }

  static let uncertainty = MetricDescription(
    key: MetricKey.uncertainty, title: "uncertainty of the labels", heading: "Uncertainty",
    direction: .lowerIsBetter, range: 0...0.25, needs: [.probabilities],
    definition: "The Brier score of the constant share π of positives, π (1 − π).",
    pitfall: "It belongs to the rows, not to a model.", reference: corp, decimals: 6)

  /// What is told of probabilities that no calibration after the fact has touched.
  static func calibrationOfModel(_ variant: MetricKey.Variant) -> [MetricDescription] {
    let what = words(variant)
    let mark = mark(variant)
    return [
      MetricDescription(
        key: MetricKey.equalWidthCalibrationError(variant),
        title: "expected calibration error of the \(what), bins of equal width",
        heading: "ECE, equal width\(mark)", direction: .lowerIsBetter, range: 0...1,
        needs: [.probabilities],
        definition: """
          The mean distance between mean \(what) and share of positives in \
          \(Reliability.binCount) bins of equal width on 0…1, weighted by rows.
          """,
        pitfall: """
          At 0.1 % prevalence nearly all rows share the first bin, so that it says little beyond \
          observed to expected.
          """,
        reference: """
          M. P. Naeini, G. F. Cooper, M. Hauskrecht, Obtaining well calibrated probabilities using \
          Bayesian binning, AAAI 2015
          """,
        decimals: 5, variant: variant),
      MetricDescription(
        key: MetricKey.calibrationSlope(variant), title: "calibration slope of the \(what)",
        heading: "Calibration slope\(mark)", direction: .target(1),
        range: -Double.infinity...Double.infinity, needs: [.probabilities],
        definition: """
          The slope of the logistic regression of the label on the logit of the \(what); below 1 the \
          probabilities are too extreme, above 1 too timid.
          """,
        pitfall: "1 says nothing of a shift; absent where a threshold parts the classes.",
        reference: achilles, decimals: 3, variant: variant),
      MetricDescription(
        key: MetricKey.calibrationIntercept(variant),
        title: "calibration intercept of the \(what)", heading: "Calibration intercept\(mark)",
        direction: .target(0), range: -Double.infinity...Double.infinity, needs: [.probabilities],
        definition: """
          What must be added to the logit of the \(what) for the probabilities to add up to the \
          positives; below 0 they are too high.
          """,
        pitfall: "In logits: −0.7 halves the odds.", reference: achilles, decimals: 3,
        variant: variant),
    ]
  }

  /// What a variant needs besides what the metric does.
  static func needs(
    _ needs: Set<MetricDescription.Need>, _ variant: MetricKey.Variant
  ) -> Set<MetricDescription.Need> {
    MetricKey.Variant.recalibrated.contains(variant) ? needs.union([.validation]) : needs
  }

  /// Metrics of decisions, of data that say what each row is worth.
  public static let costs: [MetricDescription] = MetricKey.Variant.allCases.flatMap { variant in
    let what = words(variant)
    let mark = mark(variant)
    return [
      MetricDescription(
        key: MetricKey.cost(variant), title: "cost a row, decided by the \(what)",
        heading: "Cost\(mark)", direction: .lowerIsBetter, range: 0...Double.infinity,
        needs: needs([.probabilities, .amounts], variant),
        definition: """
          The mean cost a row of flagging exactly where that is expected to be cheaper by the \
          \(what) and the row's own costs.
          """,
        pitfall: "It is as good as the costs are, and needs calibrated probabilities.",
        reference: "C. Elkan, The foundations of cost-sensitive learning, IJCAI 2001",
        decimals: 4, variant: variant),
      MetricDescription(
        key: MetricKey.savings(variant), title: "savings, decided by the \(what)",
        heading: "Savings\(mark)", direction: .higherIsBetter, range: -Double.infinity...1,
        needs: needs([.probabilities, .amounts], variant),
        definition: """
          1 minus the cost of the decisions divided by the lesser cost of flagging no row and of \
          flagging all.
          """,
        pitfall: "Below 0 it would be cheaper not to look at the scores.",
        reference: """
          A. C. Bahnsen, D. Aouada, B. Ottersten, Example-dependent cost-sensitive decision trees, \
          Expert Systems with Applications 42 (2015)
          """,
        decimals: 3, variant: variant),
    ]
  }
}
