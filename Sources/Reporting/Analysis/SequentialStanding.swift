public import Results
internal import Statistics

/// Which comparisons with the reference more replicates could still decide, by the rules of the
/// report.
public struct SequentialStanding: Sendable {
  /// One comparison with the reference.
  public struct Comparison: Equatable, Sendable {
    /// Identifier of the data set.
    public let dataset: String
    /// Identifier of the model.
    public let model: String
    /// Identifier of the loss.
    public let loss: String
    /// Whether more replicates could decide it.
    public let isOpen: Bool
    /// What may be said, in the report's words.
    public let finding: String
    /// Replicates after which it was decided; `nil` while it is not.
    public let decidedAfter: Int?
  }

  /// All comparisons, in the suite's order.
  public let comparisons: [Comparison]

  /// Those that more replicates could decide.
  public var open: [Comparison] { comparisons.filter(\.isOpen) }

  /// Works out what is decided.
  ///
  /// - Parameter results: a suite that records its replicates as sequential, and its trials.
  /// - Throws: ``ReportingError/statistic(suite:_:)``.
  public init(_ results: SuiteResults) throws(ReportingError) {
    let suite = results.suite
    let metric = Study.primaryMetric(of: results)
    let trials = Dictionary(grouping: results.trials) { "\($0.dataset)/\($0.model)" }
    var comparisons: [Comparison] = []
    do throws(StatisticsError) {
      for dataset in suite.datasets {
        for model in suite.models {
          let panel = try Panel(
            dataset: dataset, model: model, trials: trials["\(dataset.id)/\(model.name)"] ?? [],
            suite: suite, metric: metric)
          comparisons += panel.withReference.map {
            Comparison(
              dataset: dataset.id, model: model.name, loss: $0.first.id, isOpen: $0.isOpen,
              finding: $0.finding.rawValue, decidedAfter: $0.sequential?.decision?.pairs)
          }
        }
      }
    } catch { throw .statistic(suite: suite.name, error) }
    self.comparisons = comparisons
  }

  /// Whether a data set and model have a comparison that more replicates could decide.
  ///
  /// - Parameter panel: the data set and model.
  /// - Returns: whether one is open.
  public func isOpen(_ panel: SequentialRecord.Panel) -> Bool {
    comparisons.contains {
      $0.isOpen && $0.dataset == panel.dataset && $0.model == panel.model
    }
  }
}
