internal import Foundation
internal import Results
internal import Training

extension SuitePlan {
  /// Memory that a unit takes, in bytes, roughly: rows as drawn, or of rows on demand and in mapped
  /// files what is known of them, and what its method of training takes.
  func memory(of unit: Unit) -> Double {
    let dataset = datasets[unit.dataset]
    let record = dataset.record
    let byClass = Double(suite.truth.map { $0.positives + $0.negatives } ?? 0)
    let held = Double(record.validationRows + record.testRows)
    let training = Double(record.trainingRows)
    let rows =
      if dataset.isOnDemand {
        outOfCoreMemory(of: record, held: held)
      } else {
        // Of each row label, worth and oracle; of those that are evaluated also what metrics are
        // worked out from.
        32 * training + 130 * held + 4 * Double(record.features) * rowsAsTheyAre(of: dataset)
      }
    let load = TrainingLoad(
      trainingRows: training, otherRows: held + byClass,
      storedRows: byClass + (dataset.isOnDemand ? 0 : training + held),
      features: record.features, inputs: dataset.inputCount,
      learners: unit.trials.count * suite.configurations)
    let perRowByClass = Double(record.features) + 8
    return rows + 4 * byClass * perRowByClass + suite.models[unit.model].training.memory(of: load)
  }

  /// Rows whose features are in memory beside the inputs of models: all where a model takes them as
  /// they are, or else those of the part that is being prepared, or none where inputs take their
  /// place.
  private func rowsAsTheyAre(of dataset: PreparedDataset) -> Double {
    let record = dataset.record
    guard suite.models.allSatisfy({ $0.training.inputs == .standardized }) else {
      return Double(record.trainingRows + record.validationRows + record.testRows)
    }
    return dataset.isPreparedInPlace ? 0 : Double(record.trainingRows)
  }

  /// Of each training row a label, what it is worth, its place in a file and in an order that is
  /// listed; of the others attributes, oracle and scores; batches that are read ahead.
  private func outOfCoreMemory(
    of record: DatasetRecord, held: Double
  ) -> Double {
    let rows = Double(record.trainingRows)
    let order = TrainingOrder(rows: record.trainingRows, features: record.features)
    let place = record.design == .independentDraws ? 0.0 : 12
    let listed = order == .list ? 4.0 : 0
    return rows * (1 + place + listed) + 60 * held
  }

  /// Refuses a suite of which one unit does not fit into memory.
  func checkMemory() throws(SuiteError) {
    let available = Double(MachineMemory.total)
    for unit in units {
      let needed = memory(of: unit)
      guard needed <= available else {
        let dataset = suite.datasets[unit.dataset]
        throw .unusable(
          place: dataset.place,
          reason: """
            one replicate of \(dataset.id) with \(suite.models[unit.model].id) takes about \
            \(Int(needed / 1e9)) GB of memory, and this machine has \(Int(available / 1e9)) GB. \
            Ask for fewer rows, smaller layers or fewer configurations\
            \(isDrawn(dataset) ? ", or for rows \"on-demand\"" : "").
            """)
      }
    }
  }

  /// Memory that the largest unit takes, in bytes, roughly.
  var largestUnitMemory: Double { units.map { memory(of: $0) }.max() ?? 0 }

  /// As many of `jobs` units as fit into memory at once, at least one.
  ///
  /// - Parameters:
  ///   - jobs: Units that are asked for.
  ///   - available: Memory that all of them may take, in bytes.
  /// - Returns: Their number.
  func jobsThatFit(_ jobs: Int, available: Double) -> Int {
    max(min(jobs, Int(available / max(largestUnitMemory, 1))), 1)
  }

  /// Whether rows could be drawn on demand and are not.
  private func isDrawn(_ dataset: SuiteDataset) -> Bool {
    if case .scenario(let draw) = dataset.source { return !draw.isOnDemand }
    return false
  }
}
