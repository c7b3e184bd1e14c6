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
    meanPrecision(atTop: k, scores: scores, labels: labels)
  }

  /// The same of double-precision scores; see ``precision(atTop:scores:labels:)-([Float],_,_)``.
  public func precision(atTop k: Int, scores: [Double], labels: [UInt8]) -> Double? {
    meanPrecision(atTop: k, scores: scores, labels: labels)
  }

  private func meanPrecision<Score: RankableScore>(
    atTop k: Int, scores: [Score], labels: [UInt8]
  ) -> Double? {
    precondition(k >= 1, "at least one card is looked into")
    precondition(
      scores.count == times.count && labels.count == times.count && cards.count == times.count,
      "one time, card, score and label a row")
    let order = rowsByDay
    var out = known
    var total = 0.0
    var days = 0
    var first = 0
    while first < order.count {
      let day = times[order[first]].rounded(.down)
      var last = first
      while last < order.count, times[order[last]].rounded(.down) == day { last += 1 }
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

  /// The rows in the order of their days.
  private var rowsByDay: [Int] {
    let days = times.map { $0.rounded(.down) }
    guard let earliest = days.min(), let latest = days.max() else { return [] }
    // Which row of a day comes first does not matter, so that few days need no sort.
    guard latest - earliest < Double(max(days.count, 1 << 16)) else {
      return days.indices.sorted { (days[$0], $0) < (days[$1], $1) }
    }
    var starts = [Int](repeating: 0, count: Int(latest - earliest) + 2)
    for day in days { starts[Int(day - earliest) + 1] += 1 }
    for day in starts.indices.dropFirst() { starts[day] += starts[day - 1] }
    var order = [Int](repeating: 0, count: days.count)
    for row in days.indices {
      let day = Int(days[row] - earliest)
      order[starts[day]] = row
      starts[day] += 1
    }
    return order
  }

  /// The compromised cards among the first `k` of a day; `nil` for a day without rows.
  private func compromised<Score: RankableScore>(
    among rows: [Int], atTop k: Int, _ scores: [Score], _ labels: [UInt8]
  ) -> [UInt32]? {
    var best: [UInt32: (score: Score, isCompromised: Bool)] = [:]
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
      direction: .higherIsBetter, range: 0...1, needs: [.scores, .times, .entities],
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
