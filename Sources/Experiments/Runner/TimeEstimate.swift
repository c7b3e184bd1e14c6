/// Tells how long a run will still take, from what units of each data set and model took so far.
///
/// Estimated costs compare units of one model well, those of different models badly; so each data
/// set and model has a rate of its own as soon as one of its units is finished.
struct TimeEstimate: Sendable {
  /// A unit of the run.
  struct Unit: Sendable {
    /// Data set and model, as one number.
    let kind: Int
    /// Estimated cost.
    let cost: Double
    /// Seconds, when it is finished.
    var seconds: Double?
    /// Seconds since it was begun and the share that is done, while it is in flight.
    var flight: (seconds: Double, share: Double)?
  }

  /// Cost and seconds of what is known of a kind.
  private struct Rate {
    var cost = 0.0
    var seconds = 0.0
    var value: Double? { cost > 0 && seconds > 0 ? seconds / cost : nil }

    mutating func add(_ seconds: Double, for cost: Double) {
      self.seconds += seconds
      self.cost += cost
    }
  }

  /// The units of the run.
  var units: [Unit]
  /// Units in flight at once.
  let jobs: Int
  /// Seconds for a unit of cost, by kind, from an earlier run.
  let earlier: [Int: Double]

  /// Seconds that are left; `nil` while nothing is known.
  var remaining: Double? {
    let rates = rates()
    guard let fallback = rates.fallback else { return nil }
    var (sum, longest) = (0.0, 0.0)
    for unit in units where unit.seconds == nil {
      let whole = unit.cost * (rates.known[unit.kind] ?? fallback)
      let left: Double
      if let flight = unit.flight {
        // What it took so far counts more the further it is.
        let ownPace = flight.share > 0 ? flight.seconds / flight.share : whole
        let expected = whole + (ownPace - whole) * min(flight.share, 1)
        left = max(expected - flight.seconds, 0)
      } else {
        left = whole
      }
      sum += left
      longest = max(longest, left)
    }
    return max(sum / Double(max(jobs, 1)), longest)
  }

  private func rates() -> (known: [Int: Double], fallback: Double?) {
    var finished: [Int: Rate] = [:]
    var begun: [Int: Rate] = [:]
    for unit in units {
      if let seconds = unit.seconds {
        finished[unit.kind, default: Rate()].add(seconds, for: unit.cost)
      } else if let flight = unit.flight, flight.share > 0.05 {
        begun[unit.kind, default: Rate()].add(flight.seconds, for: unit.cost * flight.share)
      }
    }
    var known = earlier
    for rates in [begun, finished] {
      for (kind, rate) in rates { known[kind] = rate.value ?? known[kind] }
    }
    guard !known.isEmpty else { return (known, nil) }
    // A kind of which nothing is known is taken to be like the others, unit for unit of cost.
    return (known, known.values.reduce(0, +) / Double(known.count))
  }
}
