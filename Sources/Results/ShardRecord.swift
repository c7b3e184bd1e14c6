/// Which part of which plan a store holds.
public struct ShardRecord: Codable, Equatable, Sendable {
  /// Hash of all trials of the plan, with their places and keys.
  public var plan: String
  /// The version of whatever determines results.
  public var resultVersion: Int
  /// The task that fills it, from 0.
  public var task: Int
  /// How often the task was begun before.
  public var attempt: Int

  /// A part of a plan.
  ///
  /// - Parameters:
  ///   - plan: Hash of all trials of the plan.
  ///   - resultVersion: The version of whatever determines results.
  ///   - task: The task that fills it, from 0.
  ///   - attempt: How often the task was begun before.
  public init(plan: String, resultVersion: Int, task: Int, attempt: Int) {
    self.plan = plan
    self.resultVersion = resultVersion
    self.task = task
    self.attempt = attempt
  }
}
