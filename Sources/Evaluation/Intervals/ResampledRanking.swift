internal import CounterRandom

/// A ranking whose rows can be drawn anew, class by class, without touching the rows.
///
/// Every metric of a ranking follows from how many rows of each class stand at and between the
/// positives' scores. A resample of rows is therefore a resample of these numbers, which are
/// multinomial: its cost does not grow with the negatives. With weights, rows of equal weight in the
/// same place make a group.
struct ResampledRanking: Sendable {
  private let scores: [Double]
  private let positives: ResampledGroups
  private let negatives: ResampledGroups
  /// Place and weight of the groups. Place i of positives is the i-th highest score; place 2 i + 1 of
  /// negatives is the same score, and 2 i what stands above it.
  private let positivePlaces: [(place: Int, weight: Double)]
  private let negativePlaces: [(place: Int, weight: Double)]

  /// Rows that count once.
  init(_ ranked: RankedScores) {
    scores = ranked.groups.map(\.score)
    positives = ResampledGroups(ranked.groups.map(\.positives))
    positivePlaces = ranked.groups.indices.map { ($0, 1) }
    var sizes: [Int] = []
    var above = 0
    for group in ranked.groups {
      sizes += [group.negativesAbove - above, group.negatives]
      above = group.falsePositives
    }
    sizes.append(ranked.negativeCount - above)
    negatives = ResampledGroups(sizes)
    negativePlaces = sizes.indices.map { ($0, 1) }
  }

  /// Rows with weights.
  init(scores rows: [Double], labels: [UInt8], weights: [Double], _ ranking: WeightedRanking) {
    let distinct = (0..<ranking.groupCount).map { ranking.group(at: $0).score }
    func groups(_ label: UInt8) -> (ResampledGroups, [(place: Int, weight: Double)]) {
      var all: [(place: Int, weight: Double)] = []
      for row in rows.indices where labels[row] == label {
        let slot = WeightedRanking.slot(of: rows[row], in: distinct)
        all.append((label == 1 ? slot / 2 : slot, weights[row]))
      }
      all.sort { ($0.place, $0.weight) < ($1.place, $1.weight) }
      var (sizes, places): ([Int], [(place: Int, weight: Double)]) = ([], [])
      for row in all {
        if let last = places.last, last == row {
          sizes[sizes.count - 1] += 1
        } else {
          sizes.append(1)
          places.append(row)
        }
      }
      return (ResampledGroups(sizes), places)
    }
    scores = distinct
    (positives, positivePlaces) = groups(1)
    (negatives, negativePlaces) = groups(0)
  }

  /// What the resamples of one thread share.
  struct Room {
    fileprivate var drawn: [Int] = []
    fileprivate var positives: [Double] = []
    fileprivate var negatives: [Double] = []
    fileprivate(set) var ranking = ResampledScores()
  }

  /// Draws rows and ranks them.
  func draw(from generator: inout CounterGenerator, into room: inout Room) {
    room.positives = [Double](repeating: 0, count: scores.count)
    room.negatives = [Double](repeating: 0, count: 2 * scores.count + 1)
    positives.draw(from: &generator, into: &room.drawn)
    for (group, count) in zip(positivePlaces, room.drawn) {
      room.positives[group.place] += Double(count) * group.weight
    }
    negatives.draw(from: &generator, into: &room.drawn)
    for (group, count) in zip(negativePlaces, room.drawn) {
      room.negatives[group.place] += Double(count) * group.weight
    }
    room.ranking.fill(scores, room.positives, room.negatives)
  }
}

/// The ranking of a resample.
struct ResampledScores: ScoreRanking {
  private var groups: [ScoreGroup] = []
  private(set) var positiveWeight = 0.0
  private(set) var negativeWeight = 0.0
  var groupCount: Int { groups.count }

  func group(at index: Int) -> ScoreGroup { groups[index] }

  mutating func fill(_ scores: [Double], _ positives: [Double], _ negatives: [Double]) {
    groups.removeAll(keepingCapacity: true)
    (positiveWeight, negativeWeight) = (0, 0)
    for (index, score) in scores.enumerated() {
      negativeWeight += negatives[2 * index]
      // A score that only negatives are left with is none of a positive.
      if positives[index] > 0 {
        groups.append(
          ScoreGroup(
            score: score, positives: positives[index], negatives: negatives[2 * index + 1],
            positivesAbove: positiveWeight, negativesAbove: negativeWeight))
      }
      positiveWeight += positives[index]
      negativeWeight += negatives[2 * index + 1]
    }
    negativeWeight += negatives[2 * scores.count]
  }
}
