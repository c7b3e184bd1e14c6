/// Something that runs what is missing of a plan: the cores of this machine, or a cluster.
public protocol SuiteExecutor: Sendable {
  /// Runs what is missing and waits for it.
  ///
  /// - Parameter report: Told of what happens, from any thread.
  /// - Returns: What the run came to.
  /// - Throws: An error that says why it could not be run.
  func run(report: @escaping @Sendable (RunEvent) -> Void) async throws -> RunSummary
}

extension SuiteRunner: SuiteExecutor {}
