internal import Foundation
internal import Results
internal import Training

extension SuitePlan {
  /// Memory that a unit takes, in bytes, roughly: rows as drawn and standardised, and for each
  /// learner parameters, two moments and the best weights.
  func memory(of unit: Unit) -> Double {
    let record = datasets[unit.dataset].record
    let byClass = suite.truth.map { $0.positives + $0.negatives } ?? 0
    let rows = Double(record.trainingRows + record.validationRows + record.testRows + byClass)
    let features = Double(record.features)
    let model = suite.models[unit.model]
    let parameters = Double(model.architecture.parameterCount(inputs: record.features))
    let learners = Double(unit.trials.count * suite.configurations)
    let widths = Double(model.architecture.hidden.reduce(0, +))
    let batch = Double(model.training.batchSize) * (features + 3 * widths)
    return 4 * (rows * (2 * features + 8) + learners * 4 * parameters + batch)
  }

  /// Refuses a suite of which one unit does not fit into memory.
  func checkMemory() throws(SuiteError) {
    let available = Double(ProcessInfo.processInfo.physicalMemory)
    for unit in units {
      let needed = memory(of: unit)
      guard needed <= available else {
        let dataset = suite.datasets[unit.dataset]
        throw .unusable(
          place: dataset.place,
          reason: """
            one replicate of \(dataset.id) with \(suite.models[unit.model].id) takes about \
            \(Int(needed / 1e9)) GB of memory, and this machine has \(Int(available / 1e9)) GB. \
            Ask for fewer rows, smaller layers or fewer configurations.
            """)
      }
    }
  }

  /// As many of `jobs` units as fit into memory at once, at least one.
  func jobsThatFit(_ jobs: Int) -> Int {
    let largest = units.map { memory(of: $0) }.max() ?? 0
    let available = 0.8 * Double(ProcessInfo.processInfo.physicalMemory)
    return max(min(jobs, Int(available / max(largest, 1))), 1)
  }
}
