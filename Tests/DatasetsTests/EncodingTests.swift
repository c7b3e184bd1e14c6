import CounterRandom
import Datasets
import Testing

@Suite("Features become the inputs of models")
struct EncodingTests {
  static let columns = [
    FeatureColumn("amount"),
    FeatureColumn("channel", .categorical(levels: ["web", "shop", "app"])),
    FeatureColumn("age"),
  ]

  static func dataset(
    _ rows: [[Float]], columns: [FeatureColumn] = columns, labels: [UInt8]? = nil
  ) -> Dataset {
    Dataset(
      columns: columns, features: rows.flatMap { $0 },
      labels: labels ?? rows.indices.map { UInt8($0 % 2) })
  }

  /// The encoded rows, NaN as -99.
  static func encoded(_ dataset: Dataset, by encoder: FeatureEncoder) -> [[Float]] {
    let width = encoder.inputs.count
    var output = [Float](repeating: 7, count: dataset.rowCount * width)
    var span = output.mutableSpan
    encoder.encode(dataset.features.span, rows: dataset.rowCount, into: &span)
    return (0..<dataset.rowCount).map { row in
      output[row * width..<(row + 1) * width].map { $0.isNaN ? -99 : $0 }
    }
  }

  @Test("Levels get an input each, and what is missing in training gets an indicator")
  func mixed() throws {
    let training = Self.dataset([[1, 0, 30], [2, 2, .nan], [3, .nan, 50]])
    let encoder = try FeatureEncoder(fitting: .stored(training))
    #expect(
      encoder.inputs.map(\.name) == [
        "amount", "channel=web", "channel=shop", "channel=app", "channel?", "age", "age?",
      ])
    #expect(
      encoder.inputs.map { $0.kind == .quantity } == [true] + [false, false, false, false] + [
        true, false,
      ])
    #expect(!encoder.isIdentity)
    #expect(
      Self.encoded(training, by: encoder) == [
        [1, 1, 0, 0, 0, 30, 0], [2, 0, 0, 1, 0, -99, 1], [3, 0, 0, 0, 1, 50, 0],
      ])
    // "shop" is not in the training part, amounts were never missing there, and 7 is no level.
    let test = Self.dataset([[.nan, 1, 40], [5, 7, 41], [6, -1, 42]])
    #expect(
      Self.encoded(test, by: encoder) == [
        [-99, 0, 0, 0, 0, 40, 0], [5, 0, 0, 0, 0, 41, 0], [6, 0, 0, 0, 0, 42, 0],
      ])
  }

  @Test("All-numeric complete rows stay as they are")
  func identity() throws {
    let columns = ["a", "b", "c"].map { FeatureColumn($0) }
    let training = Self.dataset([[1, 2, 3], [4, 5, 6]], columns: columns)
    let encoder = try FeatureEncoder(fitting: .stored(training))
    #expect(encoder.isIdentity)
    #expect(Self.encoded(training, by: encoder) == [[1, 2, 3], [4, 5, 6]])
  }

  @Test("Labels have no part in it")
  func labels() throws {
    let rows: [[Float]] = [[1, 0, 30], [2, 2, .nan], [3, .nan, 50]]
    let one = try FeatureEncoder(fitting: .stored(Self.dataset(rows, labels: [0, 0, 1])))
    let other = try FeatureEncoder(fitting: .stored(Self.dataset(rows, labels: [1, 1, 0])))
    #expect(one.inputs == other.inputs)
    let test = Self.dataset(rows)
    #expect(Self.encoded(test, by: one) == Self.encoded(test, by: other))
  }

  @Test("Many levels are hashed by their names, the same on every machine")
  func hashing() throws {
    let levels = (0..<100).map { "merchant \($0)" }
    let columns = [FeatureColumn("merchant", .categorical(levels: levels))]
    let rows = (0..<100).map { [Float($0)] }
    let encoder = try FeatureEncoder(
      fitting: .stored(Self.dataset(rows, columns: columns)),
      options: EncodingOptions(oneHotLimit: 99, hashedColumns: 16))
    #expect(encoder.inputs.count == 16)
    #expect(encoder.inputs[5].name == "merchant#5")
    let encoded = Self.encoded(Self.dataset(rows, columns: columns), by: encoder)
    for row in encoded {
      #expect(row.count { $0 == 0 } == 15)
      #expect(row.allSatisfy { [-1, 0, 1].contains($0) })
    }
    let places = encoded.map { row in row.firstIndex { $0 != 0 } ?? -1 }
    let signs = encoded.map { row in row.reduce(0, +) }
    #expect(Set(places).count == 16)
    #expect(abs(signs.reduce(0, +)) < 40)
    // Worked out by another program.
    #expect(Array(places.prefix(8)) == [14, 6, 3, 2, 6, 12, 12, 4])
    #expect(Array(signs.prefix(8)) == [-1, 1, 1, -1, -1, -1, 1, -1])

    // The same names in another order of levels land in the same places.
    let reversed = [FeatureColumn("merchant", .categorical(levels: levels.reversed()))]
    let again = try FeatureEncoder(
      fitting: .stored(Self.dataset(rows, columns: reversed)),
      options: EncodingOptions(oneHotLimit: 99, hashedColumns: 16))
    #expect(
      Self.encoded(Self.dataset(rows, columns: reversed), by: again) == Array(encoded.reversed()))
  }

  @Test("Logarithms are log1p, odd in the value")
  func logarithms() throws {
    let columns = [FeatureColumn("a"), FeatureColumn("b")]
    let rows = Self.dataset([[0, 3], [1, 3], [-1, 3], [1e6, 3]], columns: columns)
    let encoder = try FeatureEncoder(
      fitting: .stored(rows), options: EncodingOptions(logFeatures: ["a"]))
    let first = Self.encoded(rows, by: encoder).map { $0[0] }
    #expect(first == [0, 0.6931472, -0.6931472, 13.815512])
    #expect(Self.encoded(rows, by: encoder).allSatisfy { $0[1] == 3 })
  }

  @Test("What does not go with the features is named")
  func errors() {
    func message(_ options: EncodingOptions) -> String {
      do {
        try options.validate(for: Self.columns)
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(message(.standard) == "no error")
    #expect(
      message(EncodingOptions(logFeatures: ["amuont"]))
        == "No feature is named 'amuont', so there is no logarithm to take of it. Did you mean "
        + "'amount'? The features are: amount, channel, age.")
    #expect(
      message(EncodingOptions(logFeatures: ["channel"])).hasPrefix(
        "The feature 'channel' is categorical"))
    #expect(message(EncodingOptions(hashedColumns: 12)).contains("power of two"))
    #expect(message(EncodingOptions(oneHotLimit: -1)).hasPrefix("-1 levels"))
  }
}
