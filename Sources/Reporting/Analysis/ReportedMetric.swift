internal import Evaluation
internal import Statistics

/// A metric as the report prints it: what the catalogue knows of it, and where it is explained.
struct ReportedMetric: Sendable {
  let key: String
  /// The name in a sentence: "average precision".
  let plainTitle: String
  /// The head of a column: "AP".
  let plainHead: String
  /// Decimals where no uncertainty says how many are worth printing.
  let decimals: Int
  /// Which direction is better in a comparison.
  let preference: Preference

  /// As ``plainTitle``, escaped for Markdown.
  var title: String { Markdown.escaped(plainTitle) }
  /// As ``plainHead``, escaped for Markdown.
  var head: String { Markdown.escaped(plainHead) }

  /// The metric of a key; a key that the catalogue does not know is its own title, and more of it
  /// is taken to be better.
  static func of(_ key: String) -> ReportedMetric {
    // Values of a perfect learner have no variant; they go by the words of the raw one.
    let plain = try? MetricCatalogue.description(for: key)
    guard let known = plain ?? (try? MetricCatalogue.description(for: key + "/raw")) else {
      return ReportedMetric(
        key: key, plainTitle: key, plainHead: key, decimals: 3, preference: .higherIsBetter)
    }
    func withoutVariant(_ text: String) -> String {
      [" of the raw probability", ", raw probability", " (raw)"]
        .reduce(text) { $0.replacing($1, with: "") }
    }
    let isBare = plain == nil
    return ReportedMetric(
      key: key, plainTitle: isBare ? withoutVariant(known.title) : known.title,
      plainHead: isBare ? withoutVariant(known.heading) : known.heading, decimals: known.decimals,
      preference: known.direction == .lowerIsBetter ? .lowerIsBetter : .higherIsBetter)
  }

  /// The name at the start of a sentence.
  var capitalizedTitle: String { title.prefix(1).uppercased() + title.dropFirst() }

  /// The head, linked to the definition.
  var linkedHead: String { Markdown.link(head, to: Self.anchor(of: key)) }

  /// The head without its variant, linked, for tables that name the variant in a column.
  var linkedFamilyHead: String {
    var text = head
    for variant in MetricKey.Variant.allCases {
      text = text.replacing(" (\(variant.rawValue))", with: "")
    }
    return Markdown.link(text, to: Self.anchor(of: key))
  }

  /// The name in a sentence, linked to the definition.
  var linkedTitle: String { Markdown.link(title, to: Self.anchor(of: key)) }

  /// The anchor of a metric's definition, which its variants share.
  static func anchor(of key: String) -> String {
    "metric-" + Markdown.slug(MetricKey.family(of: key))
  }
}

extension MetricKey {
  /// The key without variant or typology.
  static func family(of key: String) -> String {
    key.split(separator: "/").first.map(String.init) ?? key
  }

  /// The place of a key in a report: the catalogue's order, typologies after their recall.
  static func place(of key: String) -> (Int, String) {
    (order[key] ?? order[family(of: key)] ?? .max, key)
  }

  private static let order: [String: Int] = {
    var order: [String: Int] = [:]
    for (place, key) in MetricCatalogue.every.map(\.key).enumerated() {
      order[key] = place
      order[family(of: key), default: place] = min(place, order[family(of: key)] ?? place)
    }
    return order
  }()
}
