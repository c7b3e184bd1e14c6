internal import CounterRandom

/// When the rows of each class happen within a window of time.
///
/// With a prevalence that does not change, each class covers the window evenly. Otherwise the time
/// tells of the class too: positives lie where the prevalence `π(t)` is high, negatives where
/// `1 - π(t)` is, and a row's log-likelihood ratio, its time included, is
/// `s(x | t) + logit π(t) - logit π`, π being the prevalence of the whole window.
struct ClassTimes: Sendable {
  /// The window, as shares of the whole period.
  let window: ClosedRange<Double>
  /// Share of positives in the window.
  let prevalence: Double
  /// Slices of constant prevalence within the window; empty where it does not change.
  private let slices: [Slice]

  private struct Slice: Sendable {
    let first: Double
    let length: Double
    /// What is added to log-likelihood ratios.
    let offset: Double
    /// Shares of each class in the slices before, and in this one.
    let positivesBefore: Double
    let positives: Double
    let negativesBefore: Double
    let negatives: Double
  }

  /// The times of a scenario's rows in a window.
  ///
  /// - Parameters:
  ///   - scenario: The law.
  ///   - prevalence: Share of positives over the whole period.
  ///   - window: The window, as shares of the whole period.
  init(of scenario: any Scenario, prevalence: Double, window: ClosedRange<Double>) {
    precondition(
      window.lowerBound >= 0 && window.upperBound <= 1, "times are shares of the period")
    self.window = window
    guard let profile = scenario.prevalenceProfile else {
      self.prevalence = prevalence
      slices = []
      return
    }
    let logOdds = profile.logOdds(prevalence: prevalence)
    let parts = Self.parts(of: window)
    let total = parts.reduce(0) { $0 + $1.length }
    let shares = parts.map { PortableMath.sigmoid(logOdds[$0.slice]) * ($0.length / total) }
    let share = shares.reduce(0, +)
    self.prevalence = share
    let odds = PortableMath.log(share) - PortableMath.log(1 - share)
    var (positives, negatives) = (0.0, 0.0)
    slices = zip(parts, shares).map { part, own in
      let others = part.length / total - own
      defer { (positives, negatives) = (positives + own / share, negatives + others / (1 - share)) }
      return Slice(
        first: part.first, length: part.length, offset: logOdds[part.slice] - odds,
        positivesBefore: positives, positives: own / share, negativesBefore: negatives,
        negatives: others / (1 - share))
    }
  }

  /// The slices that a window overlaps, and where; a moment is a part of length 1.
  private static func parts(
    of window: ClosedRange<Double>
  ) -> [(slice: Int, first: Double, length: Double)] {
    let count = Double(PrevalenceProfile.sliceCount)
    guard window.lowerBound < window.upperBound else {
      return [(PrevalenceProfile.slice(of: window.lowerBound), window.lowerBound, 1)]
    }
    return (0..<PrevalenceProfile.sliceCount).compactMap { slice in
      let first = max(Double(slice) / count, window.lowerBound)
      let last = min(Double(slice + 1) / count, window.upperBound)
      return first < last ? (slice, first, last - first) : nil
    }
  }

  /// Whether ratios need ``offset(at:)``.
  var changesRatios: Bool { !slices.isEmpty }

  /// The time that a share of a class's rows, 0 to 1, lies before.
  func time(of share: Double, isPositive: Bool) -> Double {
    guard window.lowerBound < window.upperBound else { return window.lowerBound }
    guard !slices.isEmpty else {
      return window.lowerBound + (window.upperBound - window.lowerBound) * share
    }
    let slice = slices[index { (isPositive ? $0.positivesBefore : $0.negativesBefore) <= share }]
    let (before, own) =
      isPositive
      ? (slice.positivesBefore, slice.positives) : (slice.negativesBefore, slice.negatives)
    return slice.first + slice.length * min(max((share - before) / own, 0), 1)
  }

  /// What the time of a row adds to its log-likelihood ratio.
  func offset(at time: Double) -> Double {
    slices.isEmpty ? 0 : slices[index { $0.first <= time }].offset
  }

  /// What the time `moment` would add, also outside of the window.
  func offset(frozenAt moment: Double, of scenario: any Scenario, prevalence: Double) -> Double {
    guard let profile = scenario.prevalenceProfile else { return 0 }
    let odds = PortableMath.log(self.prevalence) - PortableMath.log(1 - self.prevalence)
    return profile.logOdds(prevalence: prevalence)[PrevalenceProfile.slice(of: moment)] - odds
  }

  /// The last slice for which a condition holds that holds up to some slice.
  private func index(where holds: (Slice) -> Bool) -> Int {
    var (low, high) = (0, slices.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if holds(slices[middle]) { low = middle } else { high = middle }
    }
    return low
  }
}
