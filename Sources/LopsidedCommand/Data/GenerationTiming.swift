internal import CounterRandom
internal import Datasets
internal import Foundation
internal import Synchronization

/// How long the rows of a draw take on this machine.
struct GenerationTiming {
  private let plan: DrawPlan
  private let jobs: Int
  /// Room for all rows, where they are kept.
  private var kept: RowBlock?
  private let clock = ContinuousClock()

  private(set) var checksum: UInt64 = 0
  /// Seconds of all rows, one a turn.
  private(set) var seconds: [Double] = []
  /// Nanoseconds a row on one core, one a turn.
  private(set) var stages: [GenerationStages] = []
  /// Seconds of drawing, hashing and writing all rows, one a turn.
  private(set) var writing: [Double] = []
  /// Bytes a second that all threads together store to memory.
  private(set) var memoryRate = 0.0

  init(plan: DrawPlan, jobs: Int, isKept: Bool) {
    self.plan = plan
    self.jobs = jobs
    kept = isKept ? RowBlock(for: plan, capacity: plan.rowCount) : nil
    // Pages are touched before the first turn, as those are of whoever stores into an array.
    if var block = kept {
      plan.fill(&block, rows: 0..<plan.rowCount, jobs: jobs)
      kept = block
    }
  }

  var rowCount: Int { plan.rowCount }
  var jobCount: Int { jobs }
  var scenarioName: String { type(of: plan.scenario).name }
  var preset: String { plan.scenario.preset }
  var isKept: Bool { kept != nil }

  /// Bytes of a row: features, label, posterior and typology, and what else it has.
  var bytesPerRow: Int {
    let block = RowBlock(for: plan, capacity: 1)
    return 4 * block.features.count + 10 + 4 * block.amounts.count + 8 * block.times.count
      + block.trueLabels.count + 8 * block.observedPosterior.count
  }

  /// Draws all rows once.
  mutating func draw(progress: @Sendable (Double) -> Void) {
    let sum = Atomic<UInt64>(0)
    let done = Atomic<Int>(0)
    let total = Double(plan.rowCount)
    let duration: Duration
    if var block = kept.take() {
      let (plan, jobs) = (plan, jobs)
      duration = clock.measure { plan.fill(&block, rows: 0..<plan.rowCount, jobs: jobs) }
      // As the other branch takes it, block by block.
      sum.add(block.checksum(first: 0), ordering: .relaxed)
      kept = block
    } else {
      duration = clock.measure {
        plan.stream(jobs: jobs) { block, rows in
          sum.add(block.checksum(first: rows.lowerBound), ordering: .relaxed)
          let finished = done.add(rows.count, ordering: .relaxed).newValue
          progress(Double(finished) / total)
        }
      }
    }
    checksum = sum.load(ordering: .relaxed)
    seconds.append(duration / .seconds(1))
  }

  /// Times the stages of some rows, one after the other, on one core.
  mutating func measureStages() {
    stages.append(GenerationStages(plan: plan, rows: min(plan.rowCount, 1 << 17), clock: clock))
  }

  /// Draws, hashes and writes all rows to a folder beside the current one's files.
  mutating func write() throws {
    let path = "lopsided-time-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let start = clock.now
    try DatasetFolder.write(plan: plan, to: path, jobs: jobs)
    writing.append((clock.now - start) / .seconds(1))
  }

  /// Times stores of constants into memory that no cache holds.
  mutating func measureMemory() {
    memoryRate = MemoryRate.bytesPerSecond(jobs: jobs, clock: clock)
  }
}

extension RowBlock {
  /// A sum that depends on each feature and posterior of the block and on the place of its rows.
  fileprivate borrowing func checksum(first: Int) -> UInt64 {
    var sum: UInt64 = 0
    let (rows, width) = (rowCount, features.count / max(capacity, 1))
    let (features, posterior) = (features.span, posterior.span)
    for index in 0..<rows * width { sum &+= UInt64(features[index].bitPattern) }
    for index in 0..<rows { sum &+= posterior[index].bitPattern }
    return (sum ^ UInt64(first)) &* 0x9E37_79B9_7F4A_7C15
  }
}
