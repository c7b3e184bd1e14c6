internal import CounterRandom

/// A random division of rows into training, validation and test, each with the same share of
/// positives.
///
/// A split is a function of labels, fractions, seed and replicate, the same on every machine.
/// Replicates are independent resamplings of the same rows: their test parts overlap, so results
/// on them are not independent and their comparison needs the correction of Nadeau and Bengio
/// (Machine Learning 52, 2003).
public struct StratifiedSplit: Equatable, Sendable {
  /// The rows to train on, ascending.
  public let training: [Int]
  /// The rows on which settings, epochs and thresholds are chosen, ascending.
  public let validation: [Int]
  /// The rows that results are measured on, ascending.
  public let test: [Int]

  /// One replicate's split of the rows with `labels`.
  ///
  /// - Parameters:
  ///   - labels: The label of each row, 0 or 1.
  ///   - fractions: The shares of the parts.
  ///   - seed: The seed of all replicates.
  ///   - replicate: The number of the replicate, from 0.
  ///   - minimumPositives: The number of positives, and of negatives, that each part must have.
  /// - Throws: ``SplitError/tooFewPositives(found:needed:inEachPart:)`` or
  ///   ``SplitError/tooFewNegatives(found:needed:inEachPart:)``.
  public init(
    labels: [UInt8], fractions: SplitFractions = .standard, seed: UInt64, replicate: Int,
    minimumPositives: Int = 1
  ) throws(SplitError) {
    precondition(replicate >= 0, "replicates are numbered from 0")
    precondition(labels.count <= Int(UInt32.max), "rows are numbered in 32 bits")
    let seed = deriveSeed(from: seed, label: "stratified split", UInt64(replicate))
    let positives = labels.reduce(0) { $0 + Int($1) }
    var rows: [[UInt32]] = [[], []]
    // Lists that grow would take twice their memory, which is felt with many millions of rows.
    rows[0].reserveCapacity(labels.count - positives)
    rows[1].reserveCapacity(positives)
    for (row, label) in labels.enumerated() { rows[Int(label)].append(UInt32(row)) }
    var part = [UInt8](repeating: 0, count: labels.count)
    var sizes = [0, 0, 0]
    for label in [1, 0] {
      let count = rows[label].count
      let (training, validation, test) = fractions.allocation(of: count)
      guard min(training, validation, test) >= minimumPositives else {
        let needed = fractions.rowsNeeded(inEachPart: minimumPositives)
        throw label == 1
          ? .tooFewPositives(found: count, needed: needed, inEachPart: minimumPositives)
          : .tooFewNegatives(found: count, needed: needed, inEachPart: minimumPositives)
      }
      sizes = zip(sizes, [training, validation, test]).map { $0 + $1 }
      shuffle(&rows[label], seed: seed, stream: UInt64(label))
      for row in rows[label][training..<training + validation] { part[Int(row)] = 1 }
      for row in rows[label][(training + validation)...] { part[Int(row)] = 2 }
    }
    rows = []
    func ascending(_ wanted: UInt8) -> [Int] {
      var rows: [Int] = []
      rows.reserveCapacity(sizes[Int(wanted)])
      for row in part.indices where part[row] == wanted { rows.append(row) }
      return rows
    }
    self.training = ascending(0)
    validation = ascending(1)
    test = ascending(2)
  }
}
