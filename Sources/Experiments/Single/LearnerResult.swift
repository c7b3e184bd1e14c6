public import Results
public import Training

/// What came of one learner.
public struct LearnerResult: Sendable {
  /// What there is to know of the data.
  public let dataset: DatasetRecord
  /// The model's name for people.
  public let modelTitle: String
  /// How it was trained, in a sentence.
  public let training: String
  /// What it computes with.
  public let arithmetic: String
  /// Its scores, its learning curve and those of the true posterior on the same rows.
  public let scores: TrialScores
  /// From the 2.5 to the 97.5 percentile of metrics over resamples of the test part.
  public let intervals: [String: ClosedRange<Double>]
  /// How far it came, if it was trained to convergence.
  public let convergence: Convergence?
  /// Why it ended early after its best epoch, if it did.
  public let divergence: String?
  /// The logit of each test row.
  public let logits: [Float]
  /// The posterior that its loss recovers from them; `nil` where there is no way back.
  public let posteriors: [Double]?
  /// The part that each row of the data stands in: 0 training, 1 validation, 2 test, 3 none of
  /// them; `nil` where parts are draws of their own.
  public let parts: [UInt8]?
  /// Wall time of training alone, in seconds.
  public let seconds: Double
  /// The model as it is written to a file.
  public let model: SavedModel
}

/// Why a learner came to nothing.
public struct LearnerFailure: Error, CustomStringConvertible {
  /// A full sentence for people.
  public let description: String
}
