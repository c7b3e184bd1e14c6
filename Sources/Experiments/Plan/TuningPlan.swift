public import Losses
internal import Training

/// The configurations that a loss may try on a model: the same number for every loss.
public struct TuningPlan: Sendable {
  /// A loss with settings, at a learning rate or under a penalty.
  public struct Configuration: Sendable {
    /// The loss.
    public let loss: any Loss
    /// The learning rate or the penalty.
    public let tuned: TunedSetting
    /// What the loss computes, in short.
    let fingerprint: String

    /// The learning rate; 0 for a model without any.
    public var learningRate: Double { tuned.learningRate }

    /// The learner.
    var learner: LearnerConfiguration {
      switch tuned {
      case .learningRate(let rate): LearnerConfiguration(loss: loss, learningRate: Float(rate))
      case .l2(let l2): LearnerConfiguration(loss: loss, l2: l2)
      }
    }
  }

  /// The configurations; the first has the loss's default settings and the default learning rate
  /// or penalty.
  public let configurations: [Configuration]

  /// Takes the first `count` of: every grid point at the default learning rate or penalty, then
  /// every grid point at the next nearest one, and so on.
  ///
  /// A loss without settings of its own thus spends its budget on learning rates, and one with
  /// settings spends it on both.
  public init(_ loss: SuiteLoss, model: SuiteModel, count: Int) {
    let all = model.tunedFromDefault.flatMap { tuned in
      zip(loss.grid, loss.fingerprints).map {
        Configuration(loss: $0, tuned: tuned, fingerprint: $1)
      }
    }
    configurations = Array(all.prefix(count))
  }
}
