internal import Evaluation
internal import Results

/// Rows of each class by score, a mean over the trials of one loss.
struct MeanHistogram: Sendable {
  /// Bins of the stored histograms that make one here.
  private static let merged = 2
  /// Width of a bin in log-odds.
  static let width = ScoreHistogram.width * Double(merged)

  /// A bin with rows in it; its number counts from ``ScoreHistogram/lowest``.
  struct Bin: Equatable, Sendable {
    /// The lower end in log-odds; bins at the ends are drawn as wide as the others.
    let lower: Double
    /// Mean number of positives a trial.
    let positives: Double
    /// Mean number of negatives a trial.
    let negatives: Double
  }

  /// From the lowest score that any trial has to the highest, without gaps.
  let bins: [Bin]
  /// Number of trials.
  let count: Int

  /// The mean of some histograms; nothing without any.
  init?(_ histograms: [ScoreHistogram]) {
    let filled = histograms.filter { !$0.negatives.isEmpty }
    guard !filled.isEmpty else { return nil }
    var sums: [Int: (positives: Int, negatives: Int)] = [:]
    for histogram in filled {
      for (index, (positives, negatives)) in zip(histogram.positives, histogram.negatives)
        .enumerated()
      {
        // Bin 0 is open below and stays alone, so that the others merge at round numbers.
        let bin = (histogram.first + index + Self.merged - 1) / Self.merged
        sums[bin, default: (0, 0)].positives += positives
        sums[bin, default: (0, 0)].negatives += negatives
      }
    }
    guard let first = sums.keys.min(), let last = sums.keys.max() else { return nil }
    count = filled.count
    bins = (first...last).map { bin in
      let sum = sums[bin] ?? (0, 0)
      return Bin(
        lower: ScoreHistogram.lowest + Double(bin - 1) * Self.width,
        positives: Double(sum.positives) / Double(filled.count),
        negatives: Double(sum.negatives) / Double(filled.count))
    }
  }
}
