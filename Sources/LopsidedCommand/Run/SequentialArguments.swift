internal import ArgumentParser

/// How a run ends: after the suite's replicates, or when its comparisons are decided.
struct SequentialArguments: ParsableArguments {
  @Flag(
    help: """
      Add replicates until each comparison with the reference is decided: better, worse or \
      practically equal. Intervals and error rates allow for the looking.
      """)
  var untilDecided = false

  @Option(
    help: ArgumentHelp(
      "With --until-decided: stop at so many replicates, decided or not (default: 50).",
      valueName: "count"))
  var maxReplicates: Int?

  func validate() throws {
    guard untilDecided || maxReplicates == nil else {
      throw ValidationError("--max-replicates goes with --until-decided alone.")
    }
    if let maxReplicates, !(2...100_000).contains(maxReplicates) {
      throw ValidationError(
        "--max-replicates is \(maxReplicates); it must be from 2 to 100000.")
    }
  }
}
