internal import Datasets
public import Training

/// Gradient-boosted trees and how they are grown.
public struct TreeMethod: Equatable, Sendable {
  /// How every learner is grown.
  public var settings: TreeSettings

  /// Trees grown in a way.
  public init(settings: TreeSettings) { self.settings = settings }
}

extension TreeMethod: Encodable {
  private enum CodingKeys: String, CodingKey { case trees }

  /// Writes the settings under a name of their own.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(settings, forKey: .trees)
  }
}

extension TreeMethod: TrainingMethod {
  var title: String {
    let steps =
      settings.maximumStep > 0 ? ", steps of at most \(short(settings.maximumStep))" : ""
    return "gradient-boosted trees (depth \(settings.depth)\(steps))"
  }

  var sentence: String {
    var limits = [
      "minimum child weight \(short(settings.minimumChildWeight))",
      "L2 penalty \(short(settings.lambda))",
    ]
    if settings.gamma > 0 { limits.append("minimum gain \(short(settings.gamma))") }
    if settings.maximumStep > 0 {
      limits.append("steps of at most \(short(settings.maximumStep))")
    }
    var shares = ""
    if settings.rowShare < 1 { shares += ", a share \(short(settings.rowShare)) of the rows" }
    if settings.columnShare < 1 {
      shares += ", a share \(short(settings.columnShare)) of the features"
    }
    let trees = shares.isEmpty ? "" : "; each tree sees\(shares.dropFirst())"
    return """
      XGBoost by histograms of \(settings.bins) bins, the loss as objective, at most \
      \(settings.maximumRounds) rounds, judged every \(settings.evaluationInterval), stopped after \
      \(settings.patience) without a better validation value, best round kept (an epoch is a \
      round); \(limits.joined(separator: ", "))\(trees)
      """
  }

  var arithmetic: String {
    (try? XGBoostLibrary.installed()).map { "XGBoost \($0.version)" } ?? ""
  }

  var inputs: ModelInputs { .unchanged }

  func trainer(seed: UInt64) throws -> any ModelTrainer {
    try TreeTrainer(settings: settings, seed: seed)
  }

  func costPerRow(features: Int) -> Double {
    // A histogram takes about three operations for each value of a level, and a row about 30 more.
    Double(settings.maximumRounds * (3 * features * settings.depth / 2 + 30))
  }

  /// Bins of the training rows, and for each row its two derivatives, XGBoost's copy of them, a
  /// logit and its place in the tree, label, number and a working copy of both.
  func memory(of load: TrainingLoad) -> Double {
    let bytes = settings.bins <= 256 ? 1.0 : 2
    let leaves = Double(1 << settings.depth)
    let histograms = 16 * 2 * leaves * Double(load.features * settings.bins)
    return load.trainingRows * (bytes * Double(load.features) + 48)
      + 12 * load.otherRows + histograms
  }

  /// A number without its trailing zeros.
  private func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
