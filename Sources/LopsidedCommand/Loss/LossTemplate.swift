/// The files that a new loss begins with.
struct LossTemplate {
  let name: String
  let type: String

  /// - Throws: ``NewLossError`` unless the name is in kebab-case and its type is free.
  init(name: String) throws(NewLossError) {
    guard name.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil, name.count <= 60 else {
      throw .badName(name)
    }
    let type = name.split(separator: "-")
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    guard !Self.reserved.contains(type) else { throw .taken(name, by: "the type \(type) of Swift") }
    self.name = name
    self.type = type
  }

  /// Types that a loss's file would hide.
  private static let reserved: Set<String> = [
    "Any", "Array", "Bool", "CodingKey", "Comparable", "Decimal", "Encoder", "Decoder",
    "InlineArray", "Int8", "Int16", "Int32", "Int64", "Int128", "JSONDecoder", "JSONEncoder",
    "Mirror", "MutableSpan", "SIMD", "Substring", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
    "UInt128", "URL", "Zip",
    "Character", "Codable", "Collection", "Data", "Decodable",
    "Dictionary", "Double", "Encodable", "Equatable", "Error", "Float", "Hashable", "Int", "Jet",
    "Logistic", "LossNumber", "Never", "Optional", "Pack", "PackSum", "Protocol", "Range",
    "Result", "Self", "Sendable", "Sequence", "Set", "Slope", "Span", "String", "Type", "Void",
  ]

  private var words: String { name.replacing("-", with: " ") }

  /// The loss: cross-entropy until it is changed.
  var source: String {
    """
    public import DualNumbers

    // Replace all that is marked with "Replace"; the build finds the file by itself.

    /// Replace: what the loss is, in a sentence.
    ///
    ///     -scale (y log p + (1 - y) log(1 - p))
    ///
    /// Replace: author, *title*, year.
    public struct \(type): PointwiseLoss {
      /// The name in suite files.
      public static let name = "\(name)"
      /// The name inside a sentence.
      public static let title = "\(words)"
      /// The formula in plain text. Replace it.
      public static let formula = "−scale (y log p + (1 − y) log(1 − p))"
      /// Where it comes from. Replace it.
      public static let reference = "Replace: author, title, year 2000"
      /// What a user must know before choosing it. Replace it; the laws hold the loss to it.
      public static let properties = LossProperties(
        isStrictlyProper: true, isConvex: true, recoversPosterior: true)
      /// The settings to try; the first are the defaults. Replace them.
      public static let tuningGrid: [[String: Double]] = [["scale": 1], ["scale": 2]]

      /// By what every row is multiplied. Replace it: an example of a setting.
      public var scale = 1.0

      /// The default settings.
      public init() {}

      /// Checks the ranges of the settings.
      ///
      /// - Throws: ``LossError`` naming the setting and its range.
      public func validate() throws(LossError) {
        try require("scale", scale, "above 0 and at most 1000") { $0 > 0 && $0 <= 1000 }
      }

      /// The formula on the signed margin. Replace it; derivatives follow by themselves.
      ///
      /// `truth.sigmoid` is the probability of the true class, `truth.complement` that of the
      /// wrong one, `truth.negativeLogSigmoid` and `truth.negativeLogComplement` are their
      /// logarithms, negated. Powers are exponentials of logarithms, and nothing is clipped:
      /// `AddingALoss.md` says why.
      @inlinable @inline(__always)
      public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
        let truth = N.logistic(.margin(logit, label: label))
        return truth.negativeLogSigmoid.scaled(by: scale)
      }
    }

    """
  }

  /// Its test case: fails until known values are filled in.
  var test: String {
    """
    import Losses
    import Testing

    @Suite("The \(words) has known values")
    struct \(type)Tests {
      /// A row whose loss and gradient by the logit are known from software that is not ours.
      struct Known: Sendable {
        var logit: Double
        var label: Float
        var value: Double
        var gradient: Double
      }

      /// Fill these in, at the default settings: both labels, and logits such as -6, -1, 0.5 and 3.
      static let known: [Known] = []

      @Test("at the default settings")
      func knownValues() throws {
        try #require(
          !Self.known.isEmpty,
          "Fill in known values of '\(name)' in \(type)Tests.swift, from software that is not ours.")
        let loss = \(type)()
        for known in Self.known {
          let batch = LossBatch(labels: [known.label])
          var state = LossState()
          var evaluation = BatchEvaluation(logits: [known.logit], wantsCurvature: false)
          let value = loss.exactDerivatives(
            of: batch, in: rare, state: &state, evaluation: &evaluation)
          #expect((value - known.value).magnitude <= 1e-9 * known.value.magnitude)
          #expect(
            (evaluation.gradient[0] - known.gradient).magnitude <= 1e-9 * known.gradient.magnitude)
        }
      }
    }

    """
  }

  /// Notes for its users, which docs/losses.md links.
  var notes: String {
    """
    # Notes on \(name)

    The formula, the settings and what the loss is held to stand in [the list of losses](../losses.md#\(name)).

    Replace this: when to choose it, what to beware of, and where its known values come from.

    """
  }
}
