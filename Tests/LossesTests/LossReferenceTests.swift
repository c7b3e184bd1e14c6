import DualNumbers
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
      params = try container.decode([String: Double?].self, forKey: Key("params"))
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
      default: throw UnknownReference(id: id)
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

  var z: [Double]
  var entries: [Entry]

  static func load() throws -> ReferenceTable {
    let url = try #require(
      Bundle.module.url(forResource: "losses", withExtension: "json", subdirectory: "Resources"))
    return try JSONDecoder().decode(ReferenceTable.self, from: Data(contentsOf: url))
  }

  static let ids = ["bce", "mse", "wbce", "alpha_bce", "focal"]
}

@Suite("Values and derivatives agree with sixty-digit arithmetic")
struct LossReferenceTests {
  @Test("in Double to 1e-12", arguments: ReferenceTable.ids)
  func double(_ family: String) throws {
    let table = try ReferenceTable.load()
    let entries = table.entries.filter { $0.loss == family }
    try #require(!entries.isEmpty)
    for entry in entries {
      let loss = try entry.make()
      try check(entry, at: table.z) { z, label in
        let jet = jet(of: loss, z, label)
        return [jet.value, jet.first, jet.second]
      } accept: { observed, expected in
        if expected == 0 { return observed.magnitude <= 1e-15 }
        if expected.magnitude < 2.3e-308 { return observed.magnitude <= 1e-300 }
        return (observed - expected).magnitude <= 1e-12 * expected.magnitude
      }
    }
  }

  @Test("in Float, by the batch, to 1e-5", arguments: ReferenceTable.ids)
  func float(_ family: String) throws {
    let table = try ReferenceTable.load()
    for entry in table.entries where entry.loss == family {
      let loss = try entry.make()
      try check(entry, at: table.z) { z, label in
        let batch = loss.evaluate([Float(z)], [Float(label)], in: rare)
        return [batch.sum, Double(batch.gradient[0]), Double(batch.curvature[0])]
      } accept: { observed, expected in
        if expected == 0 { return observed.magnitude <= 1e-15 }
        if expected.magnitude < 1.2e-38 { return observed.magnitude <= 1e-37 }
        if expected.magnitude > 3.4e38 { return observed.isInfinite }
        return (observed - expected).magnitude <= 1e-5 * expected.magnitude
      }
    }
  }

  private func jet(of loss: some PointwiseLoss, _ z: Double, _ label: Double) -> Jet<Double> {
    loss.prepared(for: rare).jet(z, label: label, in: rare)
  }

  private func check(
    _ entry: ReferenceTable.Entry, at logits: [Double],
    _ evaluate: (Double, Double) -> [Double], accept: (Double, Double) -> Bool
  ) throws {
    for (index, z) in logits.enumerated() {
      for label in 0...1 {
        let observed = evaluate(z, Double(label))
        for order in 0...2 {
          let expected = (label == 1 ? entry.positive : entry.negative)[order][index]
          #expect(
            accept(observed[order], expected),
            """
            \(entry.id), z = \(z), y = \(label), derivative \(order): \(observed[order]) \
            instead of \(expected)
            """)
        }
      }
    }
  }
}
