/// Keeps those points of a line that a reader can see.
///
/// Source: D. H. Douglas, T. K. Peucker, *Algorithms for the reduction of the number of points
/// required to represent a digitized line*, Cartographica 10 (1973).
enum PolylineThinning {
  private struct Segment {
    var first: Int
    var last: Int
    var farthest: Int
    var distance: Double
  }

  /// At most `limit` of the points, in their order, the first and the last always among them.
  static func thin(_ points: [PrecisionRecallPoint], to limit: Int) -> [PrecisionRecallPoint] {
    guard points.count > limit else { return points }
    var segments = [segment(points.span, 0, points.count - 1)]
    var kept = [0, points.count - 1]
    while kept.count < limit {
      var widest = 0
      for index in segments.indices.dropFirst()
      where segments[index].distance > segments[widest].distance {
        widest = index
      }
      let split = segments[widest]
      guard split.distance > 0 else { break }
      kept.append(split.farthest)
      segments[widest] = segment(points.span, split.first, split.farthest)
      segments.append(segment(points.span, split.farthest, split.last))
    }
    return kept.sorted().map { points[$0] }
  }

  private static func segment(
    _ points: Span<PrecisionRecallPoint>, _ first: Int, _ last: Int
  ) -> Segment {
    var found = Segment(first: first, last: last, farthest: first, distance: 0)
    let start = points[first]
    let width = points[last].recall - start.recall
    let height = points[last].precision - start.precision
    let squared = width * width + height * height
    for index in first + 1..<max(last, first + 1) {
      let right = points[index].recall - start.recall
      let up = points[index].precision - start.precision
      let along = squared > 0 ? min(max((right * width + up * height) / squared, 0), 1) : 0
      let missRight = right - along * width
      let missUp = up - along * height
      let distance = missRight * missRight + missUp * missUp
      if distance > found.distance {
        found.farthest = index
        found.distance = distance
      }
    }
    return found
  }
}
