import Foundation
import Testing

/// Reference values of independent software; the files' headers name source and definitions.
struct ReferenceFile: Decodable {
  var datasets: [ReferenceDataset]
  var degenerate: [DegenerateCase]

  static func load() throws -> ReferenceFile {
    try decode("metrics")
  }

  static func decode<Value: Decodable>(_ name: String) throws -> Value {
    let url = try #require(
      Bundle.module.url(forResource: "\(name)", withExtension: "json", subdirectory: "Resources"))
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try decoder.decode(Value.self, from: Data(contentsOf: url))
  }
}

struct ReferenceDataset: Decodable, CustomTestStringConvertible {
  var name: String
  var isProbability: Bool
  var scores: [Double]
  var labels: [UInt8]
  var metrics: ReferenceMetrics
  var curves: ReferenceCurves?

  var testDescription: String { name }
  var singles: [Float] { scores.map { Float($0) } }

  enum CodingKeys: String, CodingKey {
    case name
    case isProbability = "scores_are_probabilities"
    case scores
    case labels
    case metrics
    case curves
  }
}

struct LargeReference: Decodable {
  var scoresE4: [Double]
  var positiveIndex: [Int]
  var metrics: ReferenceMetrics

  enum CodingKeys: String, CodingKey {
    case scoresE4 = "scores_e4"
    case positiveIndex = "positive_index"
    case metrics
  }

  static func load() throws -> ReferenceDataset {
    let large: LargeReference = try ReferenceFile.decode("metrics_20k")
    var labels = [UInt8](repeating: 0, count: large.scoresE4.count)
    for row in large.positiveIndex { labels[row] = 1 }
    return ReferenceDataset(
      name: "prev_0.1pct_20k", isProbability: true, scores: large.scoresE4.map { $0 / 10_000 },
      labels: labels, metrics: large.metrics, curves: nil)
  }
}

struct ReferenceMetrics: Decodable {
  struct Recall: Decodable { var step: Double }

  struct Precision: Decodable {
    var k: Int
    var expected: Double
  }

  struct AtThreshold: Decodable {
    var tp: Int
    var fp: Int
    var tn: Int
    var fn: Int
    var precision: Double
    var recall: Double
    var specificity: Double
    var f1: Double
    var mcc: Double
  }

  struct Best: Decodable {
    var value: Double
    var lowest: Double
    var highest: Double

    enum CodingKeys: String, CodingKey {
      case value
      case lowest = "threshold_lowest"
      case highest = "threshold_highest"
    }
  }

  struct Bins: Decodable {
    var ece: Double
    var bins: [[Double?]]

    enum CodingKeys: String, CodingKey {
      case ece
      case bins = "bins_count_conf_acc"
    }
  }

  struct Calibration: Decodable {
    var equalWidth: Bins
    var equalMass: Bins

    enum CodingKeys: String, CodingKey {
      case equalWidth = "equal_width_left_closed"
      case equalMass = "equal_mass_array_split"
    }
  }

  var averagePrecision: Double
  var areaUnderROC: Double
  var precisionAtK: [Precision]
  var atHalf: AtThreshold
  var best: [String: Best]
  var recallAt5: Recall
  var recallAt1: Recall
  var recallAtTenth: Recall
  var brier: Double?
  var brierSkill: Double?
  var logLoss: Double?
  var calibration: Calibration?

  enum CodingKeys: String, CodingKey {
    case averagePrecision = "average_precision"
    case areaUnderROC = "roc_auc"
    case precisionAtK = "precision_at_k"
    case atHalf = "at_threshold_0.5"
    case best = "best_threshold"
    case recallAt5 = "tpr_at_fpr_le_0.05"
    case recallAt1 = "tpr_at_fpr_le_0.01"
    case recallAtTenth = "tpr_at_fpr_le_0.001"
    case brier
    case brierSkill = "brier_skill"
    case logLoss = "log_loss_sklearn_clip_2.220446049250313e-16"
    case calibration = "ece_15"
  }
}

struct ReferenceCurves: Decodable {
  struct PrecisionRecall: Decodable {
    var precision: [Double]
    var recall: [Double]
  }

  var precisionRecall: PrecisionRecall

  enum CodingKeys: String, CodingKey {
    case precisionRecall = "precision_recall_curve"
  }
}

struct DegenerateCase: Decodable {
  var `case`: String
  var labels: [UInt8]
  var scores: [Double]
}

/// A small generator with a fixed sequence (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
