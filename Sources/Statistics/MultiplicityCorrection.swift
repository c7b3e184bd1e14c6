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
    case .hochberg, .benjaminiHochberg:
      var running = 1.0
      for (rank, index) in ascending.enumerated().reversed() {
        let factor =
          self == .hochberg
          ? Double(p.count - rank) : Double(p.count) / Double(rank + 1)
        running = min(running, p[index] * factor)
        adjusted[index] = running
      }
    }
    return adjusted
  }
}
