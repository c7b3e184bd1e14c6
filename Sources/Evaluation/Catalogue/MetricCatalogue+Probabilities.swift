extension MetricCatalogue {
  static let probabilistic: [MetricDescription] =
    MetricKey.Variant.allCases.flatMap { variant in
      properScores(variant) + reliability(variant)
        + (MetricKey.Variant.ofModel.contains(variant) ? calibrationOfModel(variant) : [])
    } + [uncertainty]

  private static func properScores(_ variant: MetricKey.Variant) -> [MetricDescription] {
    let what = words(variant)
    let mark = mark(variant)
    return [
      MetricDescription(
        key: MetricKey.logLoss(variant), title: "log-loss of the \(what)",
        heading: "Log-loss\(mark)", direction: .lowerIsBetter, range: 0...Double.infinity,
        needs: needs([.probabilities], variant),
        definition: "The mean of −y ln p − (1 − y) ln (1 − p), in nats, p being the \(what).",
        pitfall: """
          At 0.1 % prevalence the constant base rate already reaches 0.0079; read the skill.
          """,
        reference: "I. J. Good, Rational decisions, J. Royal Statistical Society B 14 (1952)",
        decimals: 5, variant: variant),
      MetricDescription(
        key: MetricKey.logLossSkill(variant), title: "log-loss skill of the \(what)",
        heading: "Log-loss skill\(mark)", direction: .higherIsBetter,
        range: -Double.infinity...1, needs: needs([.probabilities], variant),
        definition: """
          1 minus the log-loss divided by that of the constant share of positives in the rows \
          evaluated; 0 is as good as that constant.
          """,
        pitfall: "The perfect value of 1 is out of reach wherever classes overlap.",
        reference: """
          T. Gneiting, A. E. Raftery, Strictly proper scoring rules, prediction, and estimation, \
          J. American Statistical Association 102 (2007)
          """,
        decimals: 3, variant: variant),
      MetricDescription(
        key: MetricKey.brier(variant), title: "Brier score of the \(what)",
        heading: "Brier\(mark)", direction: .lowerIsBetter, range: 0...1,
        needs: needs([.probabilities], variant),
        definition: "The mean of (p − y)², p being the \(what).",
        pitfall: """
          At 0.1 % prevalence the constant base rate already reaches 0.000999; read the skill.
          """,
        reference: """
          G. W. Brier, Verification of forecasts expressed in terms of probability, Monthly \
          Weather Review 78 (1950)
          """,
        decimals: 6, variant: variant),
      MetricDescription(
        key: MetricKey.brierSkill(variant), title: "Brier skill of the \(what)",
        heading: "Brier skill\(mark)", direction: .higherIsBetter, range: -Double.infinity...1,
        needs: needs([.probabilities], variant),
        definition: """
          1 minus the Brier score divided by that of the constant share of positives in the rows \
          evaluated; 0 is as good as that constant.
          """,
        pitfall: "The perfect value of 1 is out of reach wherever classes overlap.",
        reference: """
          T. Gneiting, A. E. Raftery, Strictly proper scoring rules, prediction, and estimation, \
          J. American Statistical Association 102 (2007)
          """,
        decimals: 3, variant: variant),
      MetricDescription(
        key: MetricKey.expectedCalibrationError(variant),
        title: "expected calibration error of the \(what)", heading: "ECE\(mark)",
        direction: .lowerIsBetter, range: 0...1, needs: needs([.probabilities], variant),
        definition: """
          The mean distance between mean \(what) and share of positives in \
          \(Reliability.binCount) bins with equally many rows, weighted by rows.
          """,
        pitfall: """
          Never negative, so that noise alone makes it positive: a perfect model does not score 0.
          """,
        reference: """
          M. P. Naeini, G. F. Cooper, M. Hauskrecht, Obtaining well calibrated probabilities using \
          Bayesian binning, AAAI 2015; bins of equal mass as in K. Nguyen, B. O'Connor, \
          EMNLP 2015
          """,
        decimals: 5, variant: variant),
      MetricDescription(
        key: MetricKey.observedExpectedRatio(variant),
        title: "observed to expected positives, \(what)", heading: "O/E\(mark)",
        direction: .target(1), range: 0...Double.infinity, needs: needs([.probabilities], variant),
        definition: """
          The number of positives divided by the sum of the \(what) over all rows; 1 when the \
          model expects as many as there are.
          """,
        pitfall: "1 says nothing about single rows: the constant base rate has it as well.",
        reference: """
          B. Van Calster et al., Calibration: the Achilles heel of predictive analytics, BMC \
          Medicine 17 (2019)
          """,
        decimals: 3, variant: variant),
    ]
  }

  static let regrets: [MetricDescription] =
    [
      MetricDescription(
        key: MetricKey.averagePrecisionRegret, title: "average-precision regret",
        heading: "AP regret", direction: .lowerIsBetter, range: -1...1,
        needs: [.scores, .posterior],
        definition: """
          The average precision of ranking the same rows by their true posterior minus that of the \
          model.
          """,
        pitfall: "On few positives a lucky model may rank better than the truth: slightly below 0.",
        reference: """
          S. Agarwal, Surrogate regret bounds for bipartite ranking via strongly proper losses, \
          JMLR 15 (2014)
          """,
        decimals: 4),
      MetricDescription(
        key: MetricKey.areaUnderROCRegret, title: "AUROC regret", heading: "AUROC regret",
        direction: .lowerIsBetter, range: -1...1, needs: [.scores, .posterior],
        definition: """
          The area under the ROC curve of ranking the same rows by their true posterior minus that \
          of the model.
          """,
        pitfall: "On few positives a lucky model may rank better than the truth: slightly below 0.",
        reference: """
          S. Agarwal, Surrogate regret bounds for bipartite ranking via strongly proper losses, \
          JMLR 15 (2014)
          """,
        decimals: 4),
    ]
    + MetricKey.Variant.allCases.flatMap { variant in
      let what = words(variant)
      let mark = mark(variant)
      return [
        MetricDescription(
          key: MetricKey.logLossRegret(variant), title: "log-loss regret of the \(what)",
          heading: "Log-loss regret\(mark)", direction: .lowerIsBetter,
          range: 0...Double.infinity, needs: needs([.probabilities, .posterior], variant),
          definition: """
            The mean Kullback–Leibler divergence, in nats, from the true posterior to the \(what).
            """,
          pitfall: """
            A loss that is not strictly proper shows regret here by design; judge it by the \
            recovered posterior.
            """,
          reference: """
            M. D. Reid, R. C. Williamson, Composite binary losses, JMLR 11 (2010)
            """,
          decimals: 6, variant: variant),
        MetricDescription(
          key: MetricKey.brierRegret(variant), title: "Brier regret of the \(what)",
          heading: "Brier regret\(mark)", direction: .lowerIsBetter, range: 0...1,
          needs: needs([.probabilities, .posterior], variant),
          definition: "The mean squared distance between the true posterior and the \(what).",
          pitfall: """
            A loss that is not strictly proper shows regret here by design; judge it by the \
            recovered posterior.
            """,
          reference: "M. D. Reid, R. C. Williamson, Composite binary losses, JMLR 11 (2010)",
          decimals: 6, variant: variant),
      ]
    }

  static func words(_ variant: MetricKey.Variant) -> String {
    switch variant {
    case .raw: "raw probability"
    case .recovered: "recovered posterior"
    case .platt: "probability after Platt's calibration"
    case .isotonic: "probability after isotonic calibration"
    case .priorCorrected: "probability after correction of the prior"
    }
  }

  static func mark(_ variant: MetricKey.Variant) -> String {
    " (\(variant.rawValue))"
  }
}
