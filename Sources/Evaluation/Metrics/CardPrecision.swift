/// Who is behind each test row and when it happened, for metrics that count cards and days.
public struct CardActivity: Equatable, Sendable {
  /// When each row happened, in days; a day is the whole part.
  public var times: [Double]
  /// The card, account or customer that each row belongs to.
  public var cards: [UInt32]
  /// Cards that are known to be compromised before the test part begins.
  public var known: Set<UInt32>

  /// Activity of as many rows as there are times.
  public init(times: [Double], cards: [UInt32], known: Set<UInt32> = []) {
    self.times = times
    self.cards = cards
    self.known = known
  }

  /// The share of compromised cards among the `k` that score highest on a day, mean over days.
  ///
  /// A card scores as the highest of its rows of the day does, and is compromised on that day if
  /// one of them is positive. As investigators block what they find, a compromised card among the
  /// first k is out from the next day on, and so are the known ones from the beginning. A day with
  /// fewer than k cards still counts k, as in the definition. Of equal scores the lower number of
  /// card comes first.
  ///
  /// Source: Le Borgne, Siblini, Lebichot and Bontempi, "Reproducible machine learning for credit
  /// card fraud detection – practical handbook", 2022, section 4.4 (card precision top-k).
  ///
  /// - Parameters:
  ///   - k: Cards that are looked into on a day, at least 1.
  ///   - scores: One a row; higher is more suspicious.
  ///   - labels: One a row, 0 or 1.
  ///
  /// - Returns: A share, 0…1; `nil` without rows of unknown cards.
  public func precision(atTop k: Int, scores: [Float], labels: [UInt8]) -> Double? {
    precondition(k >= 1, "at least one card is looked into")
    precondition(
      scores.count == times.count && labels.count == times.count && cards.count == times.count,
      "one time, card, score and label a row")
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    var out = known
    var total = 0.0
    var days = 0
    var first = 0
    while first < order.count {
      let day = times[order[first]].rounded(.down)
      let last = order[first...].firstIndex { times[$0].rounded(.down) != day } ?? order.count
      let found = compromised(
        among: order[first..<last].filter { !out.contains(cards[$0]) }, atTop: k, scores, labels)
      if let found {
        total += Double(found.count) / Double(k)
        days += 1
        out.formUnion(found)
      }
      first = last
    }
    return days > 0 ? total / Double(days) : nil
  }

  /// The compromised cards among the first `k` of a day; `nil` for a day without rows.
  private func compromised(
    among rows: [Int], atTop k: Int, _ scores: [Float], _ labels: [UInt8]
  ) -> [UInt32]? {
    var best: [UInt32: (score: Float, isCompromised: Bool)] = [:]
    for row in rows {
      let known = best[cards[row]] ?? (-.infinity, false)
      best[cards[row]] = (
        max(known.score, scores[row]), known.isCompromised || labels[row] == 1
      )
    }
    guard !best.isEmpty else { return nil }
    let ranked = best.sorted {
      $0.value.score == $1.value.score ? $0.key < $1.key : $0.value.score > $1.value.score
    }
    return ranked.prefix(k).filter(\.value.isCompromised).map(\.key)
  }
}

extension MetricKey {
  /// Numbers of cards a day at which card precision is published, ascending.
  public static let cardsADay = [10, 100]

  /// Precision among the top cards of each day: `card-precision-at-100`.
  public static func cardPrecision(atTop cards: Int) -> String { "card-precision-at-\(cards)" }
}

extension MetricCatalogue {
  /// Metrics of data that say to which card a row belongs and when it happened.
  public static let cards: [MetricDescription] = MetricKey.cardsADay.map { count in
    MetricDescription(
      key: MetricKey.cardPrecision(atTop: count),
      title: "card precision among the top \(count) of each day", heading: "CP@\(count)",
      direction: .higherIsBetter, range: 0...1, needs: [.scores],
      definition: """
        The compromised cards among the \(count) that score highest on a day, over \(count), mean \
        over days; cards found on earlier days and cards known from training are out.
        """,
      pitfall: """
        A day with fewer than \(count) compromised cards cannot reach 1, so the value says little \
        beside that of another model on the same days.
        """,
      reference: """
        Y.-A. Le Borgne, W. Siblini, B. Lebichot, G. Bontempi, Reproducible machine learning for \
        credit card fraud detection – practical handbook, 2022
        """,
      decimals: 3)
  }
}
