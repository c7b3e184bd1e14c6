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

  /// The parameters there are.
  public static let parameterDeclarations = [
    ParameterDeclaration(
      "separation", "Mahalanobis distance of the class means", in: 0...12)
  ]

  /// The parameters it was made from.
  public let parameters: ScenarioParameters
  /// Share of positives in the population.
  public let prevalence: Double
  /// Mahalanobis distance of the class means.
  public let separation: Double

  /// The scenario with these parameters.
  public init(parameters: ScenarioParameters, prevalence: Double) {
    self.parameters = parameters
    self.prevalence = prevalence
    separation = parameters["separation"]
  }

  /// `V1` … `V28`.
  public let columns = (1...Self.width).map { FeatureColumn("V\($0)") }
  /// The kinds of fraud, in the order of the oracle.
  public let typologyNames = ["shifted"]

  static let width = 28

  /// Draws rows given their labels, see ``Scenario``.
  public func draw(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>
  ) {
    drawColumns(
      rows, width: Self.width, stream: stream, features: &features
    ) { first, columns in
      shape(columns, from: first, labels: labels, typology: &typology)
    } rated: { _, _ in
    }
  }

  /// Draws rows and computes their log-likelihood ratios, see ``Scenario``.
  public func drawRated(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>,
    ratios: inout MutableSpan<Double>
  ) {
    drawColumns(
      rows, width: Self.width, stream: stream, features: &features
    ) { first, columns in
      shape(columns, from: first, labels: labels, typology: &typology)
    } rated: { first, columns in
      rate(columns, from: first, into: &ratios)
    }
  }

  /// Log-likelihood ratio of each row, see ``Scenario``.
  public func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    precondition(features.count == ratios.count * Self.width)
    withColumns(of: features, width: Self.width) { first, columns in
      rate(columns, from: first, into: &ratios)
    }
  }

  private func shape(
    _ columns: ColumnBlock, from first: Int, labels: Span<UInt8>,
    typology: inout MutableSpan<UInt8>
  ) {
    let shift = separation / 2
    for row in 0..<columns.count {
      let isFraud = labels[first + row] != 0
      typology[first + row] = isFraud ? 0 : Oracle.legitimate
      guard isFraud else { continue }
      for column in 0..<4 { unsafe columns[column][row] += shift }
    }
  }

  private func rate(
    _ columns: ColumnBlock, from first: Int, into ratios: inout MutableSpan<Double>
  ) {
    let constant = separation * separation / 2
    let (a, b) = unsafe (columns[0], columns[1])
    let (c, d) = unsafe (columns[2], columns[3])
    for row in 0..<columns.count {
      let sum = unsafe a[row] + b[row] + (c[row] + d[row])
      ratios[first + row] = separation * (sum / 2) - constant
    }
  }
}
