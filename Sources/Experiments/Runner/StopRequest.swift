internal import Synchronization

/// Asks a run to end early: units in flight are finished and saved, and no other is begun.
public final class StopRequest: Sendable {
  private let asked = Atomic(false)

  /// A request that was not made yet.
  public init() {}

  /// Whether the run was asked to end.
  public var isMade: Bool { asked.load(ordering: .relaxed) }

  /// Asks the run to end.
  public func make() { asked.store(true, ordering: .relaxed) }
}
