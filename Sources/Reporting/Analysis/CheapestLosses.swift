internal import Results
internal import Statistics

/// Which loss of a panel is the cheapest at each ratio of costs, and which may be as cheap.
struct CheapestLosses: Sendable {
  /// What holds at one ratio.
  struct Row: Equatable, Sendable {
    let ratio: Double
    /// Index of the loss with the highest mean savings, among those without failed trials where
    /// there are such.
    let cheapest: Int
    /// Losses that are not shown to be dearer than it; rises.
    let ties: [Int]
    /// Losses that are shown to be dearer; rises.
    let dearer: [Int]
  }

  /// Ratios that people would name: 1, 2, 5, 10, … 10,000, as far as the curves go.
  let rows: [Row]
  /// Comparisons in the family that Holm's procedure adjusts: all pairs of losses at all ratios.
  let familySize: Int

  private static let wanted: [Double] = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000,
  ]

  /// The losses of a panel; nothing where no trial has a curve of costs.
  init?(_ panel: Panel) throws(StatisticsError) {
    let costs = panel.learners.map(LossCosts.init)
    guard let ratios = costs.lazy.compactMap(\.self).first?.ratios else { return nil }
    let known = panel.learners.indices.filter { costs[$0] != nil }
    let sound = known.filter { panel.learners[$0].failures.isEmpty }
    var drafts: [(ratio: Double, cheapest: Int)] = []
    var tests: [(ratio: Double, first: Int, second: Int, difference: Double, p: Double)] = []
    for ratio in Self.wanted where ratios.contains(ratio) {
      let values = costs.map { $0?.savings(.chosen, at: ratio) ?? [:] }
      func mean(_ index: Int) -> Double {
        values[index].sorted { $0.key < $1.key }.map(\.value).mean ?? -.infinity
      }
      let means = panel.learners.indices.map(mean)
      // The earlier loss wins a draw.
      let cheapest = (sound.isEmpty ? known : sound).reduce(nil as Int?) { best, next in
        guard let best else { return next }
        return means[next] > means[best] ? next : best
      }
      guard let cheapest, means[cheapest].isFinite else { continue }
      drafts.append((ratio, cheapest))
      for (place, first) in known.enumerated() {
        for second in known[(place + 1)...] {
          guard let test = try Self.test(values[first], values[second], panel.design) else {
            continue
          }
          tests.append((ratio, first, second, test.difference, test.p))
        }
      }
    }
    let adjusted = try MultiplicityCorrection.holm.adjust(tests.map(\.p))
    var dearer: [Double: Set<Int>] = [:]
    for (test, p) in zip(tests, adjusted) where p < 0.05 {
      guard let draft = drafts.first(where: { $0.ratio == test.ratio }) else { continue }
      if test.first == draft.cheapest, test.difference > 0 {
        dearer[test.ratio, default: []].insert(test.second)
      } else if test.second == draft.cheapest, test.difference < 0 {
        dearer[test.ratio, default: []].insert(test.first)
      }
    }
    familySize = tests.count
    rows = drafts.map { draft in
      let worse = dearer[draft.ratio] ?? []
      return Row(
        ratio: draft.ratio, cheapest: draft.cheapest,
        ties: known.filter { $0 != draft.cheapest && !worse.contains($0) },
        dearer: worse.sorted())
    }
  }

  /// The mean difference on shared replicates and its p value; nothing below two pairs.
  private static func test(
    _ first: [Int: Double], _ second: [Int: Double], _ design: ReplicateDesign
  ) throws(StatisticsError) -> (difference: Double, p: Double)? {
    let shared = Set(first.keys).intersection(second.keys)
    guard shared.count > 1 else { return nil }
    let sample = try PairedSample(
      byReplicate: first.filter { shared.contains($0.key) },
      second.filter { shared.contains($0.key) })
    if case .resampledSplits(let ratio) = design {
      let test = try CorrectedResampledTTest(sample, testToTrainingRatio: ratio)
      return (test.meanDifference, test.p)
    }
    let test = try PairedTTest(sample)
    return (test.meanDifference, test.p)
  }

  /// Neighbouring rows with the same finding, together; where no loss is shown to be dearer than
  /// the cheapest, which one has the best mean is not part of the finding.
  var ranges: [[Row]] {
    var ranges: [[Row]] = []
    for row in rows {
      let previous = ranges.last?.last
      let isSame =
        previous.map {
          $0.dearer == row.dearer && (row.dearer.isEmpty || $0.cheapest == row.cheapest)
        }
        ?? false
      if isSame { ranges[ranges.count - 1].append(row) } else { ranges.append([row]) }
    }
    return ranges
  }
}
