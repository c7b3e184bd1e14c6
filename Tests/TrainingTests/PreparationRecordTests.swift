import Datasets
import Foundation
import Testing

@testable import Training

@Suite("A preparation written down")
struct PreparationRecordTests {
  static let columns = [
    FeatureColumn("amount"), FeatureColumn("kind", .categorical(levels: ["web", "shop", "atm"])),
    FeatureColumn("age"),
  ]

  /// Rows with missing numbers and levels; none has the level `atm` unless asked for.
  static func rows(_ count: Int, levels: Int = 2) -> Dataset {
    var features: [Float] = []
    for row in 0..<count {
      features += [
        Float(row * 37 % 101) / 7, row % 11 == 3 ? .nan : Float(row % levels),
        row % 7 == 5 ? .nan : Float(row * 13 % 29) + 0.1,
      ]
    }
    return Dataset(
      columns: columns, features: features, labels: (0..<count).map { $0 % 4 == 0 ? 1 : 0 })
  }

  static func preparation() throws -> InputPreparation {
    try InputPreparation(
      fitting: .stored(rows(200)), options: EncodingOptions(logFeatures: ["amount"]))
  }

  @Test("prepares rows to the same bits after a round trip through JSON")
  func roundTrip() throws {
    let preparation = try Self.preparation()
    let data = try JSONEncoder().encode(preparation.record)
    let again = try InputPreparation(JSONDecoder().decode(PreparationRecord.self, from: data))
    let rows = Self.rows(90, levels: 3)
    #expect(again.inputs(of: rows) == preparation.inputs(of: rows))
    #expect(again.encoder.inputs == preparation.encoder.inputs)
    #expect(again.record == preparation.record)
    #expect(again.inputs(of: rows).allSatisfy { $0.isFinite })
  }

  @Test("takes features and levels by name, in any order")
  func alignment() throws {
    let preparation = try Self.preparation()
    let rows = Self.rows(50, levels: 3)
    // The same rows: columns turned round, levels in another order, one more of each.
    var features: [Float] = []
    let places: [Float] = [2, 0, 3]
    for row in 0..<50 {
      let own = rows.features[3 * row..<3 * row + 3].map { $0 }
      features += [own[2], 99, own[1].isNaN ? .nan : places[Int(own[1])], own[0]]
    }
    let turned = Dataset(
      columns: [
        FeatureColumn("age"), FeatureColumn("other"),
        FeatureColumn("kind", .categorical(levels: ["shop", "phone", "web", "atm"])),
        FeatureColumn("amount"),
      ], features: features, labels: rows.labels)
    let aligned = try preparation.record.aligned(turned)
    #expect(aligned.columns == rows.columns)
    #expect(preparation.inputs(of: aligned) == preparation.inputs(of: rows))
    // A level that the model has never heard of is none of those it knows.
    let phone = Dataset(
      columns: turned.columns, features: [1, 1, 1, 1], labels: [0])
    let inputs = preparation.inputs(of: try preparation.record.aligned(phone))
    for (input, value) in zip(preparation.encoder.inputs, inputs) where input.kind == .indicator {
      #expect(value == 0)
    }
  }

  @Test("refuses rows that lack a feature or have it in another form")
  func refusals() throws {
    let record = try Self.preparation().record
    func dataset(_ columns: [FeatureColumn]) -> Dataset {
      Dataset(columns: columns, features: columns.map { _ in 0 }, labels: [0])
    }
    let lacking = #expect(throws: PreparationError.self) {
      try record.aligned(dataset([FeatureColumn("amount"), FeatureColumn("age")]))
    }
    #expect("\(try #require(lacking))".contains("needs the feature 'kind'"))
    let other = #expect(throws: PreparationError.self) {
      try record.aligned(
        dataset([FeatureColumn("amount"), FeatureColumn("kind"), FeatureColumn("age")]))
    }
    #expect("\(try #require(other))".contains("'kind' has levels for the model"))
    var text = String(decoding: try JSONEncoder().encode(record), as: UTF8.self)
    text = text.replacingOccurrences(of: "[true,true,false]", with: "[true]")
    let damaged = try JSONDecoder().decode(PreparationRecord.self, from: Data(text.utf8))
    #expect(throws: PreparationError.inconsistent) { try InputPreparation(damaged) }
  }
}
