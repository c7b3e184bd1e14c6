internal import Datasets
public import Results

extension SuitePlan {
  /// Where a run that adds replicates until comparisons are decided begins: with the replicates that
  /// the suite asks for.
  ///
  /// - Parameter maximumReplicates: replicates after which it stops, decided or not.
  /// - Returns: the extent of the first round.
  /// - Throws: ``SuiteError`` when the suite's replicates cannot decide, or are more than the cap.
  public func sequentialStart(maximumReplicates: Int) throws(SuiteError) -> SequentialRecord {
    guard let dataset = suite.datasets.first else {
      return SequentialRecord(maximumReplicates: maximumReplicates, panels: [])
    }
    guard suite.errorRates == nil else {
      throw .unusable(
        place: dataset.place,
        reason: """
          the suite measures error rates and compares no losses, so there is nothing that \
          --until-decided could wait for.
          """)
    }
    guard maximumReplicates >= suite.replicates else {
      throw .unusable(
        place: dataset.place,
        reason: """
          the suite has \(suite.replicates) replicates, more than the \(maximumReplicates) at which \
          the run shall stop. Say --max-replicates \(suite.replicates) or more.
          """)
    }
    for (dataset, prepared) in zip(suite.datasets, datasets) {
      guard [.resampledSplits, .rollingOrigins].contains(prepared.record.design) else { continue }
      throw .unusable(
        place: dataset.place,
        reason: """
          more splits of \(dataset.id) cannot decide between losses: they are made of the same \
          rows, so their differences do not average out. --until-decided needs replicates that are \
          independent: draws of a scenario, or seeds on one split in time.
          """)
    }
    return SequentialRecord(
      maximumReplicates: maximumReplicates,
      panels: datasets.flatMap { dataset in
        suite.models.map {
          SequentialRecord.Panel(
            dataset: dataset.record.id, model: $0.id, replicates: suite.replicates)
        }
      })
  }

  /// The plan with other numbers of replicates; its data sets are not read again.
  ///
  /// - Parameter record: the replicates of each data set and model.
  /// - Returns: the plan, which is recorded as one whose length was decided by its results.
  /// - Throws: ``SuiteError``.
  public func extended(to record: SequentialRecord) throws -> SuitePlan {
    var suite = suite
    suite.sequential = record
    var plan = try SuitePlan(suite, datasets: datasets)
    plan.plugins = plugins
    return plan
  }
}

extension Suite {
  /// Replicates of a model on a data set.
  func replicates(of dataset: SuiteDataset, _ model: SuiteModel) -> Int {
    sequential?.replicates(dataset: dataset.id, model: model.id) ?? replicates
  }
}
