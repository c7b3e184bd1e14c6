internal import CounterRandom

extension DrawPlan {
  /// Rows that are drawn together: their features stay in the first-level cache.
  static let rowsAtOnce = 64

  /// Fills a block with `count` rows of these numbers, which may have their true labels already.
  func fill(
    _ block: inout RowBlock, count: Int, jobs: Int, numbers: RowNumbers, isLabelled: Bool = false
  ) {
    precondition(count <= block.capacity, "the block has too little room")
    block.rowCount = count
    guard count > 0 else { return }
    unsafe block.withPointers { pointers in
      let share = 4096
      let shares = (count + share - 1) / share
      inParallel(count: shares, jobs: jobs) { index in
        let places = RowPlaces(capacity: Self.rowsAtOnce)
        let width = scenario.featureCount
        var at = index * share
        let last = min(count, at + share)
        while at < last {
          let end = min(last, at + Self.rowsAtOnce)
          unsafe fill(
            pointers, at..<end, width: width, places: places, numbers: numbers,
            isLabelled: isLabelled)
          at = end
        }
      }
    }
  }

  private func fill(
    _ block: RowPointers, _ range: Range<Int>, width: Int, places: RowPlaces,
    numbers: RowNumbers, isLabelled: Bool
  ) {
    let (start, count) = (range.lowerBound, range.count)
    guard let allFeatures = unsafe block.features.baseAddress,
      let allLabels = unsafe block.labels.baseAddress,
      let allTypologies = unsafe block.typology.baseAddress
    else { return }
    let features = unsafe allFeatures + start * width
    let labels = unsafe allLabels + start
    let typology = unsafe allTypologies + start
    unsafe places.set(numbers, from: start, count: count, of: rowCount)
    if let days = scenario.periodDays, let all = unsafe block.times.baseAddress {
      unsafe places.copyTimes(count, days: days, to: all + start)
    }
    if !isLabelled {
      unsafe mark(count, at: places, labels: labels)
    }
    if unsafe block.posterior.count > 0, let all = unsafe block.posterior.baseAddress {
      let posterior = unsafe all + start
      unsafe places.draw(
        count, of: scenario, width: width, stream: stream, labels: labels, features: features,
        typology: typology, ratios: posterior)
      unsafe addPrior(count, at: places, to: posterior)
      if let observation = scenario.labelObservation,
        let trueLabels = unsafe block.trueLabels.baseAddress,
        let observed = unsafe block.observedPosterior.baseAddress
      {
        unsafe (trueLabels + start).update(from: labels, count: count)
        unsafe places.observe(
          count, by: observation, width: width, stream: stream, features: features,
          typology: typology, posterior: posterior, labels: labels,
          observed: observed + start)
      }
    } else {
      unsafe places.draw(
        count, of: scenario, width: width, stream: stream, labels: labels, features: features,
        typology: typology)
    }
    if scenario.hasAmounts, let all = unsafe block.amounts.baseAddress {
      var amounts = unsafe MutableSpan(_unsafeStart: all + start, count: count)
      scenario.amounts(
        of: unsafe Span(_unsafeStart: features, count: count * width), into: &amounts)
    }
    if let warp {
      var x = unsafe MutableSpan(_unsafeStart: features, count: count * width)
      warp.apply(to: &x, width: width)
    }
  }

  /// Finds the true labels of rows.
  private func mark(_ count: Int, at places: RowPlaces, labels: UnsafeMutablePointer<UInt8>) {
    guard let schedule else {
      return unsafe places.mark(
        count, by: permutation, below: UInt64(positiveCount), labels: labels)
    }
    for place in 0..<count {
      unsafe labels[place] = schedule.label(of: places.number(at: place))
    }
  }

  /// Makes posteriors of log-likelihood ratios.
  private func addPrior(
    _ count: Int, at places: RowPlaces, to posterior: UnsafeMutablePointer<Double>
  ) {
    guard let schedule else {
      return unsafe PortableMath.sigmoids(of: posterior, plus: logOdds, count: count)
    }
    for place in 0..<count {
      let odds = schedule.logOdds(of: places.number(at: place))
      unsafe posterior[place] = PortableMath.sigmoid(posterior[place] + odds)
    }
  }
}

/// The numbers of the rows of a block.
@unsafe
enum RowNumbers: @unchecked Sendable {
  /// Consecutive ones.
  case first(UInt64)
  /// As many as there are rows.
  case list(UnsafePointer<UInt64>)
}

/// Where the lists of a block are; threads fill them, each its own part.
///
/// Lists that a scenario does not have are never touched.
@unsafe
struct RowPointers: @unchecked Sendable {
  let features: UnsafeMutableBufferPointer<Float>
  let labels: UnsafeMutableBufferPointer<UInt8>
  let posterior: UnsafeMutableBufferPointer<Double>
  let typology: UnsafeMutableBufferPointer<UInt8>
  let amounts: UnsafeMutableBufferPointer<Float>
  let times: UnsafeMutableBufferPointer<Double>
  let trueLabels: UnsafeMutableBufferPointer<UInt8>
  let observedPosterior: UnsafeMutableBufferPointer<Double>
}

extension RowBlock {
  /// Calls `body` with the lists.
  fileprivate mutating func withPointers(_ body: (RowPointers) -> Void) {
    unsafe features.withUnsafeMutableBufferPointer { features in
      unsafe labels.withUnsafeMutableBufferPointer { labels in
        unsafe posterior.withUnsafeMutableBufferPointer { posterior in
          unsafe typology.withUnsafeMutableBufferPointer { typology in
            unsafe amounts.withUnsafeMutableBufferPointer { amounts in
              unsafe times.withUnsafeMutableBufferPointer { times in
                unsafe trueLabels.withUnsafeMutableBufferPointer { trueLabels in
                  unsafe observedPosterior.withUnsafeMutableBufferPointer { observed in
                    unsafe body(
                      RowPointers(
                        features: features, labels: labels, posterior: posterior,
                        typology: typology, amounts: amounts, times: times,
                        trueLabels: trueLabels, observedPosterior: observed))
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
