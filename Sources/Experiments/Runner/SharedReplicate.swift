internal import Datasets
internal import Synchronization
internal import Training

/// The rows of one replicate, brought once for all models that train on them.
///
/// Units of a replicate run next to one another, so rows are held for a short time; what a unit gets
/// is the same as if it had brought them itself.
final class SharedReplicate: Sendable {
  /// The three parts, prepared for a kind of model.
  struct Inputs: Sendable {
    /// How features became inputs.
    let preparation: InputPreparation
    let training: TrainingData
    let validation: TrainingData
    let test: TrainingData
    /// Fresh rows drawn by class, for suites that ask for them.
    let caseControl: TrainingData?
  }

  private struct Contents {
    var parts: PreparedDataset.Parts?
    var inputs: [ModelInputs: Inputs] = [:]
    /// What models that have not asked yet may take.
    var comingKinds: Set<ModelInputs>
  }

  private let dataset: PreparedDataset
  private let replicate: Int
  private let truth: SuiteTruth?
  private let contents: Mutex<Contents>

  /// A replicate of which nothing was brought yet.
  ///
  /// - Parameters:
  ///   - dataset: Where rows come from.
  ///   - replicate: Its number, from 0.
  ///   - kinds: What the models take that will ask for its rows.
  ///   - truth: How many rows are drawn by class, if any.
  init(
    _ dataset: PreparedDataset, replicate: Int, for kinds: Set<ModelInputs>, truth: SuiteTruth?
  ) {
    self.dataset = dataset
    self.replicate = replicate
    self.truth = truth
    contents = Mutex(Contents(comingKinds: kinds))
  }

  /// The rows, prepared for models that take inputs of a kind. Whoever asks first brings them, while
  /// others wait.
  ///
  /// - Parameters:
  ///   - kind: What models take.
  ///   - threads: Threads that draw or read rows now.
  /// - Returns: The parts as they are, but for features in memory that no further kind of model
  ///   needs, and prepared.
  /// - Throws: An error that says why the rows cannot be had.
  func rows(
    for kind: ModelInputs, threads: Int
  ) throws -> (parts: PreparedDataset.Parts, inputs: Inputs) {
    try contents.withLock { contents in
      if let parts = contents.parts, let inputs = contents.inputs[kind] { return (parts, inputs) }
      // A kind that is not awaited any more may find features gone: it gets rows of its own.
      let left = contents.comingKinds.contains(kind) ? contents.parts.take() : nil
      var parts = try left ?? bring(threads: threads)
      let isLast = contents.comingKinds.subtracting([kind]).isEmpty
      let inputs = try prepare(&parts, for: kind, taking: isLast, threads: threads)
      contents.comingKinds.remove(kind)
      contents.inputs[kind] = inputs
      contents.parts = parts
      return (parts, inputs)
    }
  }

  private func bring(threads: Int) throws -> PreparedDataset.Parts {
    var parts = try dataset.parts(replicate: replicate, jobs: threads)
    if let truth {
      parts.caseControl = try dataset.caseControl(
        replicate: replicate, truth: truth, parts: parts)
    }
    return parts
  }

  private func prepare(
    _ parts: inout PreparedDataset.Parts, for kind: ModelInputs, taking: Bool, threads: Int
  ) throws -> Inputs {
    let preparation = try kind.preparation(
      fitting: parts.trainingRows, options: dataset.encoding, jobs: threads)
    func prepared(_ rows: inout RowSource) -> TrainingData {
      taking
        ? TrainingData(taking: &rows, preparation: preparation)
        : TrainingData(rows, preparation: preparation)
    }
    return Inputs(
      preparation: preparation, training: prepared(&parts.trainingRows),
      validation: prepared(&parts.validationRows), test: prepared(&parts.testRows),
      caseControl: parts.caseControl.map {
        TrainingData(.stored($0.dataset), preparation: preparation)
      })
  }
}

/// What a kind of model takes as inputs.
enum ModelInputs: Hashable, Sendable {
  /// Levels as indicators, quantities with mean 0 and deviation 1.
  case standardized
  /// Features as they are.
  case unchanged

  /// Fits to the training part how rows become inputs, with so many threads.
  fileprivate func preparation(
    fitting training: RowSource, options: EncodingOptions, jobs: Int
  ) throws -> InputPreparation {
    switch self {
    case .standardized:
      try InputPreparation(fitting: training, options: options, jobs: jobs)
    case .unchanged: InputPreparation(unchanged: training.columns)
    }
  }
}

/// Hands a replicate's rows to its units, and lets go of them after the last.
final class ReplicateShelf: Sendable {
  private struct Place: Hashable {
    let dataset: Int
    let replicate: Int
  }

  private struct Entry {
    let replicate: SharedReplicate
    var unitsLeft: Int
  }

  private let entries: Mutex<[Place: Entry]>

  /// Room for the replicates of all units that will run.
  init(_ units: [SuitePlan.Unit], of plan: SuitePlan) {
    let places = Dictionary(grouping: units) {
      Place(dataset: $0.dataset, replicate: $0.replicate)
    }
    entries = Mutex(
      places.reduce(into: [:]) { entries, element in
        let (place, units) = element
        let replicate = SharedReplicate(
          plan.datasets[place.dataset], replicate: place.replicate,
          for: Set(units.map { plan.suite.models[$0.model].training.inputs }),
          truth: plan.suite.truth)
        entries[place] = Entry(replicate: replicate, unitsLeft: units.count)
      })
  }

  /// The replicate of a unit that begins; to be asked for once a unit.
  func take(for unit: SuitePlan.Unit) -> SharedReplicate? {
    let place = Place(dataset: unit.dataset, replicate: unit.replicate)
    return entries.withLock { entries in
      guard var entry = entries[place] else { return nil }
      entry.unitsLeft -= 1
      entries[place] = entry.unitsLeft > 0 ? entry : nil
      return entry.replicate
    }
  }
}
