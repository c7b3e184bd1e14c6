/// Adjusts p values of a family of tests, so that each can be compared with the one level.
public enum MultiplicityCorrection: String, CaseIterable, Sendable {
  /// p · m. Controls the family-wise error under any dependence (Bonferroni 1936; Dunn 1961).
  case bonferroni
  /// Step-down Bonferroni. The same guarantee, never less powerful (Holm 1979).
  case holm
  /// Step-up. Family-wise error under independence or positive dependence (Hochberg 1988).
  case hochberg
  /// Step-up. False discovery rate under independence or positive dependence
  /// (Benjamini and Hochberg 1995).
  case benjaminiHochberg = "benjamini-hochberg"
  /// Step-up. False discovery rate under any dependence (Benjamini and Yekutieli 2001).
  case benjaminiYekutieli = "benjamini-yekutieli"
  /// 1 − (1 − p)^m. Family-wise error under independence or positive dependence (Šidák 1967).
  case sidak
  /// Step-down Šidák; the same guarantee, never less powerful (Holland and Copenhaver 1987).
  case holmSidak = "holm-sidak"
  /// Closed testing of Simes's tests; the guarantee of Hochberg's, never less powerful
  /// (Hommel 1988).
  case hommel

  /// Adjusted p values in the order of the input, each at most 1.
  ///
  /// Equal p values get equal adjusted values, and the adjusted keep the order of the raw.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)`` for a p outside 0…1.
  public func adjust(_ p: [Double]) throws(StatisticsError) -> [Double] {
    for (index, value) in p.enumerated() {
      guard value >= 0, value <= 1 else {
        throw .outOfRange(
          setting: "p value at index \(index)", value: "\(value)",
          valid: "a number from 0 to 1")
      }
    }
    let ascending = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    var adjusted = p
    switch self {
    case .bonferroni:
      for index in p.indices { adjusted[index] = min(1, p[index] * Double(p.count)) }
    case .holm:
      var running = 0.0
      for (rank, index) in ascending.enumerated() {
        running = max(running, min(1, p[index] * Double(p.count - rank)))
        adjusted[index] = running
      }
    case .hochberg, .benjaminiHochberg, .benjaminiYekutieli:
      let harmonic =
        self == .benjaminiYekutieli ? p.indices.reduce(0) { $0 + 1 / Double($1 + 1) } : 1
      var running = 1.0
      for (rank, index) in ascending.enumerated().reversed() {
        let factor =
          self == .hochberg
          ? Double(p.count - rank) : Double(p.count) / Double(rank + 1) * harmonic
        running = min(running, p[index] * factor)
        adjusted[index] = running
      }
    case .sidak:
      for index in p.indices { adjusted[index] = Self.atLeastOne(of: p.count, p[index]) }
    case .holmSidak:
      var running = 0.0
      for (rank, index) in ascending.enumerated() {
        running = max(running, Self.atLeastOne(of: p.count - rank, p[index]))
        adjusted[index] = running
      }
    case .hommel:
      let values = Self.hommel(ascending.map { p[$0] })
      for (rank, index) in ascending.enumerated() { adjusted[index] = values[rank] }
    }
    return adjusted
  }

  /// 1 − (1 − p)^m, to full precision for small p.
  private static func atLeastOne(of tests: Int, _ p: Double) -> Double {
    p < 1 ? -Double.exponentialLess1(Double(tests) * Double.logarithmOf1(plus: -p)) : 1
  }

  /// Hommel's adjusted p values of ascending p values, by Wright's algorithm (1992).
  private static func hommel(_ p: [Double]) -> [Double] {
    let n = p.count
    guard n > 1 else { return p }
    func simes(_ ranks: Range<Int>, of size: Int, from first: Int) -> Double {
      ranks.reduce(Double.infinity) {
        min($0, Double(size) * p[$1] / Double($1 - ranks.lowerBound + first))
      }
    }
    var adjusted = [Double](repeating: simes(0..<n, of: n, from: 1), count: n)
    for size in stride(from: n - 1, to: 1, by: -1) {
      let split = n - size + 1
      let bound = simes(split..<n, of: size, from: 2)
      for rank in 0..<n {
        let own = min(Double(size) * p[min(rank, split - 1)], bound)
        adjusted[rank] = max(adjusted[rank], own)
      }
    }
    return zip(adjusted, p).map { min(1, max($0, $1)) }
  }
}
