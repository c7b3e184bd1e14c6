public import CounterRandom

/// A law that rows are drawn from, and whose posterior is known exactly.
///
/// A scenario is a class-conditional law: the label comes first, then the row given its label. A
/// conformer must satisfy, for rows drawn with label 0 and 1 and `s` their log-likelihood ratio,
/// `E₀[exp(s)] = 1` and `E₁[exp(-s)] = 1`; the tests hold every scenario of ``ScenarioCatalogue``
/// to it. `docs/scenarios/adding-a-scenario.md` goes through adding one.
public protocol Scenario: Sendable {
  /// The name in suite files and on the command line.
  static var name: String { get }
  /// What it is, in one sentence.
  static var summary: String { get }
  /// The number in every counter; never changes and is never used again for another scenario.
  static var number: UInt16 { get }
  /// The presets, the default first.
  static var presets: [ScenarioPreset] { get }

  /// Every parameter of the law but the prevalence, with its range.
  static var parameterDeclarations: [ParameterDeclaration] { get }

  /// The scenario with these parameters, which are within their ranges.
  ///
  /// - Throws: ``DatasetError/invalidParameters(scenario:reason:)`` when parameters do not go
  ///   together.
  init(parameters: ScenarioParameters, prevalence: Double) throws(DatasetError)

  /// The parameters it was made from.
  var parameters: ScenarioParameters { get }
  /// Share of positives in the population, 0 < prevalence < 1.
  var prevalence: Double { get }
  /// Name and kind of each feature.
  var columns: [FeatureColumn] { get }
  /// The kinds of fraud, in the order of the oracle.
  var typologyNames: [String] { get }

  /// Draws rows given their labels.
  ///
  /// A row may depend on nothing but its number, its time, its label and the stream.
  ///
  /// - Parameters:
  ///   - rows: The rows' numbers, in any order.
  ///   - times: When each row happens, as a share of the whole period: 0 < t < 1. Laws that do
  ///     not change with time ignore it.
  ///   - stream: Where random words come from.
  ///   - labels: 0 or 1; one a row.
  ///   - features: Row-major, to be filled: `labels.count` × `columns.count`.
  ///   - typology: To be filled: index into `typologyNames`, or ``Oracle/legitimate``.
  func draw(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>)

  /// Draws rows and computes their log-likelihood ratios: the same as the two functions beside it,
  /// for laws that do both at once faster.
  func drawRated(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>,
    ratios: inout MutableSpan<Double>)

  /// Standard normals that a row is made of, to tell how much of its time they take.
  var normalsPerRow: Int { get }

  /// Log-likelihood ratio `log f₁(x) - log f₀(x)` of each row; natural logarithm.
  ///
  /// - Parameters:
  ///   - features: Row-major: `ratios.count` × `columns.count`.
  ///   - times: When each row happens, see ``draw(rows:times:stream:labels:features:typology:)``.
  ///   - ratios: To be filled; one a row.
  func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>)

  /// Days that a draw covers, where its rows have times; otherwise `nil`.
  var periodDays: Double? { get }

  /// How the prevalence changes over that period, where it does; otherwise `nil`.
  var prevalenceProfile: PrevalenceProfile? { get }

  /// Whether a row's posterior depends on its time, so that an oracle of the past is stale.
  var changesWithTime: Bool { get }

  /// Share of each typology among the positives of a time, in the order of ``typologyNames``.
  ///
  /// - Parameter time: As a share of the whole period, 0 to 1.
  ///
  /// - Returns: Shares that add up to 1.
  func typologyShares(at time: Double) -> [Double]

  /// Whether rows are worth an amount of money, see ``amounts(of:into:)``.
  var hasAmounts: Bool { get }

  /// What each row is worth, a function of its features, so that it tells nothing that they do not.
  ///
  /// Called only if ``hasAmounts``.
  ///
  /// - Parameters:
  ///   - features: Row-major.
  ///   - amounts: To be filled, each at least 0; one a row.
  func amounts(of features: Span<Float>, into amounts: inout MutableSpan<Float>)

  /// How labels are seen, where that is not as they are; otherwise `nil`.
  var labelObservation: (any LabelObservation)? { get }
}

/// How the labels that are seen differ from the true ones, by a law that is known exactly.
public protocol LabelObservation: Sendable {
  /// Draws the labels that are seen.
  ///
  /// - Parameters:
  ///   - rows: The rows' numbers.
  ///   - times: When each row happens, as a share of the whole period.
  ///   - stream: Where random words come from; blocks from ``firstBlock`` on are free.
  ///   - features: Row-major.
  ///   - typology: The kind of each fraud, ``Oracle/legitimate`` for rows that are none.
  ///   - posterior: `P(y = 1 | x)` of each row, y being the true label.
  ///   - labels: The true labels, to be replaced by those that are seen.
  ///   - observed: To be filled: `P(ỹ = 1 | x)`, ỹ being the label that is seen.
  func observe(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, features: Span<Float>,
    typology: Span<UInt8>, posterior: Span<Double>, labels: inout MutableSpan<UInt8>,
    observed: inout MutableSpan<Double>)
}

extension LabelObservation {
  /// The first block of a row's words that no scenario draws features from.
  public static var firstBlock: UInt32 { 0x8000_0000 }
}

extension Scenario {
  /// Prevalence of a scenario that is made without stating one.
  public static var defaultPrevalence: Double { 0.001 }

  /// Draws rows, and then computes their log-likelihood ratios.
  public func drawRated(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>,
    ratios: inout MutableSpan<Double>
  ) {
    draw(
      rows: rows, times: times, stream: stream, labels: labels, features: &features,
      typology: &typology)
    logLikelihoodRatios(of: features.span, at: times, into: &ratios)
  }

  /// One a feature, rounded up to an even number.
  public var normalsPerRow: Int { featureCount + featureCount % 2 }

  /// Whether the law changes with time: by default only if the prevalence does.
  public var changesWithTime: Bool { prevalenceProfile != nil }

  /// `nil`: rows have no time.
  public var periodDays: Double? { nil }

  /// `nil`: positives lie anywhere with equal probability.
  public var prevalenceProfile: PrevalenceProfile? { nil }

  /// The parameter `typology-weights`, where it is declared, and otherwise equal shares.
  public func typologyShares(at time: Double) -> [Double] {
    let declared = parameters.all.first { $0.name == "typology-weights" }?.values
    let weights = declared ?? typologyNames.map { _ in 1 }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  /// False: rows are worth nothing in particular.
  public var hasAmounts: Bool { false }

  /// Fills zeros: rows are worth nothing in particular.
  public func amounts(of features: Span<Float>, into amounts: inout MutableSpan<Float>) {
    for row in 0..<amounts.count { amounts[row] = 0 }
  }

  /// `nil`: labels are seen as they are.
  public var labelObservation: (any LabelObservation)? { nil }

  /// The preset it was made from.
  public var preset: String { parameters.preset }
  /// Number of features.
  public var featureCount: Int { columns.count }
  /// Name of each feature.
  public var featureNames: [String] { columns.map(\.name) }

  /// The scenario with a preset's parameters, some of them replaced.
  ///
  /// - Parameters:
  ///   - preset: The preset; the first one if `nil`.
  ///   - changes: Parameters that differ from the preset's.
  ///   - prevalence: Share of positives in the population.
  ///
  /// - Throws: ``DatasetError/invalidPrevalence(_:)``, or an error of an unknown preset or a
  ///   parameter.
  public init(
    preset: String? = nil, replacing changes: [ScenarioParameter] = [],
    prevalence: Double = Self.defaultPrevalence
  ) throws(DatasetError) {
    guard prevalence > 0, prevalence < 1 else { throw .invalidPrevalence(prevalence) }
    try self.init(
      parameters: ScenarioParameters(
        of: Self.self, preset: preset ?? Self.presets[0].name, replacing: changes),
      prevalence: prevalence)
  }
}

/// A named choice of a scenario's parameters.
public struct ScenarioPreset: Equatable, Sendable {
  /// The name in suite files and on the command line.
  public let name: String
  /// What it is meant for, in one sentence.
  public let summary: String
  /// The parameters, in the scenario's order.
  public let parameters: [ScenarioParameter]

  /// A named choice of parameters.
  public init(name: String, summary: String, parameters: [ScenarioParameter]) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
  }
}
