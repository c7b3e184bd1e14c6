public import CounterRandom

/// Two Gaussian clouds of equal covariance: the harness's own calibration test.
///
/// `z ~ N(0, I₂₈)`; fraud adds `separation / 2` on each of the first four dimensions, so that the
/// clouds are `separation` apart. Logistic regression is Bayes-optimal, and every Bayes value has
/// an analytic form; AUROC is `Φ(separation / √2)`.
public struct Gauss: Scenario {
  /// The name in suite files and on the command line.
  public static let name = "gauss"
  /// What it is, in one sentence.
  public static let summary =
    "Two Gaussian clouds that differ by a shift; a linear model is Bayes-optimal."
  /// The number in every counter.
  public static let number: UInt16 = 1
  /// The presets, the default first.
  public static let presets = [
    ScenarioPreset(
      name: "default", summary: "Clouds 3.5 standard deviations apart.",
      parameters: [ScenarioParameter("separation", 3.5)])
  ]

  /// The preset it was made from.
  public let preset: String
  /// Share of positives in the population.
  public let prevalence: Double
  /// Mahalanobis distance of the class means.
  public let separation: Double

  /// The scenario with a preset's parameters.
  ///
  /// - Throws: ``DatasetError/unknownPreset(_:scenario:valid:nearest:)`` or
  ///   ``DatasetError/invalidPrevalence(_:)``.
  public init(preset: String, prevalence: Double = 0.001) throws(DatasetError) {
    self.prevalence = try Self.validated(prevalence: prevalence)
    separation = try Self.preset(named: preset)["separation"][0]
    self.preset = preset
  }

  /// Every parameter of the law but the prevalence.
  public var parameters: [ScenarioParameter] { [ScenarioParameter("separation", separation)] }
  /// `V1` … `V28`.
  public let featureNames = (1...Self.width).map { "V\($0)" }
  /// The kinds of fraud, in the order of the oracle.
  public let typologyNames = ["shifted"]

  static let width = 28

  /// Draws rows given their labels, see ``Scenario``.
  public func draw(
    from firstRow: UInt64, of totalRows: Int, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>
  ) {
    let shift = separation / 2
    unsafe drawRows(
      width: Self.width, from: firstRow, stream: stream, count: labels.count, features: &features
    ) { row, normals in
      let isFraud = labels[row] != 0
      typology[row] = isFraud ? 0 : Oracle.legitimate
      guard isFraud else { return }
      for column in 0..<4 { unsafe normals[column] += shift }
    }
  }

  /// Log-likelihood ratio of each row, see ``Scenario``.
  public func logLikelihoodRatios(
    of features: Span<Float>, into ratios: inout MutableSpan<Double>
  ) {
    let constant = separation * separation / 2
    for row in 0..<ratios.count {
      let at = row * Self.width
      let sum =
        Double(features[at]) + Double(features[at + 1])
        + (Double(features[at + 2]) + Double(features[at + 3]))
      ratios[row] = separation * (sum / 2) - constant
    }
  }
}
