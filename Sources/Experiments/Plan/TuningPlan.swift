public import Losses

/// The configurations that a loss may try on a model: the same number for every loss.
public struct TuningPlan: Sendable {
  /// A loss with settings, at a learning rate.
  public struct Configuration: Sendable {
    /// The loss.
    public let loss: any Loss
    /// The learning rate.
    public let learningRate: Double
    /// What the loss computes, in short.
    let fingerprint: String
  }

  /// The configurations; the first has the loss's default settings and the default learning rate.
  public let configurations: [Configuration]

  /// Takes the first `count` of: every grid point at the default learning rate, then every grid
  /// point at the next nearest learning rate, and so on.
  ///
  /// A loss without settings of its own thus spends its budget on learning rates, and one with
  /// settings spends it on both.
  public init(_ loss: SuiteLoss, model: SuiteModel, count: Int) {
    let all = model.ratesFromDefault.flatMap { rate in
      zip(loss.grid, loss.fingerprints).map {
        Configuration(loss: $0, learningRate: rate, fingerprint: $1)
      }
    }
    configurations = Array(all.prefix(count))
  }
}
