internal import Drawing
internal import Pages
public import Results
internal import Statistics

/// The state of a suite and its answer, short enough for a terminal.
public struct SuiteSummary: Encodable, Sendable {
  /// How far the suite has been run.
  public struct Trials: Encodable, Equatable, Sendable {
    /// Trials that the suite plans.
    public let planned: Int
    /// Trials with scores.
    public let scored: Int
    /// Trials that failed.
    public let failed: Int
    /// Trials not run yet.
    public let missing: Int
  }

  /// One model on one data set.
  public struct Panel: Encodable, Sendable {
    /// Identifier of the data set.
    public let dataset: String
    /// The data set's name for people.
    public let datasetTitle: String
    /// Name of the model.
    public let model: String
    /// The model's name for people.
    public let modelTitle: String
    /// The losses, the best mean first, those without scores last.
    public let rows: [Row]
  }

  /// One loss in a panel.
  public struct Row: Encodable, Sendable {
    /// Identifier of the loss.
    public let loss: String
    /// The loss's name for people.
    public let title: String
    /// How it stands against the best loss: `best`, `practically equal`, `undecided`, `worse` or
    /// `not comparable`.
    public let standing: String
    /// Mean over replicates with its 95 % interval; absent without scores.
    public let value: MeasuredValue?
    /// The loss minus the reference, paired; absent for the reference and without two pairs.
    public let difference: MeasuredDifference?
    /// Replicates with scores.
    public let scored: Int
    /// Replicates that failed.
    public let failed: Int
  }

  /// Failures of one kind of one learner.
  public struct Failure: Encodable, Sendable {
    /// Identifier of the data set.
    public let dataset: String
    /// Name of the model.
    public let model: String
    /// Identifier of the loss.
    public let loss: String
    /// The kind of failure.
    public let kind: String
    /// Trials that failed so.
    public let trials: Int
    /// Why the first of them failed.
    public let firstReason: String
  }

  /// The suite's name.
  public let name: String
  /// The question that it answers.
  public let title: String
  /// The suite file.
  public let suiteFile: String
  /// The version of Lopsided that ran it.
  public let version: String
  /// The metric that losses are compared by.
  public let metric: ComparedMetric
  /// Identifier of the loss that others are compared with.
  public let reference: String
  /// Differences up to this size count as practically none.
  public let practicalEquivalence: Double
  /// How far the suite has been run.
  public let trials: Trials
  /// The report's first paragraph, without markup.
  public let answer: String
  /// One for each data set and model, in the suite's order.
  public let panels: [Panel]
  /// What failed, in the suite's order.
  public let failures: [Failure]
  /// The commands that run what is missing and write the report.
  public let commands: [String]

  /// Sums up a suite.
  ///
  /// - Parameter results: the suite and its finished trials.
  /// - Throws: ``ReportingError``.
  public init(results: SuiteResults) throws(ReportingError) {
    let suite = results.suite
    let study = try Study.checked(results)
    name = suite.name
    title = suite.title
    suiteFile = suite.path
    version = suite.version
    metric = ComparedMetric(study.metric)
    reference = suite.reference
    practicalEquivalence = suite.practicalEquivalence
    trials = Trials(
      planned: study.planned, scored: study.scored, failed: study.failed, missing: study.missing)
    commands = suite.commands
    do {
      answer = PlainText.of(try Self.headline(study))
      panels = try study.panels.map { try Self.panel($0, study) }
    } catch let error as StatisticsError {
      throw .statistic(suite: suite.name, error)
    } catch {
      throw .unusableSuite(suite: suite.name, reason: "\(error)")
    }
    failures = study.panels.flatMap { panel in
      panel.learners.flatMap { learner in
        TrialFailure.Kind.allCases.compactMap { kind in
          let failures = learner.failures.filter { $0.kind == kind }
          return failures.first.map {
            Failure(
              dataset: panel.dataset.id, model: panel.model.name, loss: learner.loss.id,
              kind: kind.rawValue, trials: failures.count, firstReason: $0.reason)
          }
        }
      }
    }
  }

  private static func headline(_ study: Study) throws -> String {
    guard study.scored == 0 else { return try AnswerHeadline(study: study).text }
    return study.failed > 0
      ? "There is no answer: all \(counted(study.failed, "trial")) run so far failed."
      : "There is no answer yet: no trial has been run."
  }

  private static func panel(
    _ panel: Reporting.Panel, _ study: Study
  ) throws(StatisticsError) -> Panel {
    let rows = try panel.learners.indices.map { index throws(StatisticsError) in
      let learner = panel.learners[index]
      let comparison = panel.withReference.first { $0.first.id == learner.loss.id }
      return Row(
        loss: learner.loss.id, title: study.label(of: learner.loss),
        standing: panel.standings[index].words,
        value: try panel.estimate(learner, study.metric.key).map { MeasuredValue($0) },
        difference: comparison.flatMap { MeasuredDifference($0) },
        scored: learner.scored.count, failed: learner.failures.count)
    }
    let sign = study.metric.preference == .higherIsBetter ? 1.0 : -1
    func rank(_ row: Row) -> Double { row.value.map { sign * $0.mean } ?? -.infinity }
    let order = rows.indices.sorted { first, second in
      let (one, other) = (rank(rows[first]), rank(rows[second]))
      return one == other ? first < second : one > other
    }
    return Panel(
      dataset: panel.dataset.id, datasetTitle: panel.dataset.title, model: panel.model.name,
      modelTitle: panel.model.title, rows: order.map { rows[$0] })
  }
}

extension Panel.Standing {
  /// For people and programs alike.
  var words: String {
    switch self {
    case .best: "best"
    case .practicallyEqual: "practically equal"
    case .undecided: "undecided"
    case .worse: "worse"
    case .none: "not comparable"
    }
  }
}
