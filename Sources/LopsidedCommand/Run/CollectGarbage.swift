internal import ArgumentParser
internal import Experiments
internal import Foundation
internal import Results

struct CollectGarbage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Drop trials that no suite names any more from a store.",
    discussion: """
      Trials of earlier forms of a suite stay in its store, in case the suite is changed back. \
      Dropped is what neither the suites given here nor the plan of the store's last run name, \
      with the scores kept of it. Without --delete nothing is changed. Where suites share a store \
      (--store), give all of them.
      """)

  @Argument(
    help: ArgumentHelp(
      "Suites: YAML files, or names of those in Benchmarks/Suites.", valueName: "suite"))
  var suites: [String]

  @Option(
    help: ArgumentHelp(
      "The result store that they share (default: results/NAME.sqlite of each).",
      valueName: "file"))
  var store: String?

  @OptionGroup var source: LossSource

  @Flag(help: "Drop them; without it, only say what would be dropped.")
  var delete = false

  func run() async throws {
    try await ExitStatus.reporting { try collect() }
  }

  private func collect() throws {
    var plans: [URL: [SuitePlan]] = [:]
    for name in suites {
      var argument = SuiteArgument()
      argument.suite = name
      argument.store = store
      let plan = try SuitePlan(try SuiteFile.read(argument.file, losses: source.catalogue()))
      plans[argument.storeURL(name: plan.suite.name), default: []].append(plan)
    }
    for (url, plans) in plans.sorted(by: { $0.key.path < $1.key.path }) {
      guard FileManager.default.fileExists(atPath: url.path) else {
        throw ResultStoreError.missing(path: url.path)
      }
      // Held from before the look, so that no run adds to it in between.
      let store = delete ? try ResultStore.open(at: url) : nil
      let garbage = try StoreGarbage(in: url, besides: plans)
      if let store { try garbage.drop(from: store, at: url) }
      try store?.close()
      print("\(url.relativePath): \(sentence(garbage))")
    }
    if !delete { print("Nothing was changed; --delete drops what would be.") }
  }

  private func sentence(_ garbage: StoreGarbage) -> String {
    let verb = delete ? "dropped" : "would be dropped"
    var text = """
      \(garbage.trials.count) of \(garbage.trials.count + garbage.kept) trials \(verb), \
      \(ByteText.text(garbage.trialBytes))
      """
    if !garbage.scores.isEmpty {
      text += "; kept scores of \(garbage.scores.count), \(ByteText.text(garbage.scoreBytes))"
    }
    return text
  }
}

/// Bytes for people.
enum ByteText {
  /// "12 kB", "3.4 MB".
  static func text(_ bytes: Int) -> String {
    let bytes = Double(bytes)
    for (unit, name) in [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")] where bytes >= unit {
      let value = bytes / unit
      return value < 10
        ? "\((value * 10).rounded() / 10) \(name)" : "\(Int(value.rounded())) \(name)"
    }
    return "\(Int(bytes)) bytes"
  }
}
