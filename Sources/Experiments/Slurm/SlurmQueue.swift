internal import Foundation

/// What of some jobs waits or runs, as `squeue` tells it.
struct SlurmQueue: Equatable, Sendable {
  /// Tasks that wait.
  var waiting = 0
  /// Tasks that run, or are being begun or ended.
  var running = 0
  /// Why tasks wait, each reason once.
  var reasons: [String] = []
  /// The jobs that are still there.
  var jobs: Set<String> = []

  /// Reasons to wait that nobody can do anything about, or has to.
  private static let usual: Set<String> = [
    "None", "Resources", "Priority", "Dependency", "JobArrayTaskLimit", "BeginTime", "Cleaning",
  ]

  /// Whether nothing waits or runs.
  var isEmpty: Bool { waiting + running == 0 }

  init() {}

  /// Reads lines of `job|tasks|state|reason`.
  init(squeue text: String) {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard fields.count >= 4 else { continue }
      let tasks = Self.taskCount(fields[1])
      jobs.insert(fields[0])
      switch fields[2] {
      case "PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "RESV_DEL_HOLD":
        waiting += tasks
        for reason in fields[3].split(separator: ",").map(String.init)
        where !Self.usual.contains(reason) && !reasons.contains(reason) {
          reasons.append(reason)
        }
      case "BOOT_FAIL", "CANCELLED", "COMPLETED", "DEADLINE", "FAILED", "NODE_FAIL",
        "OUT_OF_MEMORY", "PREEMPTED", "REVOKED", "TIMEOUT":
        break
      default: running += tasks
      }
    }
  }

  /// Adds what is told of other jobs.
  mutating func add(_ other: SlurmQueue) {
    waiting += other.waiting
    running += other.running
    jobs.formUnion(other.jobs)
    reasons += other.reasons.filter { !reasons.contains($0) }
  }

  /// The number of tasks in `7`, `[0-3,7,9-11%4]`, or `N/A` for a job that is no array.
  static func taskCount(_ text: String) -> Int {
    let list = text.filter { $0 != "[" && $0 != "]" }.split(separator: "%").first ?? ""
    let counts = list.split(separator: ",").map { range -> Int in
      // A long list ends in three dots; a range may have a step.
      let parts = range.split(separator: ":")
      let step = parts.count > 1 ? max(Int(parts[1]) ?? 1, 1) : 1
      let ends = (parts.first ?? "").split(separator: "-").compactMap { Int($0) }
      guard ends.count == 2, ends[1] >= ends[0] else { return 1 }
      return (ends[1] - ends[0]) / step + 1
    }
    return max(counts.reduce(0, +), 1)
  }
}
