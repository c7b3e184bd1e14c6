internal import ArgumentParser
internal import Foundation

/// What a run may use.
struct ResourceArguments: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: "Trials in flight at once, one core each (default: all cores, as memory allows).")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    help: ArgumentHelp(
      "Memory that trials in flight may take together (default: four fifths of what is free).",
      valueName: "GB"))
  var memory: Double?

  /// The memory, in bytes.
  var memoryInBytes: Double? { memory.map { $0 * 1e9 } }

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
    guard memory.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--memory is \(memory ?? 0); it must be gigabytes, above 0.")
    }
  }
}
