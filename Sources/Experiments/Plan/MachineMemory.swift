internal import Foundation

/// The memory that this process may use.
enum MachineMemory {
  /// All of it, in bytes: the machine's, or what its control group may use.
  static let total = min(Double(ProcessInfo.processInfo.physicalMemory), groupLimit ?? .infinity)

  /// Four fifths of what is free now, in bytes: the machine must never swap.
  static var free: Double {
    let machine = availableOnMachine ?? total
    let group = groupLimit.map { $0 - (groupUse ?? 0) } ?? .infinity
    return 0.8 * max(min(machine, group), 0)
  }

  /// What Linux could give away without swapping.
  private static var availableOnMachine: Double? {
    guard let text = text("/proc/meminfo"),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return nil }
    return kilobytes * 1024
  }

  /// What the control group may use at most; `nil` without a limit.
  private static var groupLimit: Double? { group("memory.max") }

  private static var groupUse: Double? { group("memory.current") }

  private static func group(_ file: String) -> Double? {
    guard let groups = text("/proc/self/cgroup"),
      let own = groups.split(separator: "\n").first(where: { $0.hasPrefix("0::") })?.dropFirst(3)
    else { return nil }
    // Inside a container its own group looks like the root of all.
    for folder in ["/sys/fs/cgroup\(own)", "/sys/fs/cgroup"] {
      if let text = text("\(folder)/\(file)") {
        return Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
    return nil
  }

  private static func text(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
