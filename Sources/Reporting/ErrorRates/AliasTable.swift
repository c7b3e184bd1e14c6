internal import Results
internal import Statistics

/// One loss under several names with one model on one data set, cut into comparisons that share no
/// trial: of disjoint pairs or families of names, on disjoint blocks of replicates.
struct AliasTable {
  let panel: Panel
  let design: ErrorRateDesign
  let metric: ReportedMetric
  /// Values of the metric by alias and replicate; `nil` where a trial has none.
  let values: [[Double?]]

  init(_ panel: Panel, _ design: ErrorRateDesign, replicates: Int, metric: ReportedMetric) {
    self.panel = panel
    self.design = design
    self.metric = metric
    values = panel.learners.map { learner in
      let known = learner.values(metric.key)
      return (0..<replicates).map { known[$0] }
    }
  }

  /// Number of replicates.
  var replicates: Int { values.first?.count ?? 0 }

  /// Whole blocks of so many replicates.
  func blocks(of length: Int) -> [Range<Int>] {
    (0..<replicates / max(length, 1)).map { $0 * length..<($0 + 1) * length }
  }

  /// Names two by two.
  var pairs: [(Int, Int)] { (0..<values.count / 2).map { (2 * $0, 2 * $0 + 1) } }

  /// Names family by family, the reference first.
  var families: [Range<Int>] {
    (0..<values.count / design.family).map {
      $0 * design.family..<($0 + 1) * design.family
    }
  }

  /// The two names' values in a block; `nil` where one is missing.
  func sample(_ pair: (Int, Int), _ block: Range<Int>) throws(StatisticsError) -> PairedSample? {
    let sample = try PairedSample(Array(values[pair.0][block]), Array(values[pair.1][block]))
    return sample.count == block.count ? sample : nil
  }

  /// All complete pairs of blocks of a length.
  func samples(of length: Int) throws(StatisticsError) -> [PairedSample] {
    var samples: [PairedSample] = []
    for block in blocks(of: length) {
      for pair in pairs {
        if let sample = try sample(pair, block) { samples.append(sample) }
      }
    }
    return samples
  }

  /// A family's values in a block, replicate by replicate; `nil` where one is missing.
  func rows(_ family: Range<Int>, _ block: Range<Int>) -> [[Double]]? {
    let rows = block.map { replicate in family.compactMap { values[$0][replicate] } }
    return rows.allSatisfy { $0.count == family.count } ? rows : nil
  }

  /// A family in a block as a study of its own, by the rules of any report; or as a run that was
  /// looked at after every replicate.
  func study(
    _ family: Range<Int>, _ block: Range<Int>, of suite: SuiteRecord, isSequential: Bool = false
  ) throws(StatisticsError) -> Study {
    var own = suite
    own.errorRates = nil
    own.losses = family.map { panel.learners[$0].loss }
    own.reference = own.losses[0].id
    own.replicates = block.count
    own.models = [panel.model]
    own.datasets = [panel.dataset]
    if isSequential {
      own.sequential = SequentialRecord(
        maximumReplicates: block.count,
        panels: [
          .init(dataset: panel.dataset.id, model: panel.model.name, replicates: block.count)
        ])
    }
    let trials = family.flatMap { alias in
      panel.learners[alias].trials.filter { block.contains($0.replicate) }
    }
    return try Study(SuiteResults(suite: own, trials: trials))
  }
}
