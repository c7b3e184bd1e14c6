/// How far a run has come that adds replicates until every comparison with the reference is decided.
public struct SequentialRecord: Codable, Equatable, Sendable {
  /// The replicates of one model on one data set.
  public struct Panel: Codable, Equatable, Sendable {
    /// Identifier of the data set (``DatasetRecord/id``).
    public var dataset: String
    /// Identifier of the model (``ModelRecord/name``).
    public var model: String
    /// Replicates planned so far.
    public var replicates: Int

    /// So many replicates of a model on a data set.
    public init(dataset: String, model: String, replicates: Int) {
      self.dataset = dataset
      self.model = model
      self.replicates = replicates
    }
  }

  /// Replicates after which the run stops, decided or not.
  public var maximumReplicates: Int
  /// One for each data set and model, in the suite's order.
  public var panels: [Panel]

  /// A run's extent.
  ///
  /// - Parameters:
  ///   - maximumReplicates: replicates after which it stops, decided or not.
  ///   - panels: one for each data set and model, in the suite's order.
  public init(maximumReplicates: Int, panels: [Panel]) {
    self.maximumReplicates = maximumReplicates
    self.panels = panels
  }

  /// Replicates of a model on a data set.
  ///
  /// - Parameters:
  ///   - dataset: identifier of the data set.
  ///   - model: identifier of the model.
  /// - Returns: their number; `nil` for a place that the run does not have.
  public func replicates(dataset: String, model: String) -> Int? {
    panels.first { $0.dataset == dataset && $0.model == model }?.replicates
  }

  /// The extent after another round: a quarter more replicates, rounded up, where something is open.
  ///
  /// What a round adds depends on nothing but the results, so that any number of jobs, and a run
  /// that was stopped and taken up again, come to the same replicates.
  ///
  /// - Parameter isOpen: whether a data set and model have an undecided comparison.
  /// - Returns: the extent; `nil` when nothing is open, or only what has reached the cap.
  public func extended(where isOpen: (Panel) -> Bool) -> SequentialRecord? {
    var next = self
    for (index, panel) in panels.enumerated() where isOpen(panel) {
      let more = panel.replicates + max((panel.replicates + 3) / 4, 1)
      next.panels[index].replicates = max(panel.replicates, min(more, maximumReplicates))
    }
    return next == self ? nil : next
  }
}

extension SuiteRecord {
  /// Replicates planned of a model on a data set.
  ///
  /// - Parameters:
  ///   - dataset: the data set.
  ///   - model: the model.
  /// - Returns: their number.
  public func replicates(of dataset: DatasetRecord, _ model: ModelRecord) -> Int {
    sequential?.replicates(dataset: dataset.id, model: model.name) ?? replicates
  }

  /// Comparisons of a loss with the reference, over all data sets and models.
  public var comparisonsWithReference: Int {
    datasets.count * models.count * max(losses.count - 1, 0)
  }
}
