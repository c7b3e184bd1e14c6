/// What to say when a name is unknown: the nearest valid one first.
public enum Spelling {
  /// The candidate nearest to `name` by edit distance; `nil` when none is near enough to be meant.
  ///
  /// Near enough is at most half of the longer word's characters, and at most four. Case and the
  /// difference between `-`, `_` and spaces do not count.
  public static func nearest(to name: String, among candidates: [String]) -> String? {
    let plain = simplify(name)
    let ranked = candidates.enumerated().map { index, candidate in
      (
        distance: editDistance(plain, simplify(candidate)), index: index, candidate: candidate
      )
    }
    guard
      let best = ranked.min(by: { ($0.distance, $0.index) < ($1.distance, $1.index) }),
      best.distance <= min(4, max(plain.count, best.candidate.count) / 2)
    else { return nil }
    return best.candidate
  }

  /// "Did you mean focal? Valid names: …", for the end of a message.
  public static func suggestion(for name: String, among candidates: [String]) -> String {
    let valid = "Valid: \(candidates.joined(separator: ", "))."
    guard let nearest = nearest(to: name, among: candidates) else { return valid }
    return "Did you mean \(nearest)? \(valid)"
  }

  private static func simplify(_ name: String) -> [Character] {
    name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
  }

  /// Edit distance in which swapping two neighbours counts as one step (optimal string alignment).
  private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
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
}
