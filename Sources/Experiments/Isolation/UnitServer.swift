public import Foundation
public import Losses
internal import Results

/// The other side of ``TrialIsolation``: trains what a request names and writes the records down.
public enum UnitServer {
  /// Answers a request and ends the process.
  ///
  /// - Parameters:
  ///   - request: JSON of a ``UnitRequest``.
  ///   - file: the suite.
  ///   - losses: the losses that it may name.
  public static func serve(
    _ request: String, suite file: URL, losses: () throws -> LossCatalogue
  ) -> Never {
    // Ctrl-C reaches this process too; its parent decides what becomes of it.
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    endWithParent()
    offerToOutOfMemoryKiller()
    do {
      let request = try JSONDecoder().decode(UnitRequest.self, from: Data(request.utf8))
      limitMemory(request.memory)
      let suite = try SuiteFile.read(file, losses: losses())
      for record in try records(request, of: suite) { try write(.record(record)) }
      try write(.end)
    } catch {
      try? write(.refused("\(error)"))
      _exit(70)
    }
    // Without what a plug-in may have left to be done at the end.
    _exit(0)
  }

  private static func records(_ request: UnitRequest, of suite: Suite) throws -> [TrialRecord] {
    var suite = suite
    // The rest of the suite has no influence, and takes time to read and to plan.
    suite.datasets.removeAll { $0.id != request.dataset }
    suite.models.removeAll { $0.id != request.model }
    let plan = try SuitePlan(suite, replicates: request.replicate..<request.replicate + 1)
    let wanted = Set(request.keys)
    guard let unit = plan.units.first?.keeping({ wanted.contains($0) }),
      unit.trials.map(\.key) == request.keys
    else { throw UnitServerError() }
    let budget = ThreadBudget(threads: request.threads, jobs: 1, units: 1)
    let runner = UnitRunner(
      plan: plan, unit: unit,
      replicate: SharedReplicate(
        plan.datasets[unit.dataset], replicate: unit.replicate,
        for: [suite.models[unit.model].training.inputs], truth: suite.truth),
      bringingThreads: request.threads, budget: budget,
      archive: request.scores.map { ScoreArchive(folder: URL(filePath: $0)) })
    return runner.run { share in try? write(.progress(share)) }
  }

  private static let messages = FileHandle(
    fileDescriptor: ChildProcess.messageDescriptor, closeOnDealloc: false)

  private static func write(_ message: UnitMessage) throws {
    try messages.write(contentsOf: try JSONEncoder().encode(message) + Data("\n".utf8))
  }

  /// The parent holds the other end of the input open as long as it lives.
  private static func endWithParent() {
    Thread.detachNewThread {
      while !FileHandle.standardInput.availableData.isEmpty {}
      _exit(71)
    }
  }

  /// When the machine runs out of memory, this process is what can be spared.
  private static func offerToOutOfMemoryKiller() {
    try? Data("900".utf8).write(to: URL(filePath: "/proc/self/oom_score_adj"))
  }

  /// What it may take: libraries and threads alone reserve some hundred megabytes.
  private static func limitMemory(_ bytes: Double?) {
    guard let bytes else { return }
    let most = rlim_t(max(bytes, 1e9))
    var limit = rlimit(rlim_cur: most, rlim_max: most)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
  }
}

/// A request that does not fit the suite as it is now.
private struct UnitServerError: Error, CustomStringConvertible {
  var description: String {
    """
    The suite file, its data or a plug-in were changed while the suite ran; run it again.
    """
  }
}
