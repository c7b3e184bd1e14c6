internal import Statistics

/// How often a procedure found a difference between names of one loss, and what it promises.
struct FalsePositives {
  /// What is known of the rate beforehand.
  enum Promise {
    /// This rate, when its assumptions hold.
    case exactly(Double)
    /// At most this rate.
    case atMost(Double)
    /// It errs more often than it seems to, and stands there for comparison.
    case none
  }

  /// What the interval says of the promise.
  enum Finding: String {
    /// The interval holds the rate that is known.
    case asStated = "as stated"
    /// The rate is known, and the interval lies below it.
    case below = "below what is stated"
    /// The rate is bounded, and the interval does not lie above the bound.
    case kept
    /// The interval lies above the rate or the bound.
    case tooOften = "too often"
    /// Nothing was promised.
    case warning = "known to err"
  }

  let name: String
  let promise: Promise
  let rate: RejectionRate

  init(
    _ name: String, rejections: Int, of count: Int, _ promise: Promise
  ) throws(StatisticsError) {
    self.name = name
    self.promise = promise
    rate = try RejectionRate(rejections: rejections, trials: count)
  }

  var finding: Finding {
    switch promise {
    case .none: .warning
    case .exactly(let level):
      rate.interval.lower > level ? .tooOften : rate.interval.upper < level ? .below : .asStated
    case .atMost(let bound): rate.interval.lower > bound ? .tooOften : .kept
    }
  }
}
