/// What to say when a name is unknown: the nearest valid one first.
public enum Spelling {
  /// The candidate nearest to `name`; `nil` when none is near enough to explain a typing error.
  ///
  /// Near enough is a distance of at most two, or of a third of the candidate's length.
  public static func nearest(to name: String, among candidates: [String]) -> String? {
    guard let best = nearestFirst(candidates, to: name).first,
      distance(name, best) <= max(2, best.count / 3)
    else { return nil }
    return best
  }

  /// The names by their distance from `name`; equally distant ones in their own order.
  public static func nearestFirst(_ names: [String], to name: String) -> [String] {
    let distances = names.map { distance(name, $0) }
    return names.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.map { names[$0] }
  }

  /// "Did you mean focal? Valid: …", for the end of a message.
  public static func suggestion(for name: String, among candidates: [String]) -> String {
    let valid = "Valid: \(candidates.joined(separator: ", "))."
    guard let nearest = nearest(to: name, among: candidates) else { return valid }
    return "Did you mean \(nearest)? \(valid)"
  }

  /// Insertions, deletions, replacements and swaps of neighbours between two words (optimal string
  /// alignment); case, and the difference between `-`, `_` and a space, do not count.
  ///
  /// Only the first 64 characters are compared; a greater length counts as it is.
  public static func distance(_ first: String, _ second: String) -> Int {
    let a = simplify(first)
    let b = simplify(second)
    guard a.count <= limit, b.count <= limit else { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1] + [Int](repeating: 0, count: b.count)
      for j in b.indices {
        row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }

  private static let limit = 64

  private static func simplify(_ name: String) -> [Character] {
    name.lowercased().prefix(limit + 1).map { $0 == "_" || $0 == " " ? "-" : $0 }
  }
}
