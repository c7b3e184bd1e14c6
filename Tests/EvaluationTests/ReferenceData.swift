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
  var weights: [Double]?
  var weighted: WeightedReference?

  var testDescription: String { name }
  var singles: [Float] { scores.map { Float($0) } }

  enum CodingKeys: String, CodingKey {
    case name
    case isProbability = "scores_are_probabilities"
    case scores
    case labels
    case metrics
    case curves
    case weights
    case weighted = "metrics_weighted"
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
      labels: labels, metrics: large.metrics)
  }
}

struct ReferenceMetrics: Decodable {
  struct Recall: Decodable {
    var step: Double
    var interpolated: Double
  }

  struct Precision: Decodable {
    var k: Int
    var expected: Double
    var recall: Double

    enum CodingKeys: String, CodingKey {
      case k
      case expected
      case recall = "recall_expected"
    }
  }

  struct Lift: Decodable {
    var k: Int
    var expected: Double
  }

  struct HMeasure: Decodable {
    var values: [String: Double]

    enum CodingKeys: String, CodingKey { case values = "from_definition" }
  }

  struct AtThreshold: Decodable {
    var tp: Double
    var fp: Double
    var tn: Double
    var fn: Double
    var precision: Double
    var recall: Double
    var specificity: Double
    var f1: Double
    var f2: Double
    var fHalf: Double
    var mcc: Double
    var accuracy: Double
    var balancedAccuracy: Double
    var kappa: Double
    var gmean: Double

    enum CodingKeys: String, CodingKey {
      case tp
      case fp
      case tn
      case fn
      case precision
      case recall
      case specificity
      case f1
      case f2
      case fHalf = "f05"
      case mcc
      case accuracy
      case balancedAccuracy = "balanced_accuracy"
      case kappa
      case gmean
    }
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
  var partial: [Double]
  var standardizedPartial: [Double]
  var ks: Double
  var twoSidedKS: Double
  var lift: Lift
  var hMeasure: HMeasure
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

  /// The rates of ``partial`` and ``standardizedPartial``.
  static let partialRates = [0.01, 0.05, 0.1]

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    averagePrecision = try values.decode(Double.self, forKey: .averagePrecision)
    areaUnderROC = try values.decode(Double.self, forKey: .areaUnderROC)
    partial = try [.partial1, .partial5, .partial10].map {
      try values.decode(Double.self, forKey: $0)
    }
    standardizedPartial = try [.standardized1, .standardized5, .standardized10].map {
      try values.decode(Double.self, forKey: $0)
    }
    ks = try values.decode(Double.self, forKey: .ks)
    twoSidedKS = try values.decode(Double.self, forKey: .twoSidedKS)
    lift = try values.decode(Lift.self, forKey: .lift)
    hMeasure = try values.decode(HMeasure.self, forKey: .hMeasure)
    precisionAtK = try values.decode([Precision].self, forKey: .precisionAtK)
    atHalf = try values.decode(AtThreshold.self, forKey: .atHalf)
    best = try values.decode([String: Best].self, forKey: .best)
    recallAt5 = try values.decode(Recall.self, forKey: .recallAt5)
    recallAt1 = try values.decode(Recall.self, forKey: .recallAt1)
    recallAtTenth = try values.decode(Recall.self, forKey: .recallAtTenth)
    brier = try values.decodeIfPresent(Double.self, forKey: .brier)
    brierSkill = try values.decodeIfPresent(Double.self, forKey: .brierSkill)
    logLoss = try values.decodeIfPresent(Double.self, forKey: .logLoss)
    calibration = try values.decodeIfPresent(Calibration.self, forKey: .calibration)
  }

  enum CodingKeys: String, CodingKey {
    case averagePrecision = "average_precision"
    case areaUnderROC = "roc_auc"
    case partial1 = "partial_auc_raw_0.01"
    case partial5 = "partial_auc_raw_0.05"
    case partial10 = "partial_auc_raw_0.1"
    case standardized1 = "roc_auc_max_fpr_0.01"
    case standardized5 = "roc_auc_max_fpr_0.05"
    case standardized10 = "roc_auc_max_fpr_0.1"
    case ks = "ks_tpr_minus_fpr"
    case twoSidedKS = "ks_two_sided"
    case lift = "lift_at_1pct"
    case hMeasure = "h_measure"
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

/// The metrics of the reference with a weight a row.
struct WeightedReference: Decodable {
  var averagePrecision: Double
  var areaUnderROC: Double
  var standardizedPartial5: Double
  var brier: Double
  var logLoss: Double
  var atHalf: ReferenceMetrics.AtThreshold

  enum CodingKeys: String, CodingKey {
    case averagePrecision = "average_precision"
    case areaUnderROC = "roc_auc"
    case standardizedPartial5 = "roc_auc_max_fpr_0.05"
    case brier
    case logLoss = "log_loss"
    case atHalf = "at_threshold_0.5"
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

enum ReferenceLogit {
  /// ln p − ln (1 − p).
  static func of(_ probability: Double) -> Double { log(probability) - log1p(-probability) }
}
