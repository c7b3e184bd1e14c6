/// A division of rows into training, validation and test in the order of time, as a model would be
/// used: it learns from the past and is judged by what came later.
///
/// Let T₁ and T₂ be the times of the rows at which the shares of training, and of training and
/// validation, are reached. Training has the rows before T₁, validation those from T₁ + gap on and
/// before T₂, test those from T₂ + gap on. Rows with the same time are never parted, and rows
/// within a gap are left out. With a label delay, a row whose label is not known when the next part
/// begins (time + delay > its beginning) is left out too: nobody could have learned from it, or
/// chosen by it.
///
/// With several origins the period is covered by as many windows of 2n/(origins + 1) of the n rows,
/// each half over the next (Tashman, "Out-of-sample tests of forecasting accuracy", 2000).
struct TimeSplit {
  let split: DataSplit

  /// The split of one window.
  ///
  /// - Parameters:
  ///   - times: When each row happened, in days.
  ///   - labels: The label of each row, 0 or 1.
  ///   - plan: Shares, gap, delay and number of windows.
  ///   - origin: The number of the window, from 0.
  ///
  /// - Throws: ``SplitError/lacksClass(part:positives:negatives:advice:)``.
  init(
    times: [Double], labels: [UInt8], plan: SplitPlan, origin: Int
  ) throws(SplitError) {
    let sorted = times.sorted()
    let count = sorted.count
    let size = plan.origins > 1 ? 2 * count / (plan.origins + 1) : count
    let first = plan.origins > 1 ? origin * (count - size) / (plan.origins - 1) : 0
    let (training, validation, _) = plan.fractions.allocation(of: size)
    guard training > 0, training + validation < size else {
      throw .lacksClass(
        part: "training", positives: 0, negatives: 0, advice: "Import more rows.")
    }
    let start = sorted[first]
    let end = first + size < count ? sorted[first + size] : .infinity
    let bounds = (sorted[first + training], sorted[first + training + validation])
    let (gap, delay) = (plan.gapDays, plan.labelDelayDays)
    split = try DataSplit(labels: labels, advice: Self.advice(plan, bounds)) { row in
      let time = times[row]
      guard time >= start, time < end else { return nil }
      if time < bounds.0 { return time + delay <= bounds.0 + gap ? .training : nil }
      if time < bounds.1 {
        return time >= bounds.0 + gap && time + delay <= bounds.1 + gap ? .validation : nil
      }
      return time >= bounds.1 + gap ? .test : nil
    }
  }

  private static func advice(_ plan: SplitPlan, _ bounds: (Double, Double)) -> String {
    var ways = ["change the shares"]
    if plan.gapDays > 0 { ways.append("shorten the gap of \(plan.gapDays) days") }
    if plan.labelDelayDays > 0 {
      ways.append("shorten the label delay of \(plan.labelDelayDays) days")
    }
    if plan.origins > 1 { ways.append("ask for fewer than \(plan.origins) origins") }
    return "The parts meet at the times \(bounds.0) and \(bounds.1) (days): "
      + "\(ways.joined(separator: ", ")) or import rows of a longer time."
  }
}
