import Foundation
import Losses
import Testing

/// Values and derivatives computed with sixty digits, from `Resources/losses.json`.
struct ReferenceTable: Decodable {
  struct Entry: Decodable, Sendable, CustomTestStringConvertible {
    var id: String
    var loss: String
    var params: [String: Double?]
    /// Value, slope and curvature of a negative, each along the table's logits.
    var negative: [[Double]]
    /// The same of a positive.
    var positive: [[Double]]

    var testDescription: String { id }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      id = try container.decode(String.self, forKey: Key("id"))
      loss = try container.decode(String.self, forKey: Key("loss"))
      params = try container.decode([String: Parameter].self, forKey: Key("params"))
        .mapValues(\.value)
      func columns(of label: Int) throws -> [[Double]] {
        try ["value", "d1", "d2"].map {
          try container.decode([Double].self, forKey: Key("\($0)_y\(label)"))
        }
      }
      negative = try columns(of: 0)
      positive = try columns(of: 1)
    }

    /// Our loss of the same formula and settings.
    func make() throws -> any PointwiseLoss {
      func parameter(_ name: String) throws -> Double {
        try #require(params[name] ?? nil, "\(id) has no \(name)")
      }
      switch loss {
      case "bce": return CrossEntropy()
      case "mse": return MeanSquaredError()
      case "mae": return MeanAbsoluteError()
      case "hinge": return Hinge()
      case "squared_hinge": return SquaredHinge()
      case "modified_huber": return ModifiedHuber()
      case "exponential": return Exponential()
      case "wbce":
        let weight = try parameter("pos_weight")
        return try WeightedCrossEntropy(settings: ["positiveWeight": weight])
      case "alpha_bce":
        // α-balanced cross-entropy is focal loss without focus.
        let alpha = try parameter("alpha")
        return try Focal(settings: ["gamma": 0, "alphaPositive": alpha])
      case "focal":
        var settings = ["gamma": try parameter("gamma")]
        settings["alphaPositive"] = params["alpha"] ?? nil
        return try Focal(settings: settings)
      case "cb":
        return try ClassBalanced(settings: [
          "beta": try parameter("beta"), "gamma": (params["gamma"] ?? nil) ?? 0,
          "normalized": try parameter("normalized"),
        ])
      case "asl":
        return try AsymmetricLoss(settings: [
          "gammaPositive": try parameter("gamma_pos"),
          "gammaNegative": try parameter("gamma_neg"), "margin": try parameter("clip_m"),
        ])
      case "ldam":
        return try LDAM(settings: [
          "maximumMargin": try parameter("C"), "scale": try parameter("s"),
          "kappa": try parameter("kappa"), "normalized": try parameter("margin_norm"),
        ])
      case "logit_adjusted":
        #expect(try parameter("prior_pos") == rare.prevalence)
        return try LogitAdjusted(settings: ["tau": try parameter("tau")])
      case "poly1": return try PolyOne(settings: ["epsilon": try parameter("epsilon")])
      case "label_smoothing":
        return try LabelSmoothing(settings: ["epsilon": try parameter("epsilon")])
      case "gce": return try GeneralizedCrossEntropy(settings: ["q": try parameter("q")])
      case "temperature_ce":
        return try TemperatureScaled(settings: ["temperature": try parameter("T")])
      case "bi_tempered":
        return try BiTempered(settings: ["t1": try parameter("t1"), "t2": try parameter("t2")])
      default: throw UnknownReference(id: id)
      }
    }

    /// The relative error that may be made in `Double`, and in `Float`.
    var tolerance: (double: Double, float: Double) {
      // The root of an equation is part of it.
      loss == "bi_tempered" ? (1e-10, 1e-4) : (1e-12, 1e-5)
    }
  }

  /// A number, whatever its type in the table.
  struct Parameter: Decodable {
    var value: Double?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        value = nil
      } else if let flag = try? container.decode(Bool.self) {
        value = flag ? 1 : 0
      } else if let name = try? container.decode(String.self) {
        // How LDAM's margins are normalised.
        value = name == "max_m" ? 1 : 0
      } else {
        value = try container.decode(Double.self)
      }
    }
  }

  struct UnknownReference: Error { var id: String }

  struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  struct Header: Decodable {
    struct Exceptions: Decodable {
      var perID: [String: [[Double]]]
      enum CodingKeys: String, CodingKey { case perID = "per_id" }
    }
    /// Where `Float` cannot reach the tolerance.
    var floatExceptions: Exceptions
    enum CodingKeys: String, CodingKey { case floatExceptions = "float32_exceptions" }
  }

  var header: Header
  var z: [Double]
  var entries: [Entry]

  static func load() throws -> ReferenceTable {
    let url = try #require(
      Bundle.module.url(forResource: "losses", withExtension: "json", subdirectory: "Resources"))
    return try JSONDecoder().decode(ReferenceTable.self, from: Data(contentsOf: url))
  }

  /// Each loss of the table.
  static let families = [
    "alpha_bce", "asl", "bce", "bi_tempered", "cb", "exponential", "focal", "gce", "hinge",
    "label_smoothing", "ldam", "logit_adjusted", "mae", "modified_huber", "mse", "poly1",
    "squared_hinge", "temperature_ce", "wbce",
  ]
}
