internal import Foundation
internal import Hashing
internal import Losses
internal import Training

/// Everything that determines a trial's outcome; its hash is the trial's key.
///
/// The suite's name, title, reference and other losses are not in it: changing them keeps results.
struct TrialIdentity: Encodable {
  /// Raised whenever a change of code changes results.
  static let resultVersion = 3

  struct Configuration: Encodable {
    let settings: [String: Double]
    let learningRate: Double
    let fingerprint: String
    /// Absent where no penalty is tuned, so that the keys of other models stay as they are.
    let l2: Double?
  }

  var resultVersion = Self.resultVersion
  let dataset: String
  let replicate: Int
  let seed: UInt64
  let model: SuiteModel
  let loss: String
  let configurations: [Configuration]
  let selectionMetric: String
  /// Absent unless asked for, so that the keys of other suites stay as they are.
  let truth: SuiteTruth?
  /// Whether the selection metric alone is kept; absent for no.
  let isBrief: Bool?

  init(
    datasetIdentity: String, replicate: Int, seed: UInt64, model: SuiteModel, loss: SuiteLoss,
    plan: TuningPlan, selectionMetric: String, truth: SuiteTruth? = nil, isBrief: Bool = false
  ) {
    dataset = datasetIdentity
    self.replicate = replicate
    self.seed = seed
    var model = model
    // Neither the identifier nor rates that the plan does not take have any influence.
    model.id = ""
    model.learningRates = []
    self.model = model
    self.loss = "\(loss.profile.name) revision \(loss.profile.revision)"
    configurations = plan.configurations.map {
      Configuration(
        settings: $0.loss.settings, learningRate: $0.learningRate, fingerprint: $0.fingerprint,
        l2: $0.tuned.l2)
    }
    self.selectionMetric = selectionMetric
    self.truth = truth
    self.isBrief = isBrief ? true : nil
  }

  /// SHA-256 of the canonical JSON, in hexadecimal.
  func key() throws -> String { try CanonicalJSON.hash(self) }
}

/// JSON with sorted keys, for hashing.
enum CanonicalJSON {
  static func hash(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return SHA256.hexadecimal(of: Array(try encoder.encode(value)))
  }
}
