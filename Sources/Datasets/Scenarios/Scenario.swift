public import CounterRandom
internal import Spelling

/// A law that rows are drawn from, and whose posterior is known exactly.
///
/// A scenario is a class-conditional law: the label comes first, then the row given its label. A
/// conformer must satisfy, for rows drawn with label 0 and 1 and `s` their log-likelihood ratio,
/// `E₀[exp(s)] = 1` and `E₁[exp(-s)] = 1`; the tests hold every scenario of ``ScenarioCatalogue``
/// to it. To add one, conform a type and put it there.
public protocol Scenario: Sendable {
  /// The name in suite files and on the command line.
  static var name: String { get }
  /// What it is, in one sentence.
  static var summary: String { get }
  /// The number in every counter; never changes and is never used again for another scenario.
  static var number: UInt16 { get }
  /// The presets, the default first.
  static var presets: [ScenarioPreset] { get }

  /// The scenario with a preset's parameters.
  ///
  /// - Throws: ``DatasetError/unknownPreset(_:scenario:valid:nearest:)`` or
  ///   ``DatasetError/invalidPrevalence(_:)``.
  init(preset: String, prevalence: Double) throws(DatasetError)

  /// The preset it was made from.
  var preset: String { get }
  /// Share of positives in the population, 0 < prevalence < 1.
  var prevalence: Double { get }
  /// Every parameter of the law but the prevalence, in a fixed order.
  var parameters: [ScenarioParameter] { get }
  /// Name of each feature.
  var featureNames: [String] { get }
  /// The kinds of fraud, in the order of the oracle.
  var typologyNames: [String] { get }

  /// Draws rows given their labels.
  ///
  /// A row may depend on nothing but its number, its label, `totalRows` and the stream.
  ///
  /// - Parameters:
  ///   - firstRow: Number of the first row; the others follow.
  ///   - totalRows: Number of rows of the whole draw, for laws that change with time.
  ///   - stream: Where random words come from.
  ///   - labels: 0 or 1; one a row.
  ///   - features: Row-major, to be filled: `labels.count` × `featureNames.count`.
  ///   - typology: To be filled: index into `typologyNames`, or ``Oracle/legitimate``.
  func draw(
    from firstRow: UInt64, of totalRows: Int, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>)

  /// Whether rows are worth an amount of money, see ``amounts(of:)``.
  var hasAmounts: Bool { get }

  /// What each row is worth, a function of its features, so that it tells nothing that they do not.
  ///
  /// - Parameter features: Row-major.
  ///
  /// - Returns: One amount a row, at least 0; `nil` unless ``hasAmounts``.
  func amounts(of features: Span<Float>) -> [Float]?

  /// Log-likelihood ratio `log f₁(x) - log f₀(x)` of each row; natural logarithm.
  ///
  /// - Parameters:
  ///   - features: Row-major: `ratios.count` × `featureNames.count`.
  ///   - ratios: To be filled; one a row.
  func logLikelihoodRatios(of features: Span<Float>, into ratios: inout MutableSpan<Double>)
}

extension Scenario {
  /// Prevalence of a scenario that is made without stating one.
  public static var defaultPrevalence: Double { 0.001 }

  /// False: rows are worth nothing in particular.
  public var hasAmounts: Bool { false }

  /// `nil`: rows are worth nothing in particular.
  public func amounts(of features: Span<Float>) -> [Float]? { nil }

  /// Number of features.
  public var featureCount: Int { featureNames.count }

  /// The scenario's default preset at the default prevalence.
  ///
  /// - Throws: Nothing, for a scenario whose first preset is valid.
  public init() throws(DatasetError) {
    try self.init(preset: Self.presets[0].name, prevalence: Self.defaultPrevalence)
  }

  /// The parameters of a preset.
  ///
  /// - Throws: ``DatasetError/unknownPreset(_:scenario:valid:nearest:)``.
  static func preset(named name: String) throws(DatasetError) -> ScenarioPreset {
    if let preset = presets.first(where: { $0.name == name }) { return preset }
    let valid = presets.map(\.name)
    throw .unknownPreset(
      name, scenario: Self.name, valid: valid, nearest: Spelling.nearest(to: name, among: valid))
  }

  /// Checks that a prevalence lies strictly between 0 and 1.
  ///
  /// - Throws: ``DatasetError/invalidPrevalence(_:)``.
  static func validated(prevalence: Double) throws(DatasetError) -> Double {
    guard prevalence > 0, prevalence < 1 else { throw .invalidPrevalence(prevalence) }
    return prevalence
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

  /// The values of a parameter; empty when there is none of that name.
  subscript(name: String) -> [Double] {
    parameters.first { $0.name == name }?.values ?? []
  }
}

/// One named parameter of a law: a number or a list of them.
public struct ScenarioParameter: Codable, Equatable, Sendable {
  /// The name: `separation`, `typology-weights`.
  public let name: String
  /// One value, or one for each typology, segment or dimension.
  public let values: [Double]

  /// A parameter with one value or more.
  public init(_ name: String, _ values: Double...) {
    self.name = name
    self.values = values
  }

  /// A parameter with a list of values.
  public init(name: String, values: [Double]) {
    self.name = name
    self.values = values
  }
}
