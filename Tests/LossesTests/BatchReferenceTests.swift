import Foundation
import Losses
import Testing

/// Values and derivatives of batch-wise losses, computed with sixty digits.
private struct BatchReferences: Decodable {
  struct Entry: Decodable {
    var id: String
    var loss: String
    var params: Parameters
    var value: Double
    var grad: [Double]
    var diagonal: [Double]

    private enum CodingKeys: String, CodingKey {
      case id
      case loss
      case params
      case value
      case grad
      case diagonal = "hess_diag"
    }

    /// Our loss of the same formula; nil for the weighted mean, which is none of ours.
    func make() throws -> (any Loss)? {
      switch loss {
      case "soft_dice": try Dice(settings: ["smoothing": required(params.smooth)])
      case "soft_dice_squared":
        try Dice(settings: ["smoothing": required(params.smooth), "squared": 1])
      case "tversky": try Tversky(settings: tversky())
      case "focal_tversky":
        try FocalTversky(
          settings: tversky().merging(["exponent": required(params.gamma)]) { $1 })
      case "pairwise_logistic": PairwiseLogistic()
      case "pairwise_squared_hinge":
        try PairwiseSquaredHinge(settings: ["margin": required(params.margin)])
      case "weighted_mean_bce": nil
      default: throw Unknown(loss: loss)
      }
    }

    private func tversky() throws -> [String: Double] {
      [
        "smoothing": try required(params.smooth),
        "falseNegativeWeight": try required(params.missed),
      ]
    }

    private func required(_ value: Double?) throws -> Double {
      try #require(value, "\(id) lacks a parameter")
    }
  }

  struct Parameters: Decodable {
    var smooth: Double?
    var missed: Double?
    var gamma: Double?
    var margin: Double?

    private enum CodingKeys: String, CodingKey {
      case smooth
      case missed = "beta_fn"
      case gamma
      case margin
    }
  }

  struct Unknown: Error { var loss: String }

  struct Batch: Decodable {
    var z: [Double]
    var y: [Float]
    var losses: [Entry]
  }

  var batch: Batch

  static func load() throws -> Batch {
    let url = try #require(
      Bundle.module.url(
        forResource: "losses", withExtension: "json", subdirectory: "Resources"))
    return try JSONDecoder().decode(BatchReferences.self, from: Data(contentsOf: url)).batch
  }
}

@Suite("Batch-wise values and derivatives agree with sixty-digit arithmetic")
struct BatchReferenceTests {
  @Test("in Double to 1e-12, the curvature to 1e-10")
  func double() throws {
    let table = try BatchReferences.load()
    var checked = 0
    for entry in table.losses {
      guard let loss = try entry.make() else { continue }
      let found = loss.exact(RandomBatch(logits: table.z, labels: table.y))
      #expect(near(found.value, entry.value, 1e-12), "\(entry.id)")
      for row in table.z.indices {
        #expect(near(found.gradient[row], entry.grad[row], 1e-12), "\(entry.id), row \(row)")
        #expect(near(found.curvature[row], entry.diagonal[row], 1e-10), "\(entry.id), row \(row)")
      }
      checked += 1
    }
    #expect(checked == 8)
  }

  @Test("in Float to 1e-5 of the largest")
  func float() throws {
    let table = try BatchReferences.load()
    let rows = Double(table.z.count)
    for entry in table.losses {
      guard let loss = try entry.make() else { continue }
      let both = loss.evaluate(table.z.map { Float($0) }, table.y, in: rare)
      let alone = loss.slopes(table.z.map { Float($0) }, table.y, in: rare)
      #expect(near(both.sum / rows, entry.value, 1e-5), "\(entry.id)")
      let slope = entry.grad.map(\.magnitude).max() ?? 0
      let bend = entry.diagonal.map(\.magnitude).max() ?? 0
      for row in table.z.indices {
        for gradient in [both.gradient, alone.gradient] {
          let difference = Double(gradient[row]) / rows - entry.grad[row]
          #expect(difference.magnitude <= 1e-5 * slope, "\(entry.id), row \(row)")
        }
        let difference = Double(both.curvature[row]) / rows - entry.diagonal[row]
        #expect(difference.magnitude <= 1e-5 * bend, "\(entry.id), row \(row)")
      }
    }
  }

  private func near(_ found: Double, _ expected: Double, _ tolerance: Double) -> Bool {
    (found - expected).magnitude <= tolerance * expected.magnitude
  }
}
