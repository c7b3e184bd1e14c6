/// A trial's place in a suite's plan, and the key that its outcome is stored under.
///
/// Two places have the same key when nothing that determines the outcome differs, as for one loss
/// under two identifiers; they share one stored outcome.
public struct PlannedTrial: Equatable, Hashable, Sendable {
  /// Hash of everything that determines the outcome.
  public let key: String
  /// Identifier of the data set (``DatasetRecord/id``).
  public let dataset: String
  /// Identifier of the model (``ModelRecord/name``).
  public let model: String
  /// Identifier of the loss (``LossRecord/id``).
  public let loss: String
  /// Number of the replicate.
  public let replicate: Int

  /// A place in the plan.
  public init(key: String, dataset: String, model: String, loss: String, replicate: Int) {
    self.key = key
    self.dataset = dataset
    self.model = model
    self.loss = loss
    self.replicate = replicate
  }
}
