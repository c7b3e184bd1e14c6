/// A threshold, and the errors it makes on the rows it was chosen on.
struct CheapestThreshold: Equatable, Sendable {
  /// Rows that score this or more are flagged; infinite where no row is.
  var threshold: Double
  /// Weight of the positives that are not flagged.
  var missed: Double
  /// Weight of the negatives that are flagged.
  var alarms: Double
}

extension ScoreRanking {
  /// The cheapest threshold for each ratio of the cost of a miss to the cost of a false alarm.
  ///
  /// Only corners of the convex hull of the ROC curve are ever the cheapest (Provost and Fawcett,
  /// *Robust classification for imprecise environments*, Machine Learning 42, 2001), and as the
  /// ratio rises they follow each other, so that one walk serves all ratios. Of equally cheap
  /// thresholds the highest is taken: it raises the fewest alarms.
  ///
  /// - Parameter ratios: above 0, rising.
  /// - Returns: one threshold a ratio.
  func cheapestThresholds(at ratios: [Double]) -> [CheapestThreshold] {
    let corners = hull
    var place = 0
    return ratios.map { ratio in
      while place + 1 < corners.count {
        let (now, next) = (corners[place], corners[place + 1])
        guard ratio * (now.missed - next.missed) > next.alarms - now.alarms else { break }
        place += 1
      }
      return corners[place]
    }
  }

  /// Corners of the convex hull, from flagging no row on.
  private var hull: [CheapestThreshold] {
    var corners = [
      CheapestThreshold(threshold: .infinity, missed: positiveWeight, alarms: 0)
    ]
    for index in 0..<groupCount {
      let group = group(at: index)
      let next = CheapestThreshold(
        threshold: group.score, missed: positiveWeight - group.truePositives,
        alarms: group.falsePositives)
      while corners.count > 1 {
        let (first, second) = (corners[corners.count - 2], corners[corners.count - 1])
        // A corner that lies on the line between its neighbours is left out as well.
        let isBelow =
          (second.missed - next.missed) * (second.alarms - first.alarms)
          >= (first.missed - second.missed) * (next.alarms - second.alarms)
        guard isBelow else { break }
        corners.removeLast()
      }
      corners.append(next)
    }
    return corners
  }
}
