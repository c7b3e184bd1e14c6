public import Results
internal import Statistics

/// The report of a suite, made from its results alone: text, table, manifest and figures.
///
/// The same results give the same bytes: there is no clock, machine, locale or hash order in it.
public struct Report: Sendable {
  /// The report in GitHub Markdown; its images are `figures/<name>.svg`.
  public let markdown: String
  /// One line a trial and variant (tuned, default), one column a metric; RFC 4180, full precision.
  public let csv: String
  /// What the report was made from and the commands that make it again; JSON with sorted keys.
  public let manifestJSON: String
  /// The figures in the order of the text; a name is free of folder and extension.
  public let figures: [(name: String, svg: String)]

  /// The sections in the order of the report.
  static let sections: [any ReportSection] = [
    AnswerSection(), MainTableSection(), ComparisonSection(), AverageRankSection(),
    TuningSection(), SensitivitySection(), RegretSection(), AgainstTruthSection(),
    KnownEffectSection(), CalibrationSection(), RemainingAdvantageSection(),
    OperatingPointSection(), CostCurveSection(), TypologySection(), ScoreHistogramSection(),
    LearningBySizeSection(), LearningCurveSection(),
    FailureSection(), MaterialSection(), ProvenanceSection(), GlossarySection(),
  ]

  /// The sections of a suite of one loss under several names: what a loss is like is not asked.
  static let sectionsOfErrorRates: [any ReportSection] = [
    ErrorRateSection(), FailureSection(), MaterialSection(), ProvenanceSection(),
  ]

  /// Makes the report of a suite, finished or not.
  ///
  /// - Parameter results: the suite and its finished trials; missing and failed trials are
  ///   counted and stated.
  /// - Throws: ``ReportingError``.
  public init(results: SuiteResults) throws(ReportingError) {
    let suite = results.suite
    try Self.check(suite)
    do {
      let study = try Study(results)
      var parts: [(title: String, body: String)] = []
      var figures: [(name: String, svg: String)] = []
      for section in suite.errorRates == nil ? Self.sections : Self.sectionsOfErrorRates {
        guard let body = try section.body(of: study) else { continue }
        parts.append((section.title, body))
        figures += try section.figures(of: study).map { ($0.name, $0.svg) }
      }
      let contents = Markdown.bullets(
        parts.dropFirst().map { "[\($0.title)](#\(Markdown.anchor(of: $0.title)))" })
      var blocks = [
        Markdown.heading(suite.title, level: 1), Self.subtitle(suite),
      ]
      for (index, part) in parts.enumerated() {
        blocks += [Markdown.heading(part.title, level: 2), part.body]
        // The answer comes first, even before the contents.
        if index == 0, parts.count > 2 { blocks += ["**Contents**", contents] }
      }
      markdown = Markdown.blocks(blocks) + "\n"
      csv =
        suite.errorRates == nil
        ? ResultsTable.csv(of: results) : ResultsTable.valuesByAlias(of: study)
      manifestJSON = try Manifest(study).json()
      self.figures = figures
    } catch let error as ReportingError {
      throw error
    } catch let error as StatisticsError {
      throw .statistic(suite: suite.name, error)
    } catch {
      throw .unusableSuite(suite: suite.name, reason: "\(error)")
    }
  }

  /// The suite in one line.
  private static func subtitle(_ suite: SuiteRecord) -> String {
    let parts = [
      counted(suite.losses.count, "loss", plural: "losses"), counted(suite.models.count, "model"),
      counted(suite.datasets.count, "data set"),
      suite.sequential.map { $0.extent } ?? counted(suite.replicates, "replicate"),
    ]
    return "Suite *\(Markdown.escaped(suite.name))*: \(parts.joined(separator: " × "))."
  }

  static func check(_ suite: SuiteRecord) throws(ReportingError) {
    func refuse(_ reason: String) -> ReportingError {
      .unusableSuite(suite: suite.name, reason: reason)
    }
    guard suite.practicalEquivalence >= 0, suite.practicalEquivalence.isFinite else {
      throw refuse(
        "its practical equivalence is \(suite.practicalEquivalence), but it must be zero or a "
          + "positive finite number.")
    }
    let kinds = [
      ("loss", suite.losses.map(\.id)), ("model", suite.models.map(\.name)),
      ("data set", suite.datasets.map(\.id)),
    ]
    for (kind, names) in kinds {
      var seen: Set<String> = []
      for name in names where !seen.insert(name).inserted {
        throw refuse("it lists the \(kind) '\(name)' twice; names must be unique.")
      }
    }
    guard suite.losses.contains(where: { $0.id == suite.reference }) else {
      let losses = suite.losses.map(\.id).joined(separator: ", ")
      throw refuse(
        "its reference '\(suite.reference)' is none of its losses, which are: \(losses).")
    }
  }
}
